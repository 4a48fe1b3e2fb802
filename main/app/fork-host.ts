import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { heapFlags, threadFlags } from '../../runtime-worker/host-flags.ts';
import type { FromHost } from '../../runtime-worker/protocol.ts';
import type { HostExit, HostOptions, HostProcess } from './platform.ts';
import { Tail } from './tail.ts';

/** What a host's error stream may leave behind: where V8 says how it died. */
const STDERR_KEPT = 16 * 1024;

/**
 * Starts a runtime host under plain Node: the web shell's and the command line's way. The process gets an empty
 * environment and no input; messages cross by structured clone.
 * @param file the built host; it lies beside the bundle that starts it
 */
export function forkHost(
  options: HostOptions,
  file: string = path.join(__dirname, 'runtime-host.cjs'),
): HostProcess {
  const child = fork(file, [], {
    env: systemEnvironment(),
    execArgv: [...heapFlags(options.heap), ...threadFlags(availableParallelism())],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    windowsHide: true,
  });
  const stderr = new Tail(STDERR_KEPT);
  child.stderr?.on('data', (bytes: Buffer) => stderr.push(bytes));
  // Nothing is expected here; an unread pipe would stop the process once it is full.
  child.stdout?.resume();
  // Writing to a process that is just ending fails here as well as ending it; `exit` tells the rest.
  child.on('error', (cause) => stderr.push(Buffer.from(`${cause.message}\n`)));

  return {
    get pid() {
      return ended(child) ? undefined : child.pid;
    },
    send(message, ports = []) {
      if (ports.length > 0) throw new Error('a forked host takes no ports');
      if (child.connected) child.send(message);
    },
    onMessage(listener) {
      child.on('message', (message) => listener(message as unknown as FromHost));
    },
    onExit(listener) {
      let told = false;
      const tell = (exit: Omit<HostExit, 'stderr'>): void => {
        if (told) return;
        told = true;
        listener({ ...exit, stderr: stderr.text() });
      };
      // `close` comes after the streams have ended, so the last words are in.
      child.on('close', (code, signal) => tell({ code, signal }));
      child.on('error', () => {
        if (child.pid === undefined) tell({ code: null, signal: null });
      });
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Empty; Windows alone cannot start a process without knowing where it is itself. */
function systemEnvironment(): Record<string, string> {
  const { SystemRoot } = process.env;
  return process.platform === 'win32' && SystemRoot ? { SystemRoot } : {};
}
