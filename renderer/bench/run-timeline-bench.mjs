// Builds timeline-bench.ts and runs it in Chromium without a GPU:
//   node renderer/bench/run-timeline-bench.mjs [events …]      CHROMIUM=/path/to/chromium
import { chromium } from '@playwright/test';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

const sizes = process.argv.slice(2).map(Number);
const outDir = await mkdtemp(join(tmpdir(), 'weft-bench-'));
await build({
  configFile: false,
  logLevel: 'warn',
  root: import.meta.dirname,
  build: {
    outDir,
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
  await page.exposeFunction('report', (measured) => console.log(JSON.stringify(measured)));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction('globalThis.measure !== undefined');
  for (const events of sizes.length > 0 ? sizes : [1_000_000, 10_000_000]) {
    // oxlint-disable-next-line no-await-in-loop -- one measurement at a time
    await page.evaluate((count) => globalThis.measure(count, globalThis.report), events);
  }
} finally {
  await browser.close();
  server.close();
  await rm(outDir, { recursive: true, force: true });
}
