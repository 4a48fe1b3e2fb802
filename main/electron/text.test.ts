import { expect, test } from 'vitest';
import { shellText } from './text.ts';

test('places in a text are filled', () => {
  expect(shellText('en', 'unsaved', { name: 'sieve' })).toBe('“sieve” has changes that are not saved.');
  expect(shellText('zh-CN', 'unsaved', { name: '素数筛' })).toBe('“素数筛”有未保存的更改。');
});

test('a name with braces stays as it is', () => {
  expect(shellText('en', 'unsaved', { name: '{name}' })).toContain('“{name}”');
});
