import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Places } from './run-command.ts';

/** Where the others are; what is not there is got, or said to be missing and why. */

/** The Go program, built. */
export function buildGo(
  folder: string,
  out: string,
): { readonly version: string | null; readonly place: Places['go'] } {
  const env = { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=mod' };
  const asked = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', env });
  if (asked.error || asked.status !== 0) return { version: null, place: { missing: 'there is no go here' } };
  const version = asked.stdout.trim().replace(/^go/, 'Go ');
  const file = path.join(out, process.platform === 'win32' ? 'go-bench.exe' : 'go-bench');
  const built = spawnSync('go', ['build', '-o', file, '.'], { cwd: folder, encoding: 'utf8', env });
  if (built.status === 0) return { version, place: { file } };
  return { version, place: { missing: `go build failed: ${lastLine(built.stderr)}` } };
}

/** The libraries others wrote, installed beside their package.json the first time. */
export function installPeers(folder: string): Places['peers'] {
  const there = { folder: path.join(folder, 'peers') };
  if (installed(folder)) return there;
  console.error('Installing the libraries to measure against (once) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (done.status === 0) return there;
  return { missing: `npm ci failed: ${done.error?.message ?? lastLine(done.stderr)}` };
}

interface Packages {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;
}

function installed(folder: string): boolean {
  const present = path.join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(present)) return false;
  const read = (file: string): Packages['packages'] =>
    (JSON.parse(readFileSync(file, 'utf8')) as Packages).packages;
  const there = read(present);
  return Object.entries(read(path.join(folder, 'package-lock.json'))).every(
    ([name, { version, optional = false }]) => name === '' || optional || there[name]?.version === version,
  );
}

/** The last line that says why; npm ends with where its log is. */
const lastLine = (text: string): string =>
  text
    .trim()
    .split('\n')
    .findLast((line) => !line.includes('complete log')) ?? '';
