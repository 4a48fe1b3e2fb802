import { expect, test } from 'vitest';
import { outsideUrl } from './outside.ts';

test('a link to a known site may open in the browser', () => {
  expect(outsideUrl('https://go.dev/ref/spec#Select_statements')).toBe(
    'https://go.dev/ref/spec#Select_statements',
  );
});

test.each([
  'http://go.dev/',
  'https://go.dev.evil.example/',
  'https://evil.example/?https://go.dev/',
  'https://go.dev@evil.example/',
  'https://user:secret@go.dev/',
  'https://go.dev:8443/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'app://bundle/index.html',
  'ms-settings:privacy',
  'smb://go.dev/share',
  '//go.dev/',
  'go.dev',
  '',
])('%j opens nothing', (url) => {
  expect(outsideUrl(url)).toBeNull();
});
