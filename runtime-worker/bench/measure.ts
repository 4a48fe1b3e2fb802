import type { Contestant, Part, Row, Sample } from './rows.ts';

/** The samples of one part by contestant, one a round, and why some have none. */
export interface Measured {
  readonly samples: ReadonlyMap<Contestant, readonly Sample[]>;
  readonly missing: ReadonlyMap<Contestant, string>;
}

export interface MeasureOptions {
  readonly quick: boolean;
  readonly rounds: number;
  run(contestant: Contestant, n: number): Promise<Sample>;
}

/** The size a contestant runs: whole pairs of fours and eights, as the programs divide it. */
export function sizeFor(part: Part, { share = 1 }: Contestant, quick: boolean): number {
  const size = quick ? part.size.quick : part.size.full;
  return share === 1 ? size : Math.max(8, Math.floor((size * share) / 8) * 8);
}

/**
 * Measures the parts of a row: round after round, in each round every contestant once, so that all meet the same
 * machine. One that fails, or whose result is wrong, is left out from then on.
 */
export async function measureRow(row: Row, options: MeasureOptions): Promise<ReadonlyMap<Part, Measured>> {
  const parts = row.parts.map((part) => {
    const own = part.samplesOf ?? part;
    const there = own.contestants.filter(({ full = false }) => !full || !options.quick);
    return {
      part: own,
      samples: new Map(there.map((contestant): [Contestant, Sample[]] => [contestant, []])),
      missing: new Map<Contestant, string>(),
    };
  });
  for (let round = 0; round < options.rounds; round++) {
    for (const { part, samples, missing } of parts) {
      for (const [contestant, taken] of samples) {
        if (missing.has(contestant)) continue;
        try {
          // One at a time: they share the machine.
          // oxlint-disable-next-line no-await-in-loop
          taken.push(await sampleOf(part, contestant, options));
        } catch (cause) {
          missing.set(contestant, (cause as Error).message);
          samples.set(contestant, []);
        }
      }
    }
  }
  return new Map(parts.map(({ part, samples, missing }) => [part, { samples, missing }]));
}

async function sampleOf(part: Part, contestant: Contestant, options: MeasureOptions): Promise<Sample> {
  const n = sizeFor(part, contestant, options.quick);
  const sample = await options.run(contestant, n);
  const expected = part.expected(n);
  if (expected !== null && sample.result !== expected)
    throw new Error(`came to ${sample.result}, not ${expected}`);
  return sample;
}
