import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../build.ts';
import { answerSave, type Weft } from '../driver.ts';
import { expect, test } from './journey.ts';
import {
  addPort,
  aside,
  block,
  canvas,
  choose,
  dragFromPalette,
  ended,
  fill,
  focusCanvas,
  newDrawing,
  openMenu,
  printed,
  rename,
  run,
  runBar,
  timelineTool,
  typeBody,
  watchTexts,
  wire,
} from './window.ts';

/** From an empty drawing to a program that runs without Weft, by mouse and keyboard. */

const NUMBERS = 'numbers';
const SQUARES = 'squares';

test('a drawing is built, run, undone, redone, saved, opened, exported, and runs on its own', async ({
  weft,
}) => {
  test.setTimeout(60_000);
  const { page } = weft;
  await newDrawing(page);
  await build(page);
  await expect(page.getByText('6 blocks')).toBeVisible();
  await expect(page.getByText('0 errors, 0 warnings')).toBeVisible();

  const output = await seeItMove(page);
  expect(output).toBe('sum 1496\n');

  const file = await save(weft);
  const drawn = readFileSync(file, 'utf8');
  await undoAndRedoAll(page);
  // Gone, so that what is read is what was saved just now.
  rmSync(file);
  await page.keyboard.press('Control+s');
  await expect.poll(() => existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe(drawn);

  await openMenu(page, 'File', 'Templates');
  await page.getByRole('button', { name: /^untitled/ }).click();
  await expect(canvas(page).getByRole('region')).toHaveCount(6);
  await run(page);
  await ended(page, 'Done');
  expect(await printed(page)).toBe(output);

  const folder = await exportProject(weft);
  expect(runExported(folder)).toBe(output);
});

/** A producer, a channel, two workers, a channel, a collector: dragged, wired, written. */
async function build(page: Page): Promise<void> {
  await dragFromPalette(page, 'Goroutine', { x: 100, y: 200 });
  await rename(page, 'producer');
  await addPort(page, 'send', 'out', 'send<number>');
  await typeBody(page, 'for (let n = 1; n <= 16; n++) await out.send(n);');

  await dragFromPalette(page, 'Channel', { x: 285, y: 200 });
  await rename(page, NUMBERS);
  await fill(aside(page).getByRole('textbox', { name: 'Capacity' }), '4');

  for (const [name, y] of [
    ['left', 100],
    ['right', 300],
  ] as const) {
    await dragFromPalette(page, 'Goroutine', { x: 470, y });
    await rename(page, name);
    await addPort(page, 'recv', 'numbers', 'recv<number>');
    await addPort(page, 'send', 'squares', 'send<number>');
    await typeBody(page, 'for await (const n of numbers) await squares.send(n * n);');
  }

  await dragFromPalette(page, 'Channel', { x: 655, y: 200 });
  await rename(page, SQUARES);

  await dragFromPalette(page, 'Collect', { x: 840, y: 200 });
  await rename(page, 'collect');
  await choose(page, aside(page).getByRole('combobox', { name: 'Shows' }), 'One value made of all');
  await fill(aside(page).getByRole('textbox', { name: 'Label' }), 'sum');

  await wire(page, ['producer', 'out'], [NUMBERS, 'in']);
  for (const worker of ['left', 'right']) {
    await wire(page, [NUMBERS, 'out'], [worker, 'numbers']);
    await wire(page, [worker, 'squares'], [SQUARES, 'in']);
  }
  await wire(page, [SQUARES, 'out'], ['collect', 'in']);
}

/** Runs slowly, and sees the channel fill and the lanes change in the canvas and in the timeline's table. */
async function seeItMove(page: Page): Promise<string> {
  await choose(page, runBar(page).getByRole('combobox', { name: 'Speed' }), '50 ms a step');
  const depth = await watchTexts(block(page, NUMBERS), '.cv-say');
  const producer = await watchTexts(block(page, 'producer'), '.cv-say');
  await run(page);
  await timelineTool(page, 'Table').click();
  const lanes = page.getByRole('table', { name: 'Goroutines, channels and locks' });
  await expect(lanes.getByRole('row', { name: /left/ })).toBeVisible();
  const rows = await watchTexts(lanes, 'tbody tr');
  await ended(page, 'Done', 60_000);

  const depths = (await depth()).map((text) => text.slice(0, 3));
  expect(depths).toEqual(expect.arrayContaining(['0/4', '4/4']));
  expect((await producer()).join()).toContain('Waits to send');
  await expect(block(page, NUMBERS)).toContainText('closed');
  await expect(lanes.getByRole('row', { name: /numbers/ })).toContainText('16 sent, 16 received');
  const seen = await rows();
  expect(seen.filter((row) => row.startsWith(NUMBERS) && row.includes(' sent,')).length).toBeGreaterThan(2);
  expect(seen.filter((row) => /^(?:producer|left|right|collect)Waits to /.test(row))).not.toEqual([]);
  expect(seen.filter((row) => row.startsWith('left')).length).toBeGreaterThan(2);
  await expect(lanes.getByRole('row', { name: /collect/ })).toContainText('Ended');
  return await printed(page);
}

async function save(weft: Weft): Promise<string> {
  const { page, documents } = weft;
  const file = path.join(documents, 'untitled.weft');
  await answerSave(weft, file);
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved untitled', { exact: true })).toBeVisible();
  return file;
}

async function undoAndRedoAll(page: Page): Promise<void> {
  await focusCanvas(page);
  let steps = 0;
  const nothing = page.getByText('Nothing is drawn yet.');
  while (await can(page, /^Undo/)) {
    await page.keyboard.press('Control+z');
    steps++;
  }
  await expect(nothing).toBeVisible();
  await expect(canvas(page).getByRole('region')).toHaveCount(0);
  for (let i = 0; i < steps; i++) await page.keyboard.press('Control+Shift+z');
  expect(await can(page, /^Redo/)).toBe(false);
  await expect(canvas(page).getByRole('region')).toHaveCount(6);
}

/** Whether the Edit menu offers it. */
async function can(page: Page, item: RegExp): Promise<boolean> {
  await page.getByRole('menuitem', { name: 'Edit', exact: true }).click();
  const line = page.getByRole('menuitem', { name: item });
  const enabled = await line.isEnabled();
  await page.keyboard.press('Escape');
  await expect(line).toBeHidden();
  return enabled;
}

async function exportProject(weft: Weft): Promise<string> {
  const { page, documents } = weft;
  await openMenu(page, 'File', 'Export TypeScript');
  await expect(page.getByTitle('src/goroutines/left.ts')).toBeVisible();
  await answerSave(weft, path.join(documents, 'exported'));
  await page.getByRole('button', { name: 'Save…' }).click();
  await expect(page.getByText(/\d+ files written to/)).toBeVisible();
  const project = readdirSync(documents, { withFileTypes: true }).find(
    (entry) => entry.isDirectory() && readdirSync(path.join(documents, entry.name)).includes('weft.json'),
  );
  if (project === undefined) throw new Error(`no project in ${documents}`);
  return path.join(documents, project.name);
}

/** Compiles the project as its own `npm start` would, and runs it. */
function runExported(folder: string): string {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', folder, '--typeRoots', path.join(root, 'node_modules/@types')]);
  return execFileSync(process.execPath, [path.join(folder, 'dist/main.js')], { encoding: 'utf8' });
}
