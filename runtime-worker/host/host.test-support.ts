import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { objectId, runId, type ObjectId } from '../../shared/base/ids.ts';
import type { EntryDecl, Executable } from '../../shared/ir/executable.ts';
import type { ObjectDecl, Origin } from '../../shared/ir/program.ts';
import { traceText } from '../../shared/trace/text.ts';
import { outcomeOfExit } from '../host-exit.ts';
import { heapFlags, threadFlags } from '../host-flags.ts';
import { NO_COUNTS, type FromHost, type RunOptions, type RunResult, type ToHost } from '../protocol.ts';

/** Runs executables through the real host process and its real threads, for tests. */

const root = path.join(import.meta.dirname, '../..');

/**
 * The folder of the host's bundles, and of `more` by name and entry, as new as their sources. One test process builds,
 * the others wait.
 */
export async function hostBundles(
  folder = 'out/test',
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const out = path.join(root, folder);
  const stamp = path.join(out, '.built');
  const sources = ['shared', 'runtime-worker'].map((name) => newest(path.join(root, name)));
  const fresh = (): boolean => existsSync(stamp) && statSync(stamp).mtimeMs >= Math.max(...sources);
  const lock = path.join(out, '.building');
  mkdirSync(out, { recursive: true });
  while (!fresh()) {
    if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs < 60_000) {
      await delay(50);
      continue;
    }
    rmSync(lock, { recursive: true, force: true });
    mkdirSync(lock);
    try {
      const { build } = await import('vite');
      // Written in JavaScript, for Node alone.
      const tool = (await import(path.join(root, 'scripts/build.mjs'))) as {
        nodeBundle(name: string, entry: string, outDir: string): object;
        ENTRIES: Record<string, string>;
      };
      const { 'runtime-host': runtimeHost = '', worker = '' } = tool.ENTRIES;
      const entries = { 'runtime-host': runtimeHost, worker, ...more };
      for (const [name, entry] of Object.entries(entries)) await build(tool.nodeBundle(name, entry, out));
      writeFileSync(stamp, '');
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
  return out;
}

function newest(file: string): number {
  const stat = statSync(file);
  if (!stat.isDirectory()) return /\.test(-support)?\.ts$/.test(file) ? 0 : stat.mtimeMs;
  const names = readdirSync(file).filter((name) => name !== 'node_modules');
  return Math.max(0, ...names.map((name) => newest(path.join(file, name))));
}

export const OPTIONS: RunOptions = {
  mode: 'deterministic',
  seed: 1,
  schedule: null,
  workers: 1,
  clock: 'virtual',
  memory: 128,
  trace: 'off',
  pace: 0,
  paused: false,
  maxSteps: 0,
  inputs: {},
};

type Chan = Extract<ObjectDecl, { kind: 'chan' }>;
type Loose<T> = T extends { id: ObjectId }
  ? Omit<T, 'id' | 'name' | 'node' | 'edge'> & { name: string }
  : never;

/** `chan('jobs', 4)`: a channel declared on the canvas. */
export const chan = (name: string, capacity = 0, more: Partial<Chan> = {}): Loose<Chan> => ({
  kind: 'chan',
  name,
  elem: 'number',
  capacity,
  zero: 0,
  senders: 0,
  ...more,
});

export interface TestGoroutine {
  readonly name: string;
  /** Names of objects, lists of them, or null. */
  readonly args?: readonly (string | readonly string[] | null)[];
  /** The generator's parameters after `self`, and its body, as compiled code writes them. */
  readonly params?: string;
  readonly body: string;
  readonly replicas?: number;
  readonly main?: boolean;
  readonly worker?: number;
  readonly closes?: readonly string[];
}

/** An executable written by hand, as the compiler would emit it. `$t` is declared in every body. */
export function executable(
  objects: readonly Loose<ObjectDecl>[],
  goroutines: readonly TestGoroutine[],
  more: {
    readonly sites?: readonly (Origin | null)[];
    readonly positions?: Executable['positions'];
    readonly names?: string;
  } = {},
): Executable {
  const names =
    more.names ??
    'PARK, $rt, go, log, sleep, gosched, chan, select, recv, send, after, exit, panic, now, random, withCancel, withTimeout, error, numGoroutine';
  const functions = goroutines.map(
    ({ name, params, body }) =>
      `function* ${name}(${['self', ...(params === undefined ? [] : [params])].join(', ')}) { let $t;\n${body}\n}`,
  );
  const ids = (name: string): ObjectId => objectId(name);
  const entries: EntryDecl[] = goroutines.map((goroutine) => ({
    node: `node-${goroutine.name}`,
    name: goroutine.name,
    replicas: goroutine.replicas ?? 1,
    main: goroutine.main ?? false,
    worker: goroutine.worker ?? null,
    args: (goroutine.args ?? []).map((arg) =>
      arg === null ? null : typeof arg === 'string' ? ids(arg) : arg.map(ids),
    ),
    closes: (goroutine.closes ?? []).map(ids),
  }));
  return {
    name: 'test',
    code: `(($) => { "use strict"; const { ${names} } = $; return [${functions.join(',\n')}]; })`,
    // The kinds' own fields are given, the common ones added.
    objects: objects.map((object) => ({
      ...object,
      id: ids(object.name),
      node: null,
      edge: null,
    })) as unknown as ObjectDecl[],
    goroutines: entries,
    inputs: [],
    sites: more.sites ?? [null],
    positions: more.positions ?? [],
    digest: '00000001',
  };
}

/** One program with one main goroutine. */
export const main = (body: string, more?: Parameters<typeof executable>[2]): Executable =>
  executable([], [{ name: 'main', main: true, body }], more);

export interface Told {
  readonly result: RunResult;
  readonly printed: string;
  readonly batches: readonly ArrayBuffer[];
  readonly trace: string;
  readonly messages: readonly FromHost[];
  /** How the host process ended, where it did. */
  readonly died: boolean;
}

/** A host process under test. */
export class TestHost {
  readonly child: ChildProcess;
  readonly messages: FromHost[] = [];
  #stderr = '';
  #waiting: (() => void)[] = [];
  #exit: { code: number | null; signal: string | null } | null = null;
  #runs = 0;

  private constructor(child: ChildProcess) {
    this.child = child;
    child.on('message', (message) => {
      this.messages.push(message as unknown as FromHost);
      this.#wake();
    });
    child.stderr?.on('data', (bytes: Buffer) => (this.#stderr += bytes.toString()));
    child.on('close', (code, signal) => {
      this.#exit = { code, signal };
      this.#wake();
    });
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** The process is gone. */
  get ended(): boolean {
    return this.#exit !== null;
  }

  /** `file`: the host's bundle, when it is not the one that is shipped. */
  static async start(heap = 512, file: string | null = null): Promise<TestHost> {
    const child = fork(file ?? path.join(await hostBundles(), 'runtime-host.cjs'), [], {
      env: {},
      execArgv: [...heapFlags(heap), ...threadFlags(availableParallelism())],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const host = new TestHost(child);
    await host.until((message) => message.type === 'ready');
    return host;
  }

  send(message: ToHost | object): void {
    this.child.send(message as ToHost);
  }

  /** The first message from `from` on for which `test` holds; null when the process ended first. */
  async until(test: (message: FromHost) => boolean, from = 0): Promise<FromHost | null> {
    for (let at = from; ; at++) {
      while (at >= this.messages.length) {
        if (this.#exit !== null) return null;
        await new Promise<void>((resolve) => void this.#waiting.push(resolve));
      }
      const message = this.messages[at];
      if (message !== undefined && test(message)) return message;
    }
  }

  /** Runs a program to its end. `during` may send what a person would. */
  async run(
    program: Executable,
    options: Partial<RunOptions> = {},
    during: (host: TestHost, run: ReturnType<typeof runId>, from: number) => Promise<void> = async () => {},
  ): Promise<Told> {
    const run = runId(`run-${++this.#runs}`);
    const from = this.messages.length;
    const all = { ...OPTIONS, ...options };
    const credit = (message: unknown): void => {
      if ((message as FromHost).type === 'trace') this.send({ type: 'credit', run, batches: 1 });
    };
    this.child.on('message', credit);
    this.send({ type: 'start', run, executable: program, options: all });
    const [ended] = await Promise.all([
      this.until((message) => message.type === 'ended' && message.run === run, from),
      during(this, run, from),
    ]);
    this.child.off('message', credit);
    const messages = this.messages.slice(from);
    const batches = messages.flatMap((message) => (message.type === 'trace' ? [message.batch] : []));
    return {
      result: ended?.type === 'ended' ? ended.result : this.#died(all.memory, messages),
      printed: messages.flatMap((message) => (message.type === 'print' ? [message.text] : [])).join(''),
      batches,
      trace: traceText(batches, program),
      messages,
      died: ended === null,
    };
  }

  #died(memory: number, messages: readonly FromHost[]): RunResult {
    const last = messages.findLast((message) => message.type === 'progress')?.last ?? null;
    const { code, signal } = this.#exit ?? { code: null, signal: null };
    const outcome = outcomeOfExit({ code, signal, stderr: this.#stderr, memory, last });
    return { outcome, schedule: null, counts: NO_COUNTS };
  }

  async stop(): Promise<void> {
    if (this.#exit === null) {
      this.child.kill('SIGKILL');
      await this.until(() => false, this.messages.length);
    }
  }
}

/** `await c.recv()`, as it is compiled. */
export const RECV = (c: string): string => `(($t = ${c}.recv()) === PARK ? yield : $t)`;
