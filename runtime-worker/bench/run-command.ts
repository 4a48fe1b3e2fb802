import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { executableOf } from './documents.ts';
import { HOST_FLAGS, runInHost } from './host.ts';
import { LOOPS, plainLoop } from './loops.ts';
import type { Child, Command, Sample } from './rows.ts';
import { readSample } from './sample.ts';

/** What contestants need to be there. A string says why something is not. */
export interface Places {
  /** Our bundles, built for this run. */
  readonly bundles: string;
  /** Folder for what runs write. */
  readonly scratch: string;
  /** The built Go program. */
  readonly go: { readonly file: string } | { readonly missing: string };
  /** The folder with `run.mjs`. */
  readonly peers: { readonly folder: string } | { readonly missing: string };
}

/** A contestant that is not here, which is nobody's fault. */
export class Missing extends Error {}

/**
 * Runs one command once, in a process of its own.
 * @param profile the file its CPU profile goes to
 * @throws Missing, or Error with a sentence when it failed
 */
export async function runCommand(
  command: Command,
  n: number,
  places: Places,
  profile: string | null = null,
): Promise<Sample> {
  const size = String(n);
  switch (command.in) {
    case 'host':
      return profiledHost(command, n, places, profile);
    case 'go': {
      if ('missing' in places.go) throw new Missing(places.go.missing);
      const env = { ...process.env, GOMAXPROCS: String(command.procs) };
      return readSample(await output(places.go.file, [command.program, size], env));
    }
    case 'peer': {
      if ('missing' in places.peers) throw new Missing(places.peers.missing);
      const file = path.join(places.peers.folder, 'run.mjs');
      return readSample(await node(['--expose-gc', file, command.library, command.script, size]));
    }
    case 'child': {
      const file = path.join(places.bundles, `${command.child}.cjs`);
      const flags = [...(STAND_IN.has(command.child) ? HOST_FLAGS : []), ...profileFlags(profile)];
      return readSample(await node([...flags, '--expose-gc', file, ...command.args, size]));
    }
    case 'plain': {
      const loop = LOOPS[command.loop];
      if (loop === undefined) throw new Error(`there is no loop ${command.loop}`);
      return readSample(await node(['-e', plainLoop(loop, n)]));
    }
  }
}

async function profiledHost(
  { program, workers, traced = false }: Extract<Command, { in: 'host' }>,
  n: number,
  { bundles, scratch }: Places,
  profile: string | null,
): Promise<Sample> {
  const runFile = traced ? path.join(scratch, 'traced.weftrun') : null;
  const profiles = profile === null ? null : path.join(scratch, 'profiles');
  if (profiles !== null) mkdirSync(profiles, { recursive: true });
  const { printed, result } = await runInHost(executableOf(program(n)), {
    bundles,
    workers,
    runFile,
    profiles,
  });
  if (runFile !== null) rmSync(runFile, { force: true });
  if (profile !== null && profiles !== null) keepProfiles(profiles, profile);
  const sample = readSample(printed);
  if (!traced) return sample;
  if (result.counts.dropped > 0) throw new Error(`${result.counts.dropped} records were lost`);
  // The measured four fifths of the run.
  return { ...sample, events: Math.round(result.counts.events * (n / (n + Math.ceil(n / 4)))) };
}

/** One profile a worker thread: the first keeps the name, the others get a number. */
function keepProfiles(from: string, to: string): void {
  readdirSync(from)
    .toSorted()
    .forEach((name, index) =>
      renameSync(
        path.join(from, name),
        index === 0 ? to : to.replace(/\.cpuprofile$/, `-${index + 1}.cpuprofile`),
      ),
    );
}

/** Children that run what a worker of a host would. */
const STAND_IN: ReadonlySet<Child> = new Set<Child>(['parked-child', 'traced-child']);

const profileFlags = (profile: string | null): readonly string[] =>
  profile === null
    ? []
    : ['--cpu-prof', `--cpu-prof-dir=${path.dirname(profile)}`, `--cpu-prof-name=${path.basename(profile)}`];

const node = (args: readonly string[]): Promise<string> => output(process.execPath, args, process.env);

/** The line that says why, as Node and Go write it, or the last. */
const reasonIn = (errors: string): string => {
  const lines = errors.trim().split('\n');
  return (lines.find((line) => /Error|panic|fatal/.test(line)) ?? lines.at(-1) ?? '').slice(0, 300);
};

/** Milliseconds one process may take. */
const PATIENCE = 120_000;

function output(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: PATIENCE });
    let [out, errors] = ['', ''];
    child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(out);
      else reject(new Error(`ended with ${signal ?? code}: ${reasonIn(errors)}`));
    });
  });
}
