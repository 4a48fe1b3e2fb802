// npm run weft: the command line, built first when its sources changed.
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from './build.mjs';
import { install, root } from './install.mjs';

install();
await build('tools');
createRequire(import.meta.url)(path.join(root, 'out/main/cli.cjs'));
