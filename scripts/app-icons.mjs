// Draws the app's icons from their two SVG files: PNGs, a Windows icon and a macOS icon. Needs a Chromium, no network.
// Run it after changing a drawing, and commit what it writes: node scripts/app-icons.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { needBrowser } from './browser.mjs';
import { writeIcns, writeIco } from './icon-files.mjs';
import { root } from './install.mjs';

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** Up to here the drawing with fewer, thicker threads is used. */
const SMALL = 32;

const folder = path.join(root, 'assets/app-icons');
const svg = (name) => readFileSync(path.join(folder, name), 'utf8');

async function draw(page, size) {
  const drawing = svg(size <= SMALL ? 'weft-small.svg' : 'weft.svg');
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>html,body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`,
  );
  return page.screenshot({ omitBackground: true, type: 'png' });
}

const { chromium } = await import('@playwright/test');
const browser = await chromium.launch({
  executablePath: await needBrowser(),
  args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
});
try {
  const page = await browser.newPage();
  const pngs = new Map();
  for (const size of SIZES) pngs.set(size, await draw(page, size));
  mkdirSync(path.join(folder, 'png'), { recursive: true });
  for (const [size, png] of pngs) writeFileSync(path.join(folder, 'png', `${size}.png`), png);
  const of = (...sizes) => sizes.map((size) => pngs.get(size));
  writeFileSync(path.join(folder, 'weft.ico'), writeIco(of(16, 24, 32, 48, 64, 128, 256)));
  writeFileSync(path.join(folder, 'weft.icns'), writeIcns(of(16, 32, 64, 128, 256, 512, 1024)));
} finally {
  await browser.close();
}
