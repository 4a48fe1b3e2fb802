// npm start: the app in Electron where its binary is here or can be had, else the same app in a browser.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { install, root } from './install.mjs';

const require = createRequire(import.meta.url);

const USAGE = `npm start -- [--web | --electron] [--port N] [--no-open] [FILE]

  --web        serve the app on 127.0.0.1 and open a browser
  --electron   open the desktop window, or say why not
  --port N     port of the web shell (default: any free one)
  --no-open    print the address, open nothing`;

/**
 * Path of the Electron binary, or undefined.
 * Never asked of the electron package itself: importing it starts a download.
 */
export function electronBinary(env = process.env) {
  try {
    const folder = path.dirname(require.resolve('electron/package.json'));
    const name = readFileSync(path.join(folder, 'path.txt'), 'utf8').trim();
    const binary = path.join(env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(folder, 'dist'), name);
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** Downloads the binary once. Returns the reason when that fails. */
function downloadElectron() {
  const script = path.join(path.dirname(require.resolve('electron/package.json')), 'install.js');
  console.log('Electron is not installed yet: downloading it once (about 110 MB) …');
  const done = spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 300_000,
  });
  if (done.status === 0) return undefined;
  if (done.error?.code === 'ETIMEDOUT') return 'its download took too long';
  const line = done.stderr.split('\n').find((text) => /error|failed|ENOTFOUND|ECONN/i.test(text));
  return `its download failed: ${(line ?? `exit ${done.status ?? done.signal}`).trim()}`;
}

const noDisplay = () =>
  process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
    ? 'there is no display'
    : undefined;

async function startWeb(options, why) {
  if (why)
    console.log(`The desktop window cannot be used (${why}): the same app is served to a browser instead.`);
  const { serve } = require(path.join(root, 'out/main/serve.cjs'));
  const { url } = await serve({ port: options.port, open: options.file });
  console.log(`\n  ${url}\n\nPress Ctrl+C to stop.`);
  if (!options.browser || noDisplay()) return;
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', '', url]]
        : ['xdg-open', [url]];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => console.log('No browser could be opened: open the address above in one.'))
    .unref();
}

function startElectron(binary, options, forced) {
  const began = Date.now();
  const child = spawn(binary, [root, ...(options.file ? [options.file] : [])], { stdio: 'inherit' });
  child.on('error', (cause) => void startWeb(options, cause.message));
  child.on('close', (code, signal) => {
    // A window that dies at once (no usable sandbox, a missing library) is answered by the browser, never by --no-sandbox.
    if ((code || signal) && !forced && Date.now() - began < 5000)
      void startWeb(options, `it stopped at once: ${signal ?? `exit ${code}`}`);
    else process.exit(code ?? 1);
  });
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        web: { type: 'boolean' },
        electron: { type: 'boolean' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const port = Number(values.port ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      throw new Error(`--port takes a number from 0 to 65535, not ${values.port}`);
    const shell = values.web ? 'web' : values.electron ? 'electron' : (process.env.WEFT_SHELL ?? 'auto');
    return { shell, port, browser: !values['no-open'], file: positionals[0] && path.resolve(positionals[0]) };
  } catch (cause) {
    console.error(`${cause.message}\n\n${USAGE}`);
    return process.exit(1);
  }
}

async function main() {
  const options = readOptions();
  install();
  await build('all');
  if (options.shell === 'web') return startWeb(options);
  const blocked = options.shell === 'auto' ? noDisplay() : undefined;
  if (blocked) return startWeb(options, blocked);
  const failed = electronBinary() ? undefined : downloadElectron();
  const binary = electronBinary();
  if (binary) return startElectron(binary, options, options.shell === 'electron');
  if (options.shell === 'auto') return startWeb(options, failed ?? 'its binary is missing');
  console.error(`Electron cannot be started: ${failed ?? 'its binary is missing'}. Try npm start -- --web.`);
  return process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
