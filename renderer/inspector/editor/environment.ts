import type {} from 'monaco-editor/editor/editor.api';

/**
 * What the code editor asks of its page, put in place before the editor is loaded: its threads are files of this app,
 * and a trusted types policy it asks for twice is made once.
 */

interface TrustedTypes {
  createPolicy(name: string, rules: object): Policy;
}

type Policy = ReturnType<NonNullable<NonNullable<typeof self.MonacoEnvironment>['createTrustedTypesPolicy']>>;

const policies = new Map<string, Policy>();

self.MonacoEnvironment = {
  getWorker: (_module, label) =>
    label === 'typescript'
      ? new Worker(new URL('monaco-editor/languages/features/typescript/ts.worker.js', import.meta.url), {
          type: 'module',
          name: 'typescript',
        })
      : new Worker(new URL('monaco-editor/editor/editor.worker.js', import.meta.url), {
          type: 'module',
          name: 'editor',
        }),

  createTrustedTypesPolicy(name, rules) {
    const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
    const known = policies.get(name);
    if (known !== undefined || trustedTypes === undefined) return known;
    const policy = trustedTypes.createPolicy(name, rules ?? {});
    policies.set(name, policy);
    return policy;
  },
};
