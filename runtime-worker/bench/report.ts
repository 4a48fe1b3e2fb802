import type { Machine } from './machine.ts';
import type { RowResult } from './result.ts';
import type { Figure, Requirement, Unit } from './rows.ts';

/** The results as text: one table, for a terminal or as Markdown. */

const HEAD = ['', 'ours', 'Go P1', 'Go P2', 'best other', 'vs Go P1', 'vs other', 'spread', 'floor', 'aim'];

export const markdownTable = (rows: readonly RowResult[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = HEAD.map((_, at) => (at === 0 || at >= 8 ? '---' : '--:'));
  return [line(HEAD), line(rule), ...rows.map((row) => line(cellsOf(row)))].join('\n');
};

export function textTable(rows: readonly RowResult[]): string {
  const lines = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, at) => Math.max(...lines.map((cells) => cells[at]?.length ?? 0)));
  const pad = (cell: string, at: number): string =>
    at === 0 || at >= 8 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0);
  return lines.map((cells) => cells.map(pad).join('  ').trimEnd()).join('\n');
}

/** What `--json` writes. */
export const jsonOf = (machine: Machine, rows: readonly RowResult[], how: object): string =>
  `${JSON.stringify({ machine, ...how, rows }, null, 2)}\n`;

/** Why there are holes, and what each of several parts came to. */
export function notesOf(rows: readonly RowResult[]): readonly string[] {
  const missing = new Map<string, string[]>();
  for (const row of rows) {
    for (const [contestant, why] of Object.entries(row.missing)) {
      const text = `${contestant}: ${why}`;
      missing.set(text, [...(missing.get(text) ?? []), row.name]);
    }
  }
  return [
    ...rows
      .filter(({ parts }) => parts.length > 0)
      .map(
        ({ name, parts, unit }) =>
          `${name}: ${parts.map((part) => `${part.name} ${figure(part.ours, unit)}`).join(', ')}`,
      ),
    ...[...missing].map(([text, names]) => `not measured: ${text} (${names.join('; ')})`),
  ];
}

function cellsOf(row: RowResult): readonly string[] {
  return [
    row.name,
    figure(row.ours, row.unit),
    figure(row.go1, row.unit),
    figure(row.go2, row.unit),
    row.peer === null
      ? row.base === null
        ? ''
        : `${figure(row.base, row.unit)} base`
      : `${figure(row.peer, row.unit)} ${row.peerName}`,
    ratio(row, 'ratioGo1'),
    ratio(row, 'ratioPeer'),
    row.spread === null ? '' : `${Math.round(row.spread * 100)} %`,
    wanted(row, row.floor, row.floorMet),
    wanted(row, row.aim, row.aimMet),
  ];
}

/** `3.1x (2.9–3.3)`: the medians' ratio, and the quartiles of the rounds'. */
function ratio(row: RowResult, of: Exclude<Figure, 'ours'>): string {
  const value = row[of];
  const range = row.ranges[of];
  if (value === null || range === undefined) return '';
  return `${short(value)}x (${short(range[0])}–${short(range[1])})`;
}

const AGAINST: Readonly<Record<Exclude<Figure, 'ours'>, string>> = {
  ratioGo1: 'Go P1',
  ratioGo2: 'Go P2',
  ratioPeer: 'other',
  ratioBase: 'base',
};

/** `2x Go P1, 3.5x other: yes`; a figure that stands in no column of its own is told. */
function wanted(row: RowResult, requirements: readonly Requirement[], met: boolean | null): string {
  if (requirements.length === 0) return '';
  const each = requirements.map((requirement) => {
    const amount = 'atLeast' in requirement ? requirement.atLeast : requirement.atMost;
    if (requirement.of === 'ours')
      return `${'atLeast' in requirement ? '≥' : '≤'} ${figure(amount, row.unit)}`;
    const value = row[requirement.of];
    const told = requirement.of === 'ratioBase' || requirement.of === 'ratioGo2';
    return `${amount}x ${AGAINST[requirement.of]}${told && value !== null ? ` (is ${short(value)}x)` : ''}`;
  });
  return `${each.join(', ')}: ${met === null ? 'unknown' : met ? 'yes' : 'NO'}`;
}

const UNITS: Readonly<Record<Unit, string>> = { ns: ' ns', ms: ' ms', bytes: ' B', 'M/s': ' M/s', x: 'x' };

const figure = (value: number | null, unit: Unit): string =>
  value === null ? '–' : `${short(value)}${UNITS[unit]}`;

/** Three digits that mean something. */
function short(value: number): string {
  if (value >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(value >= 10 ? 3 : 2 + Number(value >= 1))));
}
