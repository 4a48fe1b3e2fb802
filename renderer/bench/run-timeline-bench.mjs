// Builds timeline-bench.ts, runs it in Chromium without a GPU, and holds what it measured against the timeline's aims:
//   node renderer/bench/run-timeline-bench.mjs [--json FILE] [--all] [events …]      CHROMIUM=/path/to/chromium
// --all prints every measurement, a line of JSON each. Without a number: a million events, then ten million.
import { chromium } from '@playwright/test';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import os from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { rowsOf, tableOf } from './timeline-table.mjs';

function readArguments() {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'string' }, all: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const sizes = positionals.map(Number);
  const wrong = positionals.find((_, at) => !Number.isInteger(sizes[at]) || sizes[at] < 1000);
  if (wrong !== undefined) throw new Error(`${wrong} is no number of events: a whole number from 1000 up`);
  return { ...values, sizes: sizes.length > 0 ? sizes : [1_000_000, 10_000_000] };
}

let options;
try {
  options = readArguments();
} catch (cause) {
  console.error(cause.message);
  process.exit(2);
}
const outDir = await mkdtemp(join(tmpdir(), 'weft-bench-'));
await build({
  configFile: false,
  logLevel: 'warn',
  root: import.meta.dirname,
  build: {
    outDir,
    emptyOutDir: true,
    lib: {
      entry: join(import.meta.dirname, 'timeline-bench.ts'),
      formats: ['es'],
      fileName: () => 'bench.js',
    },
  },
});
const script = await readFile(join(outDir, 'bench.js'));
const server = createServer((request, response) => {
  const isScript = request.url === '/bench.js';
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
  response.end(isScript ? script : '<!doctype html><script type="module" src="bench.js"></script>');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--js-flags=--max-old-space-size=4096'],
});
try {
  const page = await browser.newPage();
  let measured = [];
  await page.exposeFunction('report', (one) => {
    measured.push(one);
    if (options.all) console.log(JSON.stringify(one));
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction('globalThis.measure !== undefined');
  const machine = {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    browser: `Chromium ${browser.version()}`,
    load: Math.round(os.loadavg()[0] * 100) / 100,
  };
  const runs = [];
  for (const events of options.sizes) {
    measured = [];
    // oxlint-disable-next-line no-await-in-loop -- one measurement at a time
    await page.evaluate((count) => globalThis.measure(count, globalThis.report), events);
    const rows = rowsOf(measured);
    runs.push({ events, rows, measured });
    console.log(`${events.toLocaleString('en')} events\n${tableOf(rows)}\n`);
  }
  console.log(
    `${machine.cpu}, ${machine.cores} cores, ${machine.browser}, load at the start ${machine.load}`,
  );
  if (machine.load > 0.5) console.log('Others were at work on this machine: times are off.');
  if (options.json !== undefined)
    await writeFile(options.json, `${JSON.stringify({ machine, runs }, null, 2)}\n`);
} finally {
  await browser.close();
  server.close();
  await rm(outDir, { recursive: true, force: true });
}
