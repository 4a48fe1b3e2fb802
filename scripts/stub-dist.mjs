// A stand-in for Electron's unpacked files: no code, only what electron-builder touches: names, version, the fuse wire.
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './install.mjs';

/** What marks the place of the fuses in an Electron binary. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Fuses as Electron ships them: one character each, `1` on, `0` off. */
const SHIPPED = '10110001';

const FILES = [
  'chrome-sandbox',
  'chrome_crashpad_handler',
  'LICENSE',
  'LICENSES.chromium.html',
  'locales/en-US.pak',
  'locales/zh-CN.pak',
  'locales/de.pak',
  'icudtl.dat',
  'resources.pak',
];

export const electronVersion = () =>
  JSON.parse(readFileSync(path.join(root, 'node_modules/electron/package.json'), 'utf8')).version;

/** Writes the stand-in into `folder`, which is emptied first. */
export function writeStubDist(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  mkdirSync(path.join(folder, 'locales'));
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, SHIPPED.length]), Buffer.from(SHIPPED)]);
  const refusal =
    '#!/bin/sh\necho "This stands in for Electron while packaging is checked; it runs nothing." >&2\nexit 1\n';
  writeFileSync(
    path.join(folder, 'electron'),
    Buffer.concat([Buffer.from(refusal), wire, Buffer.from('\n')]),
  );
  chmodSync(path.join(folder, 'electron'), 0o755);
  for (const name of FILES) writeFileSync(path.join(folder, name), 'stand-in');
  writeFileSync(path.join(folder, 'version'), electronVersion());
}
