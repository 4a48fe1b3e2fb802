// What run-timeline-bench.mjs measured, held against what is wanted of it.

/**
 * Milliseconds a frame, nanoseconds and bytes an event. A frame is held to its aim at the zoom that costs most.
 * "all lanes": nothing of the frame before is used. "zoom": every frame at another scale. "pan": eight columns on.
 */
const AIMS = [
  {
    name: 'taking an event in',
    unit: 'ns',
    most: 150,
    of: ({ what }) => what === 'ingest',
    figure: 'ingest ns/event',
  },
  {
    name: 'indexing an event',
    unit: 'ns',
    most: 130,
    of: ({ what }) => what === 'ingest',
    figure: 'index ns/event',
  },
  {
    name: 'memory of an event',
    unit: 'bytes',
    most: 21,
    of: ({ what }) => what === 'ingest',
    figure: 'bytes/event',
  },
  {
    name: 'seek to any moment, 95 of 100',
    unit: 'ms',
    most: 50,
    of: ({ what }) => what === 'seek',
    figure: 'ms p95',
  },
  ...[
    ['200 x 4', 'all lanes', 8],
    ['200 x 4', 'zoom', 8],
    ['200 x 4', 'pan', 2.5],
    ['40 x 20', 'all lanes', 2.5],
    ['40 x 20', 'zoom', 2.5],
    ['40 x 20', 'pan', 2.5],
  ].map(([lanes, what, most]) => ({
    name: `a frame of ${lanes.split(' ')[0]} lanes, ${what}`,
    unit: 'ms',
    most,
    of: (measured) => measured.lanes === lanes && measured.what === what,
    figure: 'ms median',
  })),
];

/**
 * One row for each aim: the worst of what was measured for it. `ratio`: how many times better than wanted it is.
 * @param {readonly Record<string, number | string>[]} measured
 */
export function rowsOf(measured) {
  return AIMS.map(({ name, unit, most, of, figure }) => {
    const found = measured.filter(of);
    const values = found.map((one) => Number(one[figure]));
    if (values.length === 0)
      return { name, unit, ours: null, aim: most, ratio: null, aimMet: null, at: null };
    const ours = Math.max(...values);
    const at = found[values.indexOf(ours)]?.zoom ?? null;
    return { name, unit, ours, aim: most, ratio: most / ours, aimMet: ours <= most, at };
  });
}

const amount = (value, unit) => (value === null ? '–' : `${Number(value.toPrecision(3))} ${unit}`);

/** The rows as lines of text. */
export function tableOf(rows) {
  const cells = [
    ['', 'ours', 'aim', 'ratio', 'met', 'worst at zoom'],
    ...rows.map(({ name, unit, ours, aim, ratio, aimMet, at }) => [
      name,
      amount(ours, unit),
      `≤ ${aim} ${unit}`,
      ratio === null ? '–' : `${Number(ratio.toPrecision(2))}x`,
      aimMet === null ? '–' : aimMet ? 'yes' : 'NO',
      at === null ? '' : String(at),
    ]),
  ];
  const widths = cells[0].map((_, at) => Math.max(...cells.map((line) => line[at].length)));
  return cells
    .map((line) =>
      line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  '),
    )
    .join('\n');
}
