import { utilityProcess } from 'electron/main';
import type { MessagePortMain } from 'electron/main';
import { heapFlags } from '../../runtime-worker/host-flags.ts';
import type { FromHost } from '../../runtime-worker/protocol.ts';
import type { HostExit, HostOptions, HostProcess } from '../app/platform.ts';
import { Tail } from '../app/tail.ts';

const STDERR_KEPT = 16 * 1024;

/**
 * Starts a runtime host in a utility process: Node without Electron, with an empty environment. `child_process.fork`
 * would need a fuse that is off in what we ship.
 * @param file the built `runtime-host.cjs`
 */
export function utilityHost(file: string, options: HostOptions): HostProcess {
  const child = utilityProcess.fork(file, [], {
    env: {},
    // Its engine's threads are Chromium's.
    execArgv: [...heapFlags(options.heap)],
    stdio: 'pipe',
    serviceName: 'Weft runtime',
  });
  const stderr = new Tail(STDERR_KEPT);
  child.stderr?.on('data', (bytes: Buffer) => stderr.push(bytes));
  child.stdout?.on('data', () => undefined);
  // V8 gives its last words here, not on the error stream.
  child.on('error', (type: string, location: string) => stderr.push(Buffer.from(`${type}: ${location}\n`)));

  let exit: Omit<HostExit, 'stderr'> | null = null;
  return {
    get pid() {
      return exit ? undefined : child.pid;
    },
    send(message, ports = []) {
      // The services got these from `openTrace` and hand them on unopened.
      if (!exit) child.postMessage(message, ports as unknown as MessagePortMain[]);
    },
    onMessage(listener) {
      child.on('message', (message: unknown) => listener(message as FromHost));
    },
    onExit(listener) {
      child.once('exit', (code) => {
        exit = { code, signal: null };
        listener({ ...exit, stderr: stderr.text() });
      });
    },
    kill() {
      if (!exit) endNow(child.pid, () => child.kill());
    },
  };
}

/** `kill()` of a utility process asks politely; a host that is out of its mind does not listen. */
function endNow(pid: number | undefined, politely: () => void): void {
  if (pid === undefined) {
    politely();
    return;
  }
  try {
    process.kill(pid, 'SIGKILL');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
  }
}
