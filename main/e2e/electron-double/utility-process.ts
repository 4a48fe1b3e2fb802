import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { Doubled } from './doubled.ts';
import { onlyPorts } from './ports.ts';

/** A message between this process and the stand-in for a utility process. */
export type UtilityMessage =
  | { readonly k: 'message'; readonly data: unknown; readonly ports: readonly string[] }
  | { readonly k: 'port'; readonly id: string; readonly data: unknown }
  | { readonly k: 'port-close'; readonly id: string };

/** Options Electron's utility process silently ignores or cannot take; relying on one would pass here and fail there. */
const REFUSED_ARGUMENT = /^--(permission|experimental-permission|allow-)/;

class UtilityProcess extends Doubled {
  stdout: Readable | null = null;
  stderr: Readable | null = null;
  pid: number | undefined;
  postMessage: (data: unknown, transfer?: readonly unknown[]) => void = () => undefined;
  kill: () => boolean = () => false;
}

/**
 * `utilityProcess.fork` by a plain Node process, with `process.parentPort` and ports on top of its channel.
 * @param preload the built `utility-preload`, which makes those in the child
 */
export function makeUtilityProcess(preload: string) {
  let ports = 0;
  return {
    fork(file: string, args: readonly string[] = [], options: Electron.ForkOptions = {}): UtilityProcess {
      const refused = options.execArgv?.find((arg) => REFUSED_ARGUMENT.test(arg));
      if (refused)
        throw new Error(`electron double: a utility process ignores ${refused}; do not rely on it`);
      const output: 'pipe' | 'ignore' | 'inherit' =
        options.stdio === 'pipe' || options.stdio === 'ignore' ? options.stdio : 'inherit';
      const child = spawn(
        process.execPath,
        ['--require', preload, ...(options.execArgv ?? []), file, ...args],
        {
          stdio: ['ignore', output, output, 'ipc'],
          env: { ...(options.env ?? process.env) },
          serialization: 'advanced',
          ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        },
      );
      const utility = new UtilityProcess();
      const lent = new Map<string, { relay(data: unknown): void; close(): void }>();
      const tell = (message: UtilityMessage): void => {
        if (child.connected) child.send(message);
      };
      utility.stdout = child.stdout;
      utility.stderr = child.stderr;
      utility.pid = child.pid;
      process.once('exit', () => child.kill('SIGKILL'));
      child.once('spawn', () => utility.emit('spawn'));
      child.once('exit', () => {
        utility.pid = undefined;
        for (const port of lent.values()) port.close();
      });
      child.once('close', (code) => utility.emit('exit', code ?? 1));
      child.on('message', (message) => {
        const from = message as unknown as UtilityMessage;
        if (from.k === 'message') utility.emit('message', from.data);
        else if (from.k === 'port') lent.get(from.id)?.relay(from.data);
        else lent.get(from.id)?.close();
      });
      utility.postMessage = (data, transfer = []) => {
        const ids = onlyPorts(transfer).map((port) => {
          ports += 1;
          const id = `utility-${ports}`;
          const { relay } = port.divert((delivered) => tell({ k: 'port', id, data: delivered }));
          lent.set(id, { relay, close: () => port.end() });
          port.once('close', () => {
            lent.delete(id);
            tell({ k: 'port-close', id });
          });
          return id;
        });
        tell({ k: 'message', data, ports: ids });
      };
      utility.kill = () => child.kill();
      return utility;
    },
  };
}
