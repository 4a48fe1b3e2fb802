import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCorpus } from './corpus.ts';
import { compared, isSkipped } from './exceptions.ts';
import { ExportedPrograms, runExported } from './exported.ts';
import { formsOf } from './run-case.ts';

describe('exported, on its own, does what Go did', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weft-conformance-'));
  const programs = new ExportedPrograms(folder);
  beforeAll(() => programs.prepare());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  for (const one of readCorpus()) {
    for (const form of formsOf(one)) {
      test.skipIf(isSkipped(one.name, 'promise')).concurrent(`${one.name} as a ${form}`, async () => {
        const file = await programs.add(one, form);
        // First come first served, and in another order; a document in the first, its goroutines being the same.
        for (const options of form === 'body' ? [[], ['--seed', '7']] : [[]]) {
          const observed = await runExported(file, ['--clock', 'virtual', ...options]);
          const { got, want } = compared(one, 'promise', observed);
          expect({ options, ...got }).toEqual({ options, ...want });
        }
      });
    }
  }
});
