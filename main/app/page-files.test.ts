import fc from 'fast-check';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pageFile } from './page-files.ts';

const root = path.resolve('/srv/weft/page');

test('files of the build are found', () => {
  expect(pageFile(root, '/')).toBe(path.join(root, 'index.html'));
  expect(pageFile(root, '/index.html')).toBe(path.join(root, 'index.html'));
  expect(pageFile(root, '/assets/index-Bx_1~a.js')).toBe(path.join(root, 'assets', 'index-Bx_1~a.js'));
});

test.each([
  '/../main/main.cjs',
  '/assets/../../package.json',
  '/%2e%2e/main/serve.js',
  '/..%2fpackage.json',
  '/%252e%252e/package.json',
  '/..\\package.json',
  '/assets\\..\\..\\package.json',
  '/%5c..%5cpackage.json',
  '//etc/passwd.json',
  '/C:/Windows/win.json',
  '/index.html\0.js',
  '/index.html%00.js',
  '/.env.json',
  '/assets/.hidden.js',
  '/./index.html',
  '/assets//index.js',
  '/index.html/',
  '/main.cjs',
  '/assets/index.js.map',
  '/noextension',
  'index.html',
  '',
  `/${'a'.repeat(600)}.js`,
])('%j is not a file of the page', (pathname) => {
  expect(pageFile(root, pathname)).toBeNull();
});

test('whatever is asked, the answer lies inside the folder', () => {
  const piece = fc.constantFrom(
    '..',
    '.',
    '/',
    '\\',
    '%2e',
    '%2f',
    '%5c',
    '%00',
    '\0',
    'a',
    '.js',
    '~',
    ':',
    'assets',
    '//',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 8 }), (pieces) => {
      const file = pageFile(root, `/${pieces.join('')}`);
      expect(file === null || path.resolve(file).startsWith(root + path.sep)).toBe(true);
    }),
  );
});
