import { expect, test } from './journey.ts';
import {
  aside,
  block,
  canvas,
  dragFromPalette,
  ended,
  newDrawing,
  rename,
  run,
  runBar,
  typeBody,
} from './window.ts';

/** A body that takes memory without end takes the run with it, and nothing else. */

const BOMB = 'const a: number[] = []; for (;;) a.push(1);';

for (const mode of ['Deterministic', 'Parallel'] as const) {
  test(`${mode}: a body without end of memory ends its run, not the window`, async ({ weft: { page } }) => {
    await newDrawing(page);
    await dragFromPalette(page, 'Goroutine', { x: 300, y: 200 });
    await rename(page, 'bomb');
    await typeBody(page, BOMB);
    await runBar(page).getByRole('button', { name: mode }).click();
    await run(page);
    await ended(page, 'Out of memory', 45_000);
    await expect(aside(page)).toContainText('512');
    await expect(aside(page)).toContainText('Give it more memory');

    // What was drawn and not saved is there, can be changed, and runs.
    await expect(page.getByRole('img', { name: 'Unsaved changes' })).toBeVisible();
    await block(page, 'bomb').click();
    await aside(page).getByRole('tab', { name: 'Inspector' }).click();
    await rename(page, 'mended');
    await aside(page).getByRole('region', { name: /^Body/ }).locator('.view-lines').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await typeBody(page, "log('alive');");
    await run(page);
    await ended(page, 'Done');
    await expect(canvas(page).getByRole('region')).toHaveCount(1);
  });
}
