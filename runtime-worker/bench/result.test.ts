import { expect, test } from 'vitest';
import { measureRow } from './measure.ts';
import { jsonOf, markdownTable, notesOf, textTable } from './report.ts';
import { met, resultOf, type RowResult } from './result.ts';
import type { Command, Contestant, Part, Row, Sample } from './rows.ts';
import { Missing } from './run-command.ts';
import { readSample } from './sample.ts';

const NOTHING: Command = { in: 'plain', loop: 0 };
const contestant = (as: Contestant['as'], name: string, more: Partial<Contestant> = {}): Contestant => ({
  as,
  name,
  command: NOTHING,
  ...more,
});

const part = (name: string, contestants: readonly Contestant[], more: Partial<Part> = {}): Part => ({
  name,
  size: { quick: 100, full: 200 },
  value: ({ measured }, n) => measured / n,
  expected: (n) => n,
  contestants,
  ...more,
});

const row = (parts: readonly Part[], more: Partial<Row> = {}): Row => ({
  name: 'a row',
  what: 'something',
  unit: 'ns',
  parts,
  floor: [],
  aim: [],
  ...more,
});

/** Runs a row with these nanoseconds an operation, one list a contestant. */
async function run(
  aRow: Row,
  perOperation: Readonly<Record<string, readonly number[]>>,
  { quick = true, sample = (measured: number, n: number): Sample => ({ measured, result: n }) } = {},
): Promise<{ readonly result: RowResult; readonly order: readonly string[] }> {
  const order: string[] = [];
  const seen = new Map<string, number>();
  const measured = await measureRow(aRow, {
    quick,
    rounds: 3,
    run: async ({ name }, n) => {
      order.push(name);
      const round = seen.get(name) ?? 0;
      seen.set(name, round + 1);
      const value = perOperation[name]?.[round];
      if (value === undefined) throw new Missing(`no ${name} here`);
      return sample(value * n, n);
    },
  });
  return { result: resultOf(aRow, measured, quick), order };
}

const DUEL = part('duel', [contestant('ours', 'weft'), contestant('go1', 'go'), contestant('peer', 'lib')]);

test('contestants take turns, round after round', async () => {
  const { order } = await run(row([DUEL]), { weft: [1, 1, 1], go: [2, 2, 2], lib: [3, 3, 3] });
  expect(order).toEqual(['weft', 'go', 'lib', 'weft', 'go', 'lib', 'weft', 'go', 'lib']);
});

test('medians, and how many times better ours is', async () => {
  const { result } = await run(
    row([DUEL], {
      floor: [
        { of: 'ratioGo1', atLeast: 2 },
        { of: 'ratioPeer', atLeast: 5 },
      ],
      aim: [{ of: 'ratioGo1', atLeast: 3 }],
    }),
    { weft: [10, 11, 30], go: [22, 22, 60], lib: [55, 66, 150] },
  );
  expect(result).toMatchObject({
    ours: 11,
    go1: 22,
    go2: null,
    peer: 66,
    peerName: 'lib',
    ratioGo1: 2,
    ratioPeer: 6,
    floorMet: true,
    aimMet: false,
  });
  expect(result.ranges.ratioPeer).toEqual([5.25, 5.75]);
  expect(result.spread).toBeCloseTo(10 / 11);
});

test('the best of several others is the one that counts', async () => {
  const others = part('others', [
    contestant('ours', 'weft'),
    contestant('peer', 'slow'),
    contestant('peer', 'fast'),
  ]);
  const { result } = await run(row([others]), { weft: [1, 1, 1], slow: [9, 9, 9], fast: [4, 4, 4] });
  expect(result).toMatchObject({ peerName: 'fast', ratioPeer: 4, peers: { slow: 9, fast: 4 } });
});

test('one that is not here is told of, asked for once, and the rest goes on', async () => {
  const { result, order } = await run(row([DUEL], { floor: [{ of: 'ratioGo1', atLeast: 2 }] }), {
    weft: [1, 1, 1],
    lib: [3, 3, 3],
  });
  expect(order.filter((name) => name === 'go')).toHaveLength(1);
  expect(result).toMatchObject({
    go1: null,
    ratioGo1: null,
    ratioPeer: 3,
    floorMet: null,
    missing: { go: 'no go here' },
  });
});

test('a wrong result is not fast, it is wrong', async () => {
  const { result } = await run(
    row([DUEL]),
    { weft: [1, 1, 1], go: [2, 2, 2], lib: [3, 3, 3] },
    { sample: (measured, n) => ({ measured, result: measured === 3 * n ? n - 1 : n }) },
  );
  expect(result.peer).toBeNull();
  expect(result.missing['lib']).toBe('came to 99, not 100');
});

test('a slow one runs a part of the size; only the full version runs all', async () => {
  const shared = part('shared', [
    contestant('ours', 'weft'),
    contestant('peer', 'lib', { share: 1 / 4 }),
    contestant('peer', 'slower', { share: 1 / 8, full: true }),
  ]);
  const times = { weft: [1, 1, 1], lib: [2, 2, 2], slower: [3, 3, 3] };
  expect((await run(row([shared]), times)).result.peers).toEqual({ lib: 2 });
  expect((await run(row([shared]), times, { quick: false })).result.peers).toEqual({ lib: 2, slower: 3 });
});

