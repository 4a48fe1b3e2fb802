import { expect, test } from 'vitest';
import { editorPolicies, ownScript } from './trusted-types.ts';

const desktop = 'app://bundle/index.html';
const web = 'http://127.0.0.1:8123/';

test.each([
  ['app://bundle/assets/worker-x.js', desktop],
  ['./assets/worker-x.js', desktop],
  ['/assets/worker-x.js', web],
  ['http://127.0.0.1:8123/assets/worker-x.js', web],
])('%s is a script of the app at %s', (url, base) => {
  expect(ownScript(url, base)).toBe(url);
});

test.each([
  ['https://evil.example/assets/x.js', desktop],
  ['app://other/assets/x.js', desktop],
  ['data:text/javascript,1', desktop],
  ['blob:app://bundle/assets/1', desktop],
  ['javascript:1', desktop],
  ['http://127.0.0.1:8124/assets/x.js', web],
  ['http://user@127.0.0.1:8123/assets/x.js', web],
  ['/assets/../index.html', web],
  ['/elsewhere/x.js', web],
])('%s is none at %s', (url, base) => {
  expect(ownScript(url, base)).toBeNull();
});

test('the editor gets the same policy when it asks for one twice', () => {
  const made: string[] = [];
  const factory = {
    createPolicy: (name: string) => {
      if (made.includes(name)) throw new TypeError('already exists');
      made.push(name);
      return { name };
    },
  };
  const create = editorPolicies(factory);
  expect(create('a', {})).toBe(create('a', {}));
  expect(create('b', {})).toEqual({ name: 'b' });
  expect(made).toEqual(['a', 'b']);
});
