// npm run soak [-- --minutes N] [--rounds N]: the runtime on several threads, over and over. A thousand rounds of the
// corpus, and twenty minutes at most, unless told otherwise; what was reached is printed last.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { install } from './install.mjs';
import { tool } from './tests.mjs';

function option(name, standard) {
  const at = process.argv.indexOf(`--${name}`);
  if (at === -1) return standard;
  const value = Number(process.argv[at + 1]);
  if (value > 0) return value;
  console.error(`--${name} takes a number above zero`);
  process.exit(2);
}

const minutes = option('minutes', 20);
const rounds = option('rounds', 1000);
install();
const folder = mkdtempSync(path.join(tmpdir(), 'weft-soak-'));
const lastLine = path.join(folder, 'last-line');
const code = await tool(
  'vitest/vitest.mjs',
  ['run', '--config', 'runtime-worker/conformance/soak.config.ts'],
  {
    WEFT_SOAK_MINUTES: String(minutes),
    WEFT_SOAK_ROUNDS: String(rounds),
    WEFT_SOAK_LAST_LINE: lastLine,
  },
);
console.log(
  existsSync(lastLine) ? readFileSync(lastLine, 'utf8') : 'soak: ended before it could tell anything',
);
rmSync(folder, { recursive: true, force: true });
process.exit(code);
