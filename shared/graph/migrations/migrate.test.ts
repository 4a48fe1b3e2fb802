import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../base/json.ts';
import { readDocument, writeDocument } from '../file.ts';
import { migrate, MIGRATIONS, VERSION, type Migration } from './migrate.ts';

const fixtures = new URL('fixtures/', import.meta.url);

describe('every version ever shipped', () => {
  const files = readdirSync(fixtures);

  test('has a fixture', () => {
    const versions = Array.from({ length: VERSION }, (_, i) => `v${i + 1}.weft`);
    expect(files.toSorted()).toEqual(versions.toSorted());
  });

  test('has a step to the next one', () => {
    expect(MIGRATIONS.map((step) => step.from)).toEqual(Array.from({ length: VERSION - 1 }, (_, i) => i + 1));
  });

  test.each(files)('%s opens as a document of the current version', (file) => {
    const { document, findings } = readDocument(readFileSync(new URL(file, fixtures), 'utf8'));
    expect(findings).toEqual([]);
    expect(document).not.toBeNull();
    expect(readDocument(writeDocument(document!))).toEqual({ document, findings: [] });
  });

  test('the current version is written as it was read, to the letter', () => {
    const text = readFileSync(new URL(`v${VERSION}.weft`, fixtures), 'utf8');
    expect(writeDocument(readDocument(text).document!)).toBe(text);
  });
});

describe('the walk', () => {
  const steps: readonly Migration[] = [
    { from: 1, up: (json) => ({ ...json, title: json['name'] ?? '' }) },
    { from: 2, up: (json) => Object.fromEntries(Object.entries(json).filter(([key]) => key !== 'name')) },
  ];

  test('takes every step between, in order', () => {
    expect(migrate({ weft: 1, name: 'a' }, steps, 3)).toEqual({
      json: { weft: 3, title: 'a' },
      findings: [],
    });
    expect(migrate({ weft: 2, name: 'a' }, steps, 3).json).toEqual({ weft: 3 });
    expect(migrate({ weft: 3, name: 'a' }, steps, 3).json).toEqual({ weft: 3, name: 'a' });
  });

  test('refuses a newer version, and says which', () => {
    expect(migrate({ weft: 4 }, steps, 3).findings).toMatchObject([
      { code: 'file-newer-version', values: { version: 4, current: 3 } },
    ]);
  });

  test.each<Json>([null, [], 'weft', {}, { weft: '1' }, { weft: 0 }, { weft: 1.5 }])(
    'refuses %j as no document of ours',
    (json) => {
      expect(migrate(json)).toMatchObject({ json: null, findings: [{ code: 'file-not-weft' }] });
    },
  );
});
