import { useEffect, useState } from 'react';
import { runs } from '../stores/run-store.ts';
import type { LogLine } from '../trace/search.ts';
import type { TraceClient } from '../trace/trace-client.ts';

/** Lines fetched at once, and lines kept in the page; the data worker keeps them all. */
const CHUNK = 5000;
export const MOST_LINES = 50_000;
/** Milliseconds between two looks. */
const EVERY = 150;

/** The newest lines of a run's log, fetched while somebody looks at them. */
export function useLogLines(client: TraceClient): readonly LogLine[] {
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  useEffect(() => {
    let stopped = false;
    let asking = false;
    let next = 0;
    let tables = runs.get().tables;

    const look = async (): Promise<void> => {
      const count = client.summary?.counts.logs ?? 0;
      if (asking || stopped || count <= next) return;
      asking = true;
      const about = tables;
      const from = Math.max(next, count - MOST_LINES);
      try {
        const answer = await client.ask('logs', { from, most: CHUNK });
        // Another run began meanwhile: these lines are not its.
        if (stopped || about !== tables) return;
        next = from + answer.lines.length;
        if (answer.lines.length > 0) setLines((before) => [...before, ...answer.lines].slice(-MOST_LINES));
      } finally {
        asking = false;
      }
    };
    const timer = setInterval(() => void look(), EVERY);
    const unsubscribe = runs.subscribe((state) => {
      if (state.tables === tables) return;
      tables = state.tables;
      next = 0;
      setLines([]);
    });
    void look();
    return () => {
      stopped = true;
      clearInterval(timer);
      unsubscribe();
    };
  }, [client]);
  return lines;
}
