import { readFileSync } from 'node:fs';
import os from 'node:os';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  /** Null where there is none. */
  readonly go: string | null;
  /** Programs that wanted a core in the minute before it began. */
  readonly load: number;
}

const loadNow = (): number => Math.round((os.loadavg()[0] ?? 0) * 100) / 100;

export function machine(go: string | null): Machine {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.versions.node,
    go,
    load: loadNow(),
  };
}

/**
 * Microseconds so far in which some program of this machine waited for a core; null where the system does not tell
 * (Linux does).
 */
function microsWaited(): number | null {
  try {
    const total = /^some .*total=(\d+)/m.exec(readFileSync('/proc/pressure/cpu', 'utf8'))?.[1];
    return total === undefined ? null : Number(total);
  } catch {
    return null;
  }
}

export interface Watched {
  readonly seconds: number;
  readonly loadAtEnd: number;
  /** The part of that time in which some program waited for a core; null where the system does not tell. */
  readonly waiting: number | null;
}

/** From now until what it returns is called. */
export function watchMachine(): () => Watched {
  const [began, before] = [performance.now(), microsWaited()];
  return () => {
    const [millis, after] = [performance.now() - began, microsWaited()];
    const waiting = before === null || after === null ? null : (after - before) / (millis * 1000);
    return {
      seconds: Math.round(millis / 1000),
      loadAtEnd: loadNow(),
      waiting: waiting === null ? null : Math.round(waiting * 100) / 100,
    };
  };
}

/** Above this part of the time spent waiting, more than the contestants wanted the cores. */
export const MUCH_WAITING = 0.4;

/** Above this, others are at work: ratios still hold roughly, times do not. */
export const QUIET_LOAD = 0.5;

export const machineLine = ({ cpu, cores, memoryGiB, system, node, go, load }: Machine): string =>
  `${cpu}, ${cores} ${cores === 1 ? 'core' : 'cores'}, ${memoryGiB} GiB, ${system}, Node ${node}, ` +
  `${go ?? 'no Go'}, load at the start ${load}`;
