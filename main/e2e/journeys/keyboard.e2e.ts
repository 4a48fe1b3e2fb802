import type { Locator, Page } from '@playwright/test';
import { expect, test } from './journey.ts';
import { aside, block, canvas, runBar } from './window.ts';

/** Everything here is done without a mouse. */

const hasFocus = (wanted: Locator): Promise<boolean> =>
  wanted.evaluate((element) => element === document.activeElement);

/** Presses a key until what is wanted has the focus. */
async function reach(page: Page, key: string, wanted: Locator): Promise<void> {
  for (let i = 0; i < 100 && !(await hasFocus(wanted)); i++) await page.keyboard.press(key);
  await expect(wanted).toBeFocused();
}

test('a template is opened, run and stopped; the palette, the language and the theme are reached', async ({
  weft: { page },
}) => {
  const card = page.getByRole('button', { name: 'Worker pool' });
  await expect(card).toBeVisible();
  await reach(page, 'Tab', page.locator('.gal-card').first());
  // The arrow keys move over the cards as they lie.
  await reach(page, 'ArrowRight', card);
  await page.keyboard.press('Enter');
  await expect(block(page, 'producer')).toBeVisible();

  // Slowly, so that there is something to stop. On the canvas Tab adds a block: the way out is back.
  await reach(page, 'Shift+Tab', runBar(page).getByRole('combobox', { name: 'Speed' }));
  await page.keyboard.press('Enter');
  const option = page.getByRole('option', { name: '500 ms a step' });
  await expect(option).toBeVisible();
  await reach(page, 'ArrowDown', option);
  await page.keyboard.press('Enter');
  await expect(option).toBeHidden();
  await page.keyboard.press('F5');
  await expect(block(page, 'producer')).toContainText('Running');
  await page.keyboard.press('Shift+F5');
  await expect(aside(page).getByRole('tab', { name: 'Outcome' })).toBeVisible();

  // A block is found by its name.
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Find a block, a goroutine, a command' })).toBeVisible();
  await page.keyboard.type('collect');
  await page.keyboard.press('Enter');
  await expect(block(page, 'collect')).toHaveAttribute('data-selected', 'true');

  await page.keyboard.press('Control+Shift+d');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await reach(page, 'Shift+Tab', page.getByRole('button', { name: '中文' }));
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('menuitem', { name: '文件' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'worker，' })).toBeVisible();
});

test('the code of a block is opened, and the palette from within it', async ({ weft: { page } }) => {
  await page.keyboard.press('Control+n');
  await expect(canvas(page)).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('dialog', { name: 'Add a block' })).toBeVisible();
  await page.keyboard.type('goroutine');
  await page.keyboard.press('Enter');
  await expect(block(page, 'worker')).toBeVisible();

  await page.keyboard.press('F12');
  const room = page.getByRole('dialog', { name: /^worker – Body/ });
  await expect(room).toBeVisible();
  await page.keyboard.press('F12');
  await expect(room).toBeHidden();

  const code = aside(page).locator('.in-body .monaco-editor').first();
  await code.locator('.view-lines').click();
  await page.keyboard.type('log(1);');
  // The editor would wait for a second key after this one.
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find a block, a goroutine, a command' });
  await expect(palette).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await page.keyboard.type('log(2);');
  await expect(code.locator('.view-lines')).toContainText('log(1);log(2);');
});

test('two ports are joined', async ({ weft: { page } }) => {
  await page.keyboard.press('Control+n');
  await expect(canvas(page)).toBeVisible();
  for (const [kind, name] of [
    ['source: list', 'source'],
    ['print', 'print'],
  ] as const) {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('dialog', { name: 'Add a block' })).toBeVisible();
    await page.keyboard.type(kind);
    await page.keyboard.press('Enter');
    await expect(block(page, name)).toBeVisible();
    await expect(canvas(page)).toBeFocused();
  }
  await expect(block(page, 'print')).toHaveAttribute('data-selected', 'true');
  await page.keyboard.press('w');
  await expect(page.getByRole('dialog', { name: /^Connect print/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: /^Connect in/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Connected print.in to source.out.')).toBeAttached();
  await expect(canvas(page).locator('.react-flow__edge')).toHaveCount(1);

  await page.keyboard.press('F5');
  await expect(page.getByRole('tab', { name: 'Outcome' })).toBeVisible();
});
