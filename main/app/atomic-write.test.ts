import { chmod, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atomicWrite } from './atomic-write.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'weft-write-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('writes a new file and leaves nothing else behind', async () => {
  await atomicWrite(path.join(folder, 'a.weft'), 'one');
  expect(await readdir(folder)).toEqual(['a.weft']);
  expect(await readFile(path.join(folder, 'a.weft'), 'utf8')).toBe('one');
});

test('replaces a file and keeps its permissions', async () => {
  const file = path.join(folder, 'a.weft');
  await writeFile(file, 'old');
  await chmod(file, 0o600);
  await atomicWrite(file, 'new');
  expect(await readFile(file, 'utf8')).toBe('new');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('writes through a link', async () => {
  await writeFile(path.join(folder, 'real'), 'old');
  await symlink('real', path.join(folder, 'link'));
  await atomicWrite(path.join(folder, 'link'), 'new');
  expect(await readlink(path.join(folder, 'link'))).toBe('real');
  expect(await readFile(path.join(folder, 'real'), 'utf8')).toBe('new');
});

test('a write that fails leaves the old file and no debris', async () => {
  await writeFile(path.join(folder, 'a'), 'old');
  await expect(atomicWrite(path.join(folder, 'missing', 'a'), 'x')).rejects.toThrow(/ENOENT/);
  await expect(atomicWrite(folder, 'x')).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['a']);
});
