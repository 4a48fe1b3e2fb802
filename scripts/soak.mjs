// npm run soak [-- --minutes N] [--repetitions N]: the runtime on several threads, over and over. Ten minutes and a
// thousand repetitions at most, unless told otherwise; what was reached is printed.
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

const minutes = option('minutes', 10);
const repetitions = option('repetitions', 1000);
install();
process.exit(
  await tool('vitest/vitest.mjs', ['run', '--config', 'runtime-worker/conformance/soak.config.ts'], {
    WEFT_SOAK_MINUTES: String(minutes),
    WEFT_SOAK_REPETITIONS: String(repetitions),
  }),
);
