import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (name: string): string => readFileSync(path.join(import.meta.dirname, name), 'utf8');
const packages = (JSON.parse(read('package-lock.json')) as { packages: Record<string, Entry> }).packages;

/** The entry npm would resolve `name` to for a package at `from`: the nearest node_modules upwards. */
function resolve(from: string, name: string): Entry | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const found = packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`];
    if (found || at === '') return found;
  }
}

test('every optional dependency the lock file names has its own entry, so that npm ci works on every system', () => {
  const missing = Object.entries(packages).flatMap(([at, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !resolve(at, name))
      .map((name) => `${at}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test('the lock file names no download address', () => {
  expect(Object.values(packages).filter((entry) => entry.resolved !== undefined)).toEqual([]);
  expect(read('package-lock.json')).not.toMatch(/https?:\/\/[^"]*\.tgz/);
});

test('package.json pins exact versions, and the lock file has those', () => {
  const wanted = (JSON.parse(read('package.json')) as { devDependencies: Record<string, string> })
    .devDependencies;
  expect(Object.entries(wanted).filter(([, version]) => !/^\d/.test(version))).toEqual([]);
  expect(
    Object.entries(wanted).filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version),
  ).toEqual([]);
});
