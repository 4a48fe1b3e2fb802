import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { contentSecurityPolicy, TRUSTED_TYPES_POLICIES } from './page-policy.ts';

const editor = path.join(import.meta.dirname, '../../node_modules/monaco-editor/esm');

function* scripts(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* scripts(file);
    else if (entry.name.endsWith('.js')) yield readFileSync(file, 'utf8');
  }
}

test('the trusted types policies are ours and those the code editor makes, and no others', () => {
  const made = new Set<string>();
  for (const text of scripts(editor))
    for (const [, name] of text.matchAll(/createTrustedTypesPolicy\(['"]([\w-]+)['"]/g)) made.add(name ?? '');
  // The sanitizer builds its name from a constant and an optional suffix.
  expect([...TRUSTED_TYPES_POLICIES].toSorted()).toEqual([...made, 'default', 'dompurify'].toSorted());
});

test('nothing inline, no eval, no other host', () => {
  const policy = contentSecurityPolicy();
  expect(policy.split('; ')).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      "frame-src 'none'",
    ]),
  );
  expect(policy).not.toContain('unsafe-eval');
  expect(policy).not.toMatch(/script-src[^;]*(unsafe|blob|data|https?)/);
  expect(policy).not.toContain('*');
});

test('a shell names the one socket it listens on', () => {
  expect(contentSecurityPolicy('ws://127.0.0.1:8123')).toContain("connect-src 'self' ws://127.0.0.1:8123;");
});
