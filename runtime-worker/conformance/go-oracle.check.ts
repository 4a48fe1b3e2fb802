import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCorpus } from './corpus.ts';
import { inAnyOrder } from './exceptions.ts';
import { GoOracle, goVersion } from './go-oracle.ts';

const corpus = readCorpus();
const version = await goVersion();
/** `WEFT_EXPECTED=rewrite npm run conformance`: what Go does is what is expected; read the diff. */
const REWRITE = process.env['WEFT_EXPECTED'] === 'rewrite';

describe.skipIf(version === null)(`what the corpus expects is what Go ${version} does`, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weft-go-'));
  const go = new GoOracle(folder);
  beforeAll(() => go.build(corpus), 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  for (const one of corpus) {
    test.concurrent(one.name, async () => {
      const { stdout, exitCode, stderrHead, states, tags } = one.expected;
      const got = (await go.run(one)) ?? (await go.run(one));
      if (got === null) {
        expect(tags).toContain('gc-nondeterministic');
        return;
      }
      if (REWRITE) {
        const { rules } = one.expected;
        const text = JSON.stringify({ rules, tags, ...got }, null, 2);
        writeFileSync(path.join(one.folder, 'expected.json'), `${text}\n`);
        return;
      }
      const hidden = tags.includes('no-states');
      const printed = tags.includes('impl-detail') ? inAnyOrder : (text: string): string => text;
      expect({ ...got, stdout: printed(got.stdout), states: hidden ? [] : got.states }).toEqual({
        stdout: printed(stdout),
        exitCode,
        stderrHead,
        states,
      });
    });
  }
});
