import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { ExportedPrograms } from './exported.ts';
import { ParallelRunner } from './run-parallel.ts';

/** What tests need that run programs of their own on real threads and exported, from before the first to after the last. */
export function everyWay(name: string): {
  readonly exported: ExportedPrograms;
  readonly parallel: ParallelRunner;
} {
  const folder = mkdtempSync(path.join(tmpdir(), `weft-${name}-`));
  const exported = new ExportedPrograms(folder);
  const parallel = new ParallelRunner();
  beforeAll(() => exported.prepare());
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await parallel.stop();
  });
  return { exported, parallel };
}
