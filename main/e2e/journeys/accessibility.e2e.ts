import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './journey.ts';
import { aside, ended, openMenu, openTemplate, run, select, timelineTool } from './window.ts';

/** What axe finds on every screen, in both themes: nothing, but for what is minor. */

const GRAVE = ['moderate', 'serious', 'critical'];

async function sound(page: Page, screen: string): Promise<void> {
  // Colours are read as they are meant, not half-way there.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((each) => each.finished.catch(() => undefined))),
  );
  // A page of its own, which axe would open otherwise, is refused by the desktop shell.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const grave = violations
    .filter(({ impact }) => GRAVE.includes(impact ?? ''))
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
  expect.soft(grave, screen).toEqual([]);
}

for (const theme of ['dark', 'light'] as const) {
  test.describe(theme, () => {
    test.use({ look: { locale: 'en', theme } });

    test('a run, from the welcome screen to its export', async ({ weft: { page } }) => {
      await expect(page.getByRole('button', { name: 'Worker pool' })).toBeVisible();
      await sound(page, 'welcome');

      await openTemplate(page, 'Worker pool');
      await sound(page, 'a template, with its lesson');
      await select(page, 'worker');
      await expect(aside(page).locator('.monaco-editor').first()).toBeVisible();
      await sound(page, 'a block in the inspector');

      await run(page);
      await ended(page, 'Done');
      await sound(page, 'after a run');
      await timelineTool(page, 'Table').click();
      await expect(page.getByRole('table', { name: 'Goroutines, channels and locks' })).toBeVisible();
      await sound(page, 'the timeline as a table');

      await openMenu(page, 'File', 'Export TypeScript');
      await expect(page.getByTitle('src/goroutines/worker.ts')).toBeVisible();
      await sound(page, 'export');
    });

    test('a deadlock', async ({ weft: { page } }) => {
      await openTemplate(page, 'Worker pool');
      await select(page, 'results');
      await aside(page).getByRole('switch', { name: 'Close when senders finish' }).click();
      await run(page);
      await ended(page, 'Deadlock');
      await sound(page, 'deadlock');
      await aside(page)
        .getByRole('button', { name: /^collect/ })
        .click();
      await aside(page).getByRole('tab', { name: 'Inspector' }).click();
      await sound(page, 'a blocked goroutine in the inspector');
    });

    test('what lies over the window', async ({ weft: { page } }) => {
      await openTemplate(page, 'Worker pool');
      for (const [keys, name] of [
        ['Control+k', 'Find a block, a goroutine, a command'],
        ['Control+,', 'Settings'],
        ['?', 'Keyboard shortcuts'],
      ] as const) {
        await page.keyboard.press(keys);
        const dialog = page.getByRole('dialog', { name });
        await expect(dialog).toBeVisible();
        await sound(page, name);
        await page.keyboard.press('Escape');
        await expect(dialog).toBeHidden();
      }
    });
  });
}
