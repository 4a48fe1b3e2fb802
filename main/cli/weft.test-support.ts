import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Runs a Node program to its end. */
export function node(
  args: readonly string[],
  options: { cwd?: string; kill?: AbortSignal } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: options.cwd ?? root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C' },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    options.kill?.addEventListener('abort', () => child.kill('SIGINT'));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ stdout, stderr, code, signal }));
  });
}

/** Runs the built command line, as `npm run -s weft --` does. */
export const weft = (...args: readonly string[]): Promise<Ran> =>
  node([path.join(root, 'out/main/cli.cjs'), ...args]);

/** The path of a template's document. */
export const template = (slug: string): string => path.join(root, 'assets/templates', slug, 'graph.weft');

/** What `--json` prints. */
export interface Printed {
  readonly outcome: { readonly end: string } | null;
  readonly seed: number;
  readonly schedule: string | null;
  readonly prints: readonly string[];
  readonly counts: Readonly<Record<string, number>> | null;
  readonly findings: readonly { readonly code: string; readonly place: Readonly<Record<string, unknown>> }[];
}

/** Runs with `--json` and reads the object. */
export async function weftJson(...args: readonly string[]): Promise<Ran & { readonly json: Printed }> {
  const ran = await weft(...args, '--json');
  return { ...ran, json: JSON.parse(ran.stdout) as Printed };
}