test('what something costs is a ratio to the base; of several programs the median', async () => {
  const pair = (name: string): Part =>
    part(name, [contestant('ours', `${name} with`), contestant('base', `${name} without`)]);
  const costly = row([pair('a'), pair('b'), pair('c')], { unit: 'x', floor: [{ of: 'ours', atMost: 1.35 }] });
  const times = {
    'a with': [11, 22, 33],
    'a without': [10, 20, 30],
    'b with': [12, 12, 12],
    'b without': [10, 10, 10],
    'c with': [30, 30, 30],
    'c without': [10, 10, 10],
  };
  const { result } = await run(costly, times);
  expect(result).toMatchObject({ ours: 1.2, floorMet: true, ratioBase: null });
  expect(result.parts).toEqual([
    { name: 'a', ours: 1.1 },
    { name: 'b', ours: 1.2 },
    { name: 'c', ours: 3 },
  ]);
  expect((await run({ ...costly, parted: 'worst' }, times)).result).toMatchObject({
    ours: 3,
    floorMet: false,
  });
});

test('records a second: more is better, and the worse of two is the lower', async () => {
  const eventful = (name: string): Part =>
    part(name, [contestant('ours', name)], { value: ({ measured }) => measured, expected: () => null });
  const { result } = await run(
    row([eventful('a'), eventful('b')], {
      unit: 'M/s',
      parted: 'worst',
      floor: [{ of: 'ours', atLeast: 20 }],
    }),
    { a: [0.3, 0.3, 0.3], b: [0.25, 0.25, 0.25] },
  );
  expect(result).toMatchObject({ ours: 25, floorMet: true });
});

test('a part that looks at the samples of another is not measured again', async () => {
  const again = { ...DUEL, samplesOf: DUEL, value: ({ measured }: Sample) => measured };
  const { result, order } = await run(row([again]), { weft: [1, 1, 1], go: [2, 2, 2], lib: [3, 3, 3] });
  expect(order).toHaveLength(9);
  expect(result).toMatchObject({ ours: 100, ratioGo1: 2 });
});

test('a requirement fails as soon as one figure does; it is unknown while one is missing', () => {
  const figures = { ours: 1, ratioGo1: 3, ratioGo2: null, ratioPeer: 2, ratioBase: null };
  expect(met([], figures)).toBeNull();
  expect(met([{ of: 'ratioGo1', atLeast: 3 }], figures)).toBe(true);
  expect(met([{ of: 'ours', atMost: 1 }], figures)).toBe(true);
  expect(
    met(
      [
        { of: 'ratioGo2', atLeast: 1 },
        { of: 'ratioPeer', atLeast: 3 },
      ],
      figures,
    ),
  ).toBe(false);
  expect(
    met(
      [
        { of: 'ratioGo2', atLeast: 1 },
        { of: 'ratioPeer', atLeast: 1 },
      ],
      figures,
    ),
  ).toBeNull();
});

const MACHINE = {
  cpu: 'A processor',
  cores: 2,
  memoryGiB: 8,
  system: 'Linux',
  node: '24.0.0',
  go: null,
  load: 0,
};

test('the table, for a terminal and as Markdown', async () => {
  const { result } = await run(
    row([DUEL], { floor: [{ of: 'ratioGo1', atLeast: 2 }], aim: [{ of: 'ratioPeer', atLeast: 7 }] }),
    { weft: [10, 10, 10], go: [25, 25, 25], lib: [66, 66, 66] },
  );
  expect(textTable([result]).split('\n')).toEqual([
    '        ours  Go P1  Go P2  best other        vs Go P1        vs other  spread  floor          aim',
    'a row  10 ns  25 ns      –   66 ns lib  2.5x (2.5–2.5)  6.6x (6.6–6.6)     0 %  2x Go P1: yes  7x other: NO',
  ]);
  expect(markdownTable([result]).split('\n').at(-1)).toBe(
    '| a row | 10 ns | 25 ns | – | 66 ns lib | 2.5x (2.5–2.5) | 6.6x (6.6–6.6) | 0 % | 2x Go P1: yes | 7x other: NO |',
  );
});

test('the JSON has what was measured, on what, and whether it is enough', async () => {
  const { result } = await run(row([DUEL]), { weft: [1, 1, 1], lib: [3, 3, 3] });
  const told = JSON.parse(jsonOf(MACHINE, [result], { quick: true })) as {
    machine: object;
    quick: boolean;
    rows: Record<string, unknown>[];
  };
  expect(told).toMatchObject({ machine: MACHINE, quick: true });
  for (const key of ['name', 'ours', 'go1', 'go2', 'peer', 'peerName', 'ratioGo1', 'ratioPeer', 'spread'])
    expect(told.rows[0]).toHaveProperty(key);
  for (const key of ['floor', 'aim', 'floorMet', 'aimMet']) expect(told.rows[0]).toHaveProperty(key);
});

test('what is missing is said once, with the rows it is missing from', async () => {
  const { result } = await run(row([DUEL]), { weft: [1, 1, 1], lib: [3, 3, 3] });
  expect(notesOf([result, { ...result, name: 'another' }])).toEqual([
    'not measured: go: no go here (a row; another)',
  ]);
});

test('a process is believed when it prints a sample, and nothing else', () => {
  expect(readSample('hello\n{"measured":12,"result":3}\n')).toEqual({ measured: 12, result: 3 });
  for (const text of [
    '',
    'fast',
    '[]',
    '{"measured":0,"result":1}',
    '{"measured":"1","result":1}',
    '{"measured":1}',
    '{"measured":1,"result":1,"extra":1}',
  ])
    expect(() => readSample(text)).toThrow(/printed/);
});
