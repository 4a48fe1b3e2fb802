import type {} from 'monaco-editor/editor/editor.api';
import { editorPolicies } from '../../bridge/trusted-types.ts';

/** What the code editor asks of its page, put in place before the editor is loaded: its threads are files of this app. */

type CreatePolicy = NonNullable<NonNullable<typeof self.MonacoEnvironment>['createTrustedTypesPolicy']>;

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

  // The browser makes the policy it is asked for: an object of the editor's own type.
  createTrustedTypesPolicy: editorPolicies() as CreatePolicy,
};
