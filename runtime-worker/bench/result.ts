import { sizeFor, type Measured } from './measure.ts';
import type { Contestant, Figure, Part, Requirement, Row, Unit } from './rows.ts';
import { median, ratioOf, spreadOf, type Ratio } from './statistics.ts';

type Range = readonly [low: number, high: number];

/** What a row came to; null where it could not be measured, and then `missing` says why. */
export interface RowResult {
  readonly name: string;
  readonly what: string;
  readonly unit: Unit;
  readonly ours: number | null;
  readonly go1: number | null;
  readonly go2: number | null;
  /** Ours without what the row is about. */
  readonly base: number | null;
  /** The best of the others. */
  readonly peer: number | null;
  readonly peerName: string | null;
  readonly peers: Readonly<Record<string, number>>;
  readonly ratioGo1: number | null;
  readonly ratioGo2: number | null;
  readonly ratioPeer: number | null;
  readonly ratioBase: number | null;
  /** Quartiles of the ratios, round by round. */
  readonly ranges: Readonly<Partial<Record<Figure, Range>>>;
  /** The quartiles' distance over the median, of ours. */
  readonly spread: number | null;
  readonly floor: readonly Requirement[];
  readonly aim: readonly Requirement[];
  readonly floorMet: boolean | null;
  readonly aimMet: boolean | null;
  readonly missing: Readonly<Record<string, string>>;
  /** Where there is more than one. */
  readonly parts: readonly { readonly name: string; readonly ours: number | null }[];
}

interface PartFigures {
  readonly name: string;
  readonly ours: readonly number[];
  readonly go1: readonly number[];
  readonly go2: readonly number[];
  readonly base: readonly number[];
  readonly peers: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly missing: Readonly<Record<string, string>>;
}

export function resultOf(row: Row, measured: ReadonlyMap<Part, Measured>, quick: boolean): RowResult {
  const parts = row.parts.map((part) => figuresOf(part, measured.get(part.samplesOf ?? part), quick));
  const [first] = parts;
  if (first === undefined) throw new Error('a row has parts');
  const alone = row.parts.length === 1 && row.unit !== 'x';
  const ours = alone ? first.ours : combined(row, parts);
  const best = alone ? bestPeer(first, row.unit) : null;
  const against = (others: readonly number[]): Ratio | null =>
    alone ? better(row.unit, ours, others) : null;
  const ratios = {
    ratioGo1: against(first.go1),
    ratioGo2: against(first.go2),
    ratioPeer: against(best?.values ?? []),
    ratioBase: against(first.base),
  };
  const value = (values: readonly number[]): number | null =>
    alone && values.length > 0 ? median(values) : null;
  const figures: Record<Figure, number | null> = {
    ours: ours.length > 0 ? median(ours) : null,
    ratioGo1: ratios.ratioGo1?.value ?? null,
    ratioGo2: ratios.ratioGo2?.value ?? null,
    ratioPeer: ratios.ratioPeer?.value ?? null,
    ratioBase: ratios.ratioBase?.value ?? null,
  };
  return {
    name: row.name,
    what: row.what,
    unit: row.unit,
    ...figures,
    go1: value(first.go1),
    go2: value(first.go2),
    base: value(first.base),
    peer: best === null ? null : median(best.values),
    peerName: best?.name ?? null,
    peers: alone
      ? Object.fromEntries(
          first.peers
            .filter(({ values }) => values.length > 0)
            .map(({ name, values }) => [name, median(values)]),
        )
      : {},
    ranges: Object.fromEntries(
      Object.entries(ratios).flatMap(([figure, ratio]) =>
        ratio === null ? [] : [[figure, [ratio.low, ratio.high]]],
      ),
    ),
    spread: ours.length > 0 ? spreadOf(ours) : null,
    floor: row.floor,
    aim: row.aim,
    floorMet: met(row.floor, figures),
    aimMet: met(row.aim, figures),
    missing: Object.assign({}, ...parts.map(({ missing }) => missing)) as Record<string, string>,
    parts: parts.length === 1 ? [] : parts.map((part) => partResult(row, part)),
  };
}

/** True when all hold, null when that cannot be told or nothing is wanted. */
export function met(
  requirements: readonly Requirement[],
  figures: Readonly<Record<Figure, number | null>>,
): boolean | null {
  if (requirements.length === 0) return null;
  let known = true;
  for (const requirement of requirements) {
    const figure = figures[requirement.of];
    if (figure === null) known = false;
    else if ('atLeast' in requirement ? figure < requirement.atLeast : figure > requirement.atMost)
      return false;
  }
  return known ? true : null;
}

function figuresOf(part: Part, measured: Measured | undefined, quick: boolean): PartFigures {
  const values = (contestant: Contestant): readonly number[] =>
    (measured?.samples.get(contestant) ?? []).map((sample) =>
      part.value(sample, sizeFor(part, contestant, quick)),
    );
  const one = (as: Contestant['as']): readonly number[] => {
    const contestant = part.contestants.find((each) => each.as === as);
    return contestant === undefined ? [] : values(contestant);
  };
  return {
    name: part.name,
    ours: one('ours'),
    go1: one('go1'),
    go2: one('go2'),
    base: one('base'),
    peers: part.contestants
      .filter(({ as }) => as === 'peer')
      .map((contestant) => ({ name: contestant.name, values: values(contestant) })),
    missing: Object.fromEntries(
      [...(measured?.missing ?? [])].map(([contestant, why]) => [contestant.name, why]),
    ),
  };
}

const moreIsBetter = (unit: Unit): boolean => unit === 'M/s';

function bestPeer({ peers }: PartFigures, unit: Unit): PartFigures['peers'][number] | null {
  const there = peers.filter(({ values }) => values.length > 0);
  const order = there.toSorted((one, other) => median(one.values) - median(other.values));
  return (moreIsBetter(unit) ? order.at(-1) : order[0]) ?? null;
}

/** How many times better ours is. */
const better = (unit: Unit, ours: readonly number[], others: readonly number[]): Ratio | null =>
  moreIsBetter(unit) ? ratioOf(ours, others) : ratioOf(others, ours);

/** A part's figure, round by round: what it costs over its base, or what it is. */
function rounds(row: Row, part: PartFigures): readonly number[] {
  if (row.unit !== 'x') return part.ours;
  const count = Math.min(part.ours.length, part.base.length);
  return Array.from({ length: count }, (_, i) => (part.ours[i] ?? 0) / (part.base[i] ?? 0));
}

/** The parts' figures as one, round by round. Empty when one of them has none. */
function combined(row: Row, parts: readonly PartFigures[]): readonly number[] {
  const each = parts.map((part) => rounds(row, part));
  const count = Math.min(...each.map((values) => values.length));
  const worst = moreIsBetter(row.unit) ? Math.min : Math.max;
  return Array.from({ length: count }, (_, i) => {
    const values = each.map((one) => one[i] ?? 0);
    return row.parted === 'worst' ? worst(...values) : median(values);
  });
}

function partResult(row: Row, part: PartFigures): { readonly name: string; readonly ours: number | null } {
  const values = rounds(row, part);
  return { name: part.name, ours: values.length > 0 ? median(values) : null };
}
