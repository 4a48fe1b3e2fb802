import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pngSize, readIcns, readIco, writeIcns, writeIco } from './icon-files.mjs';

const folder = path.join(import.meta.dirname, '../assets/app-icons');
const read = (name) => readFileSync(path.join(folder, name));

test.each([16, 24, 32, 48, 64, 128, 256, 512, 1024])('there is a PNG of %i pixels', (size) => {
  expect(pngSize(read(`png/${size}.png`))).toBe(size);
});

test('the Windows icon holds every size it is asked for', () => {
  const pngs = readIco(read('weft.ico'));
  expect(pngs.map(pngSize)).toEqual([16, 24, 32, 48, 64, 128, 256]);
  expect(writeIco(pngs).equals(read('weft.ico'))).toBe(true);
});

test('the macOS icon holds every size, those of double density too', () => {
  const entries = readIcns(read('weft.icns'));
  expect(Object.keys(entries).toSorted()).toEqual(
    ['ic07', 'ic08', 'ic09', 'ic10', 'ic11', 'ic12', 'ic13', 'ic14', 'icp4', 'icp5', 'icp6'].toSorted(),
  );
  expect(writeIcns([read('png/16.png')]).length).toBe(8 + 8 + read('png/16.png').length);
});

test('what is no icon is refused', () => {
  expect(() => pngSize(Buffer.from('GIF89a'))).toThrow('not a PNG');
  expect(() => readIco(Buffer.alloc(64))).toThrow('not a Windows icon');
  expect(() => readIcns(Buffer.alloc(64))).toThrow('not a macOS icon');
  expect(() => writeIco([read('png/512.png')])).toThrow('ends at 256');
});
