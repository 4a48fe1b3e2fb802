// npm run conformance: the corpus in every driver and mode, the templates, and the corpus against real Go.
import { build } from './build.mjs';
import { install } from './install.mjs';
import { countsLine, vitest } from './tests.mjs';

install();
await build('tools');
const counts = await vitest('conformance', ['--config', 'runtime-worker/conformance/vitest.config.ts']);
console.log(`\n${countsLine(counts, true)}`);
process.exit(counts.failed === 0 ? 0 : 1);
