import type { Frame, GoroutineReport, Outcome, PanicLine } from './outcome.ts';

/**
 * How a run ended, as Go's runtime writes it to stderr (rules PN-8, PN-9, PN-10, PN-16, DL-1, DL-6, GO-18). Empty
 * where Go would write nothing. Ends in a line feed otherwise.
 */
export function printOutcome(outcome: Outcome): string {
  switch (outcome.end) {
    case 'done':
    case 'exit':
    case 'stopped':
      return '';
    case 'panic':
      return `${panicLines(outcome.chain)}\n${dump([outcome.goroutine])}`;
    case 'deadlock':
      return fatal(outcome.message, outcome.goroutines);
    case 'fatal':
      return `${outcome.message === 'stack overflow' ? STACK_LIMIT : ''}${fatal(outcome.message, outcome.goroutines)}`;
    case 'out-of-memory':
      return fatal('runtime: out of memory', outcome.goroutine === null ? [] : [outcome.goroutine]);
    case 'out-of-budget':
      return `weft: ended after ${outcome.steps} steps\n`;
    case 'failed':
      return `weft: ${outcome.message}\n`;
  }
}

const STACK_LIMIT = 'runtime: goroutine stack exceeds 1000000000-byte limit\n';

const fatal = (message: string, goroutines: readonly GoroutineReport[]): string =>
  `fatal error: ${message}\n${goroutines.length === 0 ? '' : `\n${dump(goroutines)}`}`;

/** The panics still in flight, oldest first; a Goexit among them is not printed, and takes no tab. */
function panicLines(chain: readonly PanicLine[]): string {
  return chain
    .map((line, i) => {
      if (line.kind === 'goexit') return '';
      const tab = i > 0 && chain[i - 1]!.kind !== 'goexit' ? '\t' : '';
      const mark = line.repanicked ? ' [recovered, repanicked]' : line.recovered ? ' [recovered]' : '';
      return `${tab}panic: ${line.text}${mark}\n`;
    })
    .join('');
}

const dump = (goroutines: readonly GoroutineReport[]): string => goroutines.map(block).join('\n');

function block(report: GoroutineReport): string {
  const { id, state, frames, createdBy } = report;
  const creator =
    createdBy === null ? '' : `created by main.${createdBy.name} in goroutine ${createdBy.id}\n`;
  return `goroutine ${id} [${state}]:\n${frames.map(frameLines).join('')}${creator}`;
}

const frameLines = ({ func, origin }: Frame): string =>
  `main.${func}(...)\n${origin === null ? '' : `\t${origin.param}:${origin.line}\n`}`;
