import { execFile, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { observe, type ConformanceCase, type Observed } from './corpus.ts';

const run = promisify(execFile);

/** The version some cases need: x/sync as it was when the corpus was last checked. */
const X_SYNC = 'golang.org/x/sync v0.18.0';

/** `1.26.8`; null where there is no Go. */
export async function goVersion(): Promise<string | null> {
  try {
    const { stdout } = await run('go', ['env', 'GOVERSION']);
    return stdout.trim().replace(/^go/, '');
  } catch {
    return null;
  }
}

/** All programs of the corpus as one module, built in one go. */
export class GoOracle {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** @throws Error with the compiler's words */
  async build(cases: readonly ConformanceCase[]): Promise<void> {
    writeFileSync(path.join(this.folder, 'go.mod'), `module corpus\n\ngo 1.25\n\nrequire ${X_SYNC}\n`);
    for (const one of cases) {
      const place = path.join(this.folder, 'cases', programName(one));
      mkdirSync(place, { recursive: true });
      copyFileSync(path.join(one.folder, 'main.go'), path.join(place, 'main.go'));
    }
    const options = { cwd: this.folder, env: { ...process.env, GOFLAGS: '-mod=mod -buildvcs=false' } };
    // Without the symbol tables linking takes half the time; panics print what is compared all the same.
    await run('go', ['build', '-ldflags=-s -w', '-o', 'bin/', './cases/...'], {
      ...options,
      maxBuffer: 1 << 24,
    });
  }

  /** What real Go does. Null when it did not end: gc misses a deadlock now and then (TM-19). */
  run(one: ConformanceCase): Promise<Observed | null> {
    return new Promise((resolve, reject) => {
      const child = spawn(path.join(this.folder, 'bin', programName(one)), {
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: 15_000,
      });
      const [out, errors]: [Buffer[], Buffer[]] = [[], []];
      child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
      child.stderr.on('data', (bytes: Buffer) => errors.push(bytes));
      child.on('error', reject);
      child.on('close', (code) =>
        resolve(
          code === null
            ? null
            : observe(Buffer.concat(out).toString(), Buffer.concat(errors).toString(), code),
        ),
      );
    });
  }
}

const programName = (one: ConformanceCase): string => one.name.replaceAll('/', '-');
