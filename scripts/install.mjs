// Installs what package-lock.json asks for, when node_modules does not have it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

const OLDEST = [20, 19];

/** Ends the process with a plain sentence when this Node is too old. */
function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  console.error(
    `Weft needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}. Install it from nodejs.org.`,
  );
  process.exit(1);
}

/** True when every package the lock file lists for this system is installed in its version. */
export function installed() {
  const wantedFile = path.join(root, 'package-lock.json');
  const presentFile = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(presentFile)) return false;
  const wanted = JSON.parse(readFileSync(wantedFile, 'utf8')).packages;
  const present = JSON.parse(readFileSync(presentFile, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([name, entry]) =>
      name === '' || entry.optional || entry.devOptional || present[name]?.version === entry.version,
  );
}

/** Installs when needed; ends the process when that fails. Prints nothing when there is nothing to do. */
export function install() {
  checkNode();
  if (installed()) return;
  console.error('Installing what Weft needs (once) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status === 0) return;
  console.error(
    'The installation failed; the lines above say why. Check the network and run the command again.',
  );
  process.exit(1);
}
