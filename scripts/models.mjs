// npm run models: checks the models of runtime-worker/parallel/models with SPIN, every possible interleaving of them.
// The variants with a mistake in them must be found wrong: a check that cannot fail would say nothing.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './install.mjs';

const folder = path.join(root, 'runtime-worker/parallel/models');

/** `holds`: what must be the verdict. */
export const CHECKS = [
  { model: 'doorbell', options: [], holds: true },
  { model: 'doorbell', options: ['NOTIFIER_CLEARS'], holds: false },
  { model: 'shared-channel', options: ['CAPACITY=0'], holds: true },
  { model: 'shared-channel', options: ['CAPACITY=1'], holds: true },
  { model: 'shared-channel', options: ['CAPACITY=2'], holds: true },
  { model: 'shared-channel', options: ['CAPACITY=0', 'EACH=1', 'CLOSE_EARLY'], holds: true },
  { model: 'shared-channel', options: ['CAPACITY=1', 'EACH=1', 'CLOSE_EARLY'], holds: true },
  { model: 'shared-channel', options: ['CAPACITY=1', 'FORGETS_SENDER'], holds: false },
  { model: 'select-claim', options: [], holds: true },
  { model: 'select-claim', options: ['NO_CLAIM'], holds: false },
];

/** Why the models cannot be checked here, or null. */
export function missing() {
  const lacks = ['spin', 'cc'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
  if (lacks.length === 0) return null;
  return `no ${lacks.join(' and no ')} here; on Debian: apt-get install spin gcc libc6-dev`;
}

/** Goes through all states of a model. Returns whether it holds and how many states there were. */
export function verify({ model, options }) {
  const work = mkdtempSync(path.join(tmpdir(), 'weft-model-'));
  const run = (command, args) => execFileSync(command, args, { cwd: work, encoding: 'utf8', stdio: 'pipe' });
  try {
    run('spin', ['-a', ...options.map((option) => `-D${option}`), path.join(folder, `${model}.pml`)]);
    run('cc', ['-O2', '-w', '-DSAFETY', '-DCOLLAPSE', '-o', 'pan', 'pan.c']);
    const report = run('./pan', ['-m100000']);
    const errors = /errors: (\d+)/.exec(report);
    const states = /(\d+) states, stored/.exec(report);
    if (errors === null || states === null || /max search depth too small|out of memory/.test(report))
      throw new Error(`the check of ${model} did not come to its end:\n${report}`);
    return { holds: errors[1] === '0', states: Number(states[1]) };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

export const titleOf = ({ model, options }) => [model, ...options].join(' ');

function main() {
  const why = missing();
  if (why !== null) {
    console.log(`0 passed, 0 failed, ${CHECKS.length} skipped (${why})`);
    return 0;
  }
  let failed = 0;
  for (const check of CHECKS) {
    const { holds, states } = verify(check);
    const right = holds === check.holds;
    if (!right) failed++;
    const verdict = holds ? 'holds' : 'is found wrong';
    console.log(
      `${right ? 'ok    ' : 'FAILED'} ${titleOf(check)}: ${verdict}${check.holds ? '' : ', as it must be'} (${states} states)`,
    );
  }
  console.log(`${CHECKS.length - failed} passed, ${failed} failed, 0 skipped`);
  return failed === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(main());
