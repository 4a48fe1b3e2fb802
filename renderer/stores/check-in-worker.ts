import type { Finding } from '../../shared/compile/findings.ts';
import type { CheckAnswer, CheckQuestion } from './check-worker.ts';
import type { Check } from './checker.ts';

/** Starts the thread that looks documents over. */
export function checkInWorker(): Check {
  const worker = new Worker(new URL('./check-worker.ts', import.meta.url), { type: 'module', name: 'check' });
  const waiting = new Map<number, (found: readonly Finding[]) => void>();
  let last = 0;
  worker.onmessage = ({ data }: MessageEvent<CheckAnswer>) => {
    waiting.get(data.id)?.(data.findings);
    waiting.delete(data.id);
  };
  return (text) =>
    new Promise((resolve) => {
      const id = ++last;
      waiting.set(id, resolve);
      worker.postMessage({ id, text } satisfies CheckQuestion);
    });
}
