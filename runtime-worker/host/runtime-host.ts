import type { RunId } from '../../shared/base/ids.ts';
import type { Outcome } from '../../shared/ir/outcome.ts';
import type { RunCounts, ToHost } from '../protocol.ts';
import { checkMessage } from './messages.ts';
import { parentPort, type TracePort } from './parent-port.ts';
import { HostRun, type RunPort } from './run.ts';

/**
 * The process that runs programs: one at a time, on worker threads, for the process above. A program that brings it
 * down costs its own run and nothing else.
 */

const NOTHING: RunCounts = {
  steps: 0,
  goroutines: 0,
  sends: 0,
  receives: 0,
  events: 0,
  dropped: 0,
  time: 0,
  wall: 0,
};

const parent = parentPort();
let current: HostRun | null = null;
/** Lines to the window for runs that are about to start. */
const tracePorts = new Map<RunId, TracePort>();

parent.onGone(() => process.exit(0));

parent.onMessage((value, port) => {
  const checked = checkMessage(value);
  if ('message' in checked) handle(checked.message, port);
  else if (checked.run !== null)
    fail(checked.run as RunId, `the message to the runtime host was refused (${checked.refused})`);
});

parent.send({ type: 'ready' });

function handle(message: ToHost, port: TracePort | null): void {
  if (message.type === 'start') return start(message);
  if (message.type === 'trace-port') {
    if (port !== null) tracePorts.set(message.run, port);
    return;
  }
  // For a run that has ended meanwhile there is nothing to do.
  if (current === null || current.id !== message.run) return;
  switch (message.type) {
    case 'stop':
      return current.stop();
    case 'pause':
      return current.pause();
    case 'resume':
      return current.resume();
    case 'step':
      return current.step(message.steps);
    case 'pace':
      return current.pace(message.pace);
    case 'signal':
      return current.signal(message.object);
    case 'credit':
      return current.credit(message.batches);
  }
}

function start({ run, executable, options }: Extract<ToHost, { type: 'start' }>): void {
  if (current !== null) return fail(run, 'the runtime host is busy with another run');
  const direct = tracePorts.get(run) ?? null;
  tracePorts.delete(run);
  const port: RunPort = {
    send: (message) => parent.send(message),
    sendBatch: (batch) => (direct === null ? parent.send({ type: 'trace', run, batch }) : direct.send(batch)),
  };
  direct?.onMessage((taken) => {
    if (typeof taken === 'number' && Number.isInteger(taken) && taken > 0) current?.credit(taken);
  });
  try {
    current = new HostRun(run, executable, options, port, () => {
      current = null;
    });
  } catch (error) {
    fail(run, error instanceof Error ? error.message : String(error));
  }
}

function fail(run: RunId, message: string): void {
  const outcome: Outcome = { end: 'failed', message };
  parent.send({ type: 'ended', run, result: { outcome, schedule: null, counts: NOTHING } });
}
