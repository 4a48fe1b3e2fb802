import { useEffect, useState } from 'react';
import type { TraceClient } from '../trace/trace-client.ts';
import type { Summary } from '../trace/summary.ts';
import type { Wait, Waiter } from './who-waits.ts';

/** Waits asked for at most; a dump of thousands is a list of names. */
const MOST = 200;

const NONE: ReadonlyMap<number, Wait> = new Map();

/** Since when everybody waits, by row of the lane: the trace's last slice of each. */
export function useWaits(
  client: TraceClient,
  waiters: readonly Waiter[],
  summary: Summary | null,
): ReadonlyMap<number, Wait> {
  const [found, setFound] = useState({ key: '', waits: NONE });
  const rows = waiters
    .slice(0, MOST)
    .map((waiter) => waiter.row)
    .filter((row) => row >= 0)
    .join();
  const end = summary?.at ?? null;
  const key = `${rows}@${end}`;
  useEffect(() => {
    if (end === null || rows === '') return;
    let late = false;
    const ask = async (row: number): Promise<readonly (readonly [number, Wait])[]> => {
      const [slice] = await client.ask('slices', { row, from: end, most: 1 });
      return slice === undefined ? [] : [[row, slice]];
    };
    void Promise.all(rows.split(',').map(Number).map(ask)).then((answers) => {
      if (!late) setFound({ key, waits: new Map(answers.flat()) });
    });
    return () => {
      late = true;
    };
  }, [client, rows, end, key]);
  return found.key === key ? found.waits : NONE;
}
