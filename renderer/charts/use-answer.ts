import { useEffect, useRef, useState } from 'react';
import type { Answer, Questions } from '../trace/protocol.ts';
import type { TraceClient } from '../trace/trace-client.ts';

/** Milliseconds between two refreshes of a chart. */
const REFRESH = 250;

/**
 * The worker's answer to a question, asked again while the run goes on: four times a second at most, never while an
 * answer is still on its way. Null asks nothing. Until a changed question is answered, the answer before it stays.
 */
export function useAnswer<K extends keyof Questions>(
  client: TraceClient,
  is: K,
  ask: Questions[K]['ask'] | null,
): Answer<K> | null {
  const [answer, setAnswer] = useState<Answer<K> | null>(null);
  const askedAt = useRef(Number.NEGATIVE_INFINITY);
  // Questions are plain data and new objects with every render: their text tells whether it is another one.
  const text = ask === null ? null : JSON.stringify(ask);
  useEffect(() => {
    if (text === null) return;
    let current = true;
    let asking = false;
    let again = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      if (!current) return;
      if (asking) {
        again = true;
        return;
      }
      const wait = REFRESH - (performance.now() - askedAt.current);
      if (wait > 0) {
        timer ??= setTimeout(() => {
          timer = undefined;
          refresh();
        }, wait);
        return;
      }
      asking = true;
      again = false;
      askedAt.current = performance.now();
      client.ask(is, JSON.parse(text) as Questions[K]['ask']).then(
        (next) => {
          asking = false;
          if (current) setAnswer(next);
          if (again) refresh();
        },
        () => {
          // A question that failed is asked again with the next summary.
          asking = false;
        },
      );
    };
    refresh();
    const stop = client.onSummary(refresh);
    return () => {
      current = false;
      clearTimeout(timer);
      stop();
    };
  }, [client, is, text]);
  return text === null ? null : answer;
}
