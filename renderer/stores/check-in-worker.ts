import type { Finding } from '../../shared/compile/findings.ts';
import type { Outcome } from '../../shared/ir/outcome.ts';
import type { Locale } from '../../shared/text/format.ts';
import type { CheckAnswer, CheckQuestion } from './check-worker.ts';

type Ask<Q = CheckQuestion> = Q extends unknown ? Omit<Q, 'id'> : never;

let worker: Worker | null = null;
let last = 0;
const waiting = new Map<number, (answer: CheckAnswer) => void>();

/** Starts the thread with the first question: the welcome screen has none. */
function ask(question: Ask): Promise<CheckAnswer> {
  worker ??= start();
  const id = ++last;
  const answered = new Promise<CheckAnswer>((resolve) => waiting.set(id, resolve));
  worker.postMessage({ ...question, id });
  return answered;
}

function start(): Worker {
  const started = new Worker(new URL('./check-worker.ts', import.meta.url), {
    type: 'module',
    name: 'check',
  });
  started.onmessage = ({ data }: MessageEvent<CheckAnswer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  return started;
}

/** What is wrong with a document's text. */
export async function findingsOf(text: string): Promise<readonly Finding[]> {
  const answer = await ask({ is: 'findings', text });
  return answer.is === 'findings' ? answer.findings : [];
}

/** For every object somebody waits on: who could have helped, and why they do not; in sentences. */
export async function reasonsOf(text: string, outcome: Outcome, locale: Locale): Promise<readonly string[]> {
  const answer = await ask({ is: 'reasons', text, outcome, locale });
  return answer.is === 'reasons' ? answer.reasons : [];
}
