import type { GoroutineReport, Outcome, PanicLine } from '../ir/outcome.ts';
import type { GoroutineDecl, Program } from '../ir/program.ts';
import { isMessage, message, type Locale, type Values } from './format.ts';
import type { MessageKey } from './en.ts';

/** Goroutines described one by one; the rest is a number. */
const MOST = 8;

/**
 * How a run ended in plain words, one sentence a line: what happened, then who waits on what and, where the program
 * is given, for whom.
 */
export function explainOutcome(outcome: Outcome, locale: Locale, program: Program | null = null): string {
  const say = (key: MessageKey, values: Values = {}): string => message(locale, key, values);
  switch (outcome.end) {
    case 'done':
    case 'stopped':
      return say(`outcome.${outcome.end}`);
    case 'exit':
      return say('outcome.exit', { code: outcome.code });
    case 'panic': {
      const values = { goroutine: outcome.goroutine.name, message: panicText(outcome.chain) };
      const line = lineOf(outcome.goroutine);
      return line === null ? say('outcome.panic', values) : say('outcome.panic.at', { ...values, line });
    }
    case 'deadlock':
      return [deadlockHead(outcome.message, locale), ...waiting(outcome.goroutines, locale, program)].join(
        '\n',
      );
    case 'fatal':
      return `${say('outcome.fatal', { message: outcome.message })}\n${say('outcome.fatal.advice')}`;
    case 'out-of-memory':
      return outcome.goroutine === null
        ? say('outcome.out-of-memory', { limit: outcome.limit })
        : say('outcome.out-of-memory.by', { limit: outcome.limit, goroutine: outcome.goroutine.name });
    case 'out-of-budget':
      return say('outcome.out-of-budget', { steps: outcome.steps });
    case 'failed':
      return say('outcome.failed', { message: outcome.message });
  }
}

/** What one goroutine does or waits for, as a sentence. */
export function goroutineSentence(report: GoroutineReport, locale: Locale): string {
  const key = `wait.${report.state}`;
  const values = {
    goroutine: report.name,
    object: report.waitingOn?.name || message(locale, 'wait.nobody'),
  };
  const sentence = isMessage(key) ? message(locale, key, values) : `${report.name}: ${report.state}`;
  const line = lineOf(report);
  return line === null ? sentence : message(locale, 'wait.at', { sentence, line });
}

function deadlockHead(text: string, locale: Locale): string {
  return text.startsWith('all goroutines are asleep')
    ? message(locale, 'outcome.deadlock')
    : message(locale, 'outcome.deadlock.message', { message: text.replace(/ - deadlock!$/, '') });
}

function waiting(
  reports: readonly GoroutineReport[],
  locale: Locale,
  program: Program | null,
): readonly string[] {
  const shown = reports.slice(0, MOST);
  const rest = reports.length - shown.length;
  const reasons = program === null ? [] : partners(reports, program, locale);
  return [
    ...shown.map((report) => goroutineSentence(report, locale)),
    ...(rest > 0 ? [message(locale, 'outcome.more', { count: rest })] : []),
    ...reasons,
  ];
}

/** For every object somebody waits on: who could have helped, and why they do not. */
function partners(reports: readonly GoroutineReport[], program: Program, locale: Locale): readonly string[] {
  const blockedNodes = new Set(reports.map((report) => report.node));
  const seen = new Set<string>();
  return reports.flatMap((report) => {
    const object = program.objects[report.waitingOn?.object ?? -1];
    // The clock sends what a timer or a ticker sends: nobody is missing there.
    if (object === undefined || object.kind === 'timer' || object.kind === 'ticker') return [];
    if (seen.has(`${report.state} ${object.id}`)) return [];
    seen.add(`${report.state} ${object.id}`);
    const side = sideOf(report.state);
    const could = program.goroutines.filter(
      (goroutine) => goroutine.node !== report.node && uses(goroutine, object.id, side.port),
    );
    const values = (among: readonly GoroutineDecl[]): Values => ({
      object: object.name,
      names: among.map((goroutine) => goroutine.name).join(', '),
    });
    if (could.length === 0) return [message(locale, side.none, values([]))];
    const waits = could.filter((goroutine) => blockedNodes.has(goroutine.node));
    const returned = could.filter((goroutine) => !blockedNodes.has(goroutine.node));
    return [
      ...(waits.length > 0 ? [message(locale, side.wait, values(waits))] : []),
      ...(returned.length > 0 ? [message(locale, side.returned, values(returned))] : []),
    ];
  });
}

interface Side {
  /** The type of port through which another could help; null: any. */
  readonly port: 'send' | 'recv' | null;
  readonly none: MessageKey;
  readonly wait: MessageKey;
  readonly returned: MessageKey;
}

function sideOf(state: GoroutineReport['state']): Side {
  if (state === 'chan receive') return SENDERS;
  return state === 'chan send' ? RECEIVERS : USERS;
}

const SENDERS: Side = {
  port: 'send',
  none: 'why.no-sender',
  wait: 'why.senders-wait',
  returned: 'why.senders-returned',
};

const RECEIVERS: Side = {
  port: 'recv',
  none: 'why.no-receiver',
  wait: 'why.receivers-wait',
  returned: 'why.receivers-returned',
};

const USERS: Side = { port: null, none: 'why.alone', wait: 'why.users-wait', returned: 'why.users-returned' };

const uses = (goroutine: GoroutineDecl, object: string, port: Side['port']): boolean =>
  goroutine.ports.some(
    (binding) =>
      (port === null || binding.type.startsWith(port)) &&
      (typeof binding.objects === 'string'
        ? binding.objects === object
        : (binding.objects ?? []).some((id) => id === object)),
  );

const lineOf = (report: GoroutineReport): number | null =>
  report.frames.find((frame) => frame.origin !== null)?.origin?.line ?? null;

/** The newest panic that nobody recovered: what the program died of. */
const panicText = (chain: readonly PanicLine[]): string =>
  chain.findLast((line) => line.kind !== 'goexit' && !line.recovered)?.text ?? chain.at(-1)?.text ?? '';
