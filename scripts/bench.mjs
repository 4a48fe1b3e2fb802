// npm run bench: ours against real Go and against what npm has. See runtime-worker/bench/README.md.
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ENTRIES, nodeBundle } from './build.mjs';
import { install, root } from './install.mjs';

const own = (name) => `runtime-worker/bench/${name}.ts`;

/** What is measured is built for this run: nobody's build changes it while it runs. */
const MEASURED = {
  'runtime-host': ENTRIES['runtime-host'],
  worker: ENTRIES.worker,
  'profile-workers': own('profile-workers'),
  'parked-child': own('parked-child'),
  'traced-child': own('traced-child'),
  'compile-child': own('compile-child'),
  'decode-child': own('decode-child.bench'),
  'decode-source': own('decode-source'),
};

install();
const { build } = await import('vite');
mkdirSync(path.join(root, 'out/bench'), { recursive: true });
const bundles = mkdtempSync(path.join(root, 'out/bench/run-'));
// Also when it is ended from outside.
process.on('exit', () => rmSync(bundles, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

async function bundle(entries) {
  for (const [name, entry] of Object.entries(entries)) {
    const config = nodeBundle(name, entry, bundles);
    // oxlint-disable-next-line no-await-in-loop -- vite builds one thing at a time
    await build({ ...config, build: { ...config.build, sourcemap: false } });
  }
}

await bundle({ bench: own('bench') });
const { main } = createRequire(import.meta.url)(path.join(bundles, 'bench.cjs'));
process.exit(await main(process.argv.slice(2), { root, bundles, prepare: () => bundle(MEASURED) }));
