import type { Locator, Page } from '@playwright/test';
import { expect, type Weft } from '../driver.ts';

/** What a person does in the window, by mouse where nothing else is said. Everything is found by its words. */

export const canvas = (page: Page): Locator => page.getByRole('application', { name: /^Canvas\./ });

/** A block on the canvas. */
export const block = (page: Page, name: string): Locator =>
  canvas(page).getByRole('region', { name: `${name}, `, exact: false });

/** A port of a block, by its name. */
export const port = (page: Page, name: string, of: string): Locator =>
  block(page, of).getByTitle(new RegExp(`^${name}: `));

export const aside = (page: Page): Locator =>
  page.getByRole('region', { name: 'Inspector, lesson and outcome' });

export const runBar = (page: Page): Locator => page.getByRole('region', { name: 'Run', exact: true });

/** A button beside the timeline's tab; the charts have tables of their own. */
export const timelineTool = (page: Page, name: string): Locator =>
  page.locator('.tl-tools').getByRole('button', { name, exact: true });

export async function openMenu(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('menuitem', { name: menu, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

export async function newDrawing(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New drawing' }).click();
  await expect(canvas(page)).toBeVisible();
}

/** Opens a template from the welcome screen. */
export async function openTemplate(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: title }).click();
  await expect(canvas(page)).toBeVisible();
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

async function middle(of: Locator): Promise<Spot> {
  const box = await of.boundingBox();
  if (box === null) throw new Error(`not in sight: ${String(of)}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function drag(page: Page, from: Spot, to: Spot): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // A drag begins with the first small move, and is followed by the rest.
  await page.mouse.move(from.x + 4, from.y + 4);
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
}

/** Drags a block from the palette onto the canvas; its middle lands on a spot told in pixels from the canvas's corner. */
export async function dragFromPalette(page: Page, kind: string, to: Spot): Promise<void> {
  const item = page
    .getByRole('region', { name: 'Blocks', exact: true })
    .getByRole('button', { name: kind, exact: true });
  const corner = await canvas(page).boundingBox();
  if (corner === null) throw new Error('the canvas is not in sight');
  const blocks = canvas(page).getByRole('region');
  const before = await blocks.count();
  await drag(page, await middle(item), { x: corner.x + to.x, y: corner.y + to.y });
  await expect(blocks).toHaveCount(before + 1);
}

/** Draws a wire from port to port. */
export async function wire(
  page: Page,
  from: readonly [string, string],
  to: readonly [string, string],
): Promise<void> {
  const wires = canvas(page).locator('.react-flow__edge');
  const before = await wires.count();
  const [start, end] = [port(page, from[1], from[0]), port(page, to[1], to[0])];
  await drag(page, await middle(start), await middle(end));
  await expect(wires).toHaveCount(before + 1);
}

/** Marks a block, so that the inspector speaks of it. */
export async function select(page: Page, name: string): Promise<void> {
  await block(page, name).getByText(name, { exact: true }).click();
  await expect(aside(page).getByRole('heading', { name, level: 2 })).toBeVisible();
}

/** Types into a field of the inspector and leaves it. */
export async function fill(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.press('Enter');
}

export async function rename(page: Page, to: string): Promise<void> {
  await fill(aside(page).getByRole('textbox', { name: 'Name', exact: true }), to);
  await expect(block(page, to)).toBeVisible();
}

/** Lists another port of the block that is marked. */
export async function addPort(page: Page, kind: 'send' | 'recv', name: string, type: string): Promise<void> {
  const ports = aside(page).getByRole('region', { name: 'Ports' });
  await ports.getByRole('button', { name: 'Add port' }).click();
  await page.getByRole('menuitem', { name: `${kind}<T>` }).click();
  await fill(ports.getByRole('textbox', { name: /^Name of port/ }).last(), name);
  const typed = ports.getByRole('textbox', { name: `Type of port ${name}`, exact: true });
  await fill(typed, type);
  await expect(typed).toHaveValue(type);
}

/** Types a body, letter by letter, in the code editor of the block that is marked. */
export async function typeBody(page: Page, text: string): Promise<void> {
  const editor = aside(page).getByRole('region', { name: /^Body/ }).locator('.monaco-editor').first();
  await editor.locator('.view-lines').click();
  await page.keyboard.type(text);
  // Long lines are wrapped, and blanks are drawn in a way of the editor's own.
  const shown = async (): Promise<string> =>
    (await editor.locator('.view-line').allTextContents()).join('').replaceAll(/\s/g, '');
  await expect.poll(shown).toBe(text.replaceAll(/\s/g, ''));
}

/** Moves the focus to the canvas by a click beside all blocks. */
export async function focusCanvas(page: Page): Promise<void> {
  await canvas(page)
    .locator('.react-flow__pane')
    .click({ position: { x: 12, y: 12 } });
  await expect(canvas(page)).toBeFocused();
}

/** Chooses one of a list in a field with a list. */
export async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await field.click();
  await page.getByRole('option', { name: option, exact: true }).click();
  await expect(field).toContainText(option);
}

export async function run(page: Page): Promise<void> {
  await runBar(page).getByRole('button', { name: /^Run/ }).click();
}

/** How the run ended, in one word, once it has. */
export async function ended(page: Page, word: string, timeout = 10_000): Promise<void> {
  await aside(page).getByRole('tab', { name: 'Outcome' }).click({ timeout });
  await expect(aside(page).getByRole('heading', { name: word, exact: true })).toBeVisible({ timeout });
}

/** What the program printed, as the Output tab shows it. */
export async function printed(page: Page): Promise<string> {
  await page.getByRole('tab', { name: 'Output' }).click();
  const lines = page.getByRole('list', { name: 'What the program printed' });
  await expect(lines).toBeVisible();
  return `${(await lines.getByRole('listitem').allTextContents()).join('\n')}\n`;
}

/**
 * Every text that places inside `root` have shown, from now on. A run goes on whether anybody looks or not: only the
 * page itself sees every change.
 */
export async function watchTexts(root: Locator, selector: string): Promise<() => Promise<readonly string[]>> {
  const handle = await root.evaluateHandle((element, wanted) => {
    const texts = new Set<string>();
    const read = (): void => {
      for (const each of element.querySelectorAll(wanted)) texts.add(each.textContent);
    };
    read();
    new MutationObserver(read).observe(element, { subtree: true, childList: true, characterData: true });
    return texts;
  }, selector);
  return () => handle.evaluate((texts) => [...texts]);
}

/** Opens a `.weft` file the way the shell does: the system's dialog, or the browser's. */
export async function openFile(weft: Weft, file: string, click: () => Promise<void>): Promise<void> {
  if (weft.electron !== null) {
    await weft.electron.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, file);
    await click();
    return;
  }
  const chooser = weft.page.waitForEvent('filechooser');
  await click();
  await (await chooser).setFiles(file);
}
