import { expect, test } from 'vitest';
import { FUSES, REQUIRED, wrongDescription, wrongFiles, wrongFuses } from './package-check.mjs';

test('the archive holds what the app needs, and nothing else', () => {
  expect(wrongFiles([...REQUIRED, 'out/renderer/assets/index-Bx1_~a.js'])).toEqual([]);
});

test.each([
  'out/main/serve.cjs',
  'out/main/cli.cjs',
  'out/main/main.cjs.map',
  'out/renderer/assets/index.js.map',
  'main/electron/main.ts',
  'node_modules/ws/package.json',
  'out/renderer/assets/deeper/x.js',
  '.env',
  'assets/app-icons/weft.icns',
])('%s must not be packaged', (file) => {
  expect(wrongFiles([...REQUIRED, file])).toEqual([`${file} must not be there`]);
});

test('a missing file is named', () => {
  expect(wrongFiles(REQUIRED.filter((file) => file !== 'out/main/worker.cjs'))).toEqual([
    'out/main/worker.cjs is missing',
  ]);
});

const described = { name: 'weft', version: '1.0.0', main: 'out/main/main.cjs', desktopName: 'weft.desktop' };

test('the packaged description is ours, without what only builds need', () => {
  expect(wrongDescription(described, described)).toEqual([]);
  expect(wrongDescription({ ...described, main: 'x.js' }, described)).toEqual(['package.json: main is x.js']);
  expect(wrongDescription({ ...described, dependencies: { ws: '1' } }, described)).toEqual([
    'package.json: dependencies is not empty',
  ]);
});

test('a fuse that is not as configured is named', () => {
  const options = Object.fromEntries(Object.keys(FUSES).map((name, at) => [name, at]));
  const wire = Object.fromEntries(Object.values(FUSES).map((on, at) => [at, on ? 49 : 48]));
  expect(wrongFuses(wire, options)).toEqual([]);
  expect(wrongFuses({ ...wire, [options.RunAsNode]: 49 }, options)).toEqual([
    'the fuse RunAsNode is not off',
  ]);
  // 'r': the fuse has been taken out of this version of Electron.
  expect(wrongFuses({ ...wire, [options.OnlyLoadAppFromAsar]: 114 }, options)).toEqual([
    'the fuse OnlyLoadAppFromAsar is not on',
  ]);
});
