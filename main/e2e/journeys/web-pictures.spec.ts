import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { commandSpec } from '../../../shared/ipc/commands.ts';
import { root } from '../build.ts';
import { expect, test } from './journey.ts';

/** Pictures to look at, not to compare: `test-results/pictures/`. */

const FOLDER = path.join(root, 'test-results/pictures');
const FIXTURES = path.join(root, 'main/e2e/fixtures');

/** The few words these pictures are taken by, in either language. */
const WORDS = {
  en: {
    pool: 'Worker pool',
    philosophers: 'Dining philosophers',
    done: 'Done',
    deadlock: 'Deadlock',
    inspector: 'Inspector',
    outcome: 'Outcome',
    closes: 'Close when senders finish',
    speed: 'Speed',
    slow: '50 ms a step',
    full: 'Full',
    resume: 'Resume',
  },
  'zh-CN': {
    pool: '工作池',
    philosophers: '哲学家就餐',
    done: '完成',
    deadlock: '死锁',
    inspector: '检查器',
    outcome: '结果',
    closes: '发送者结束后关闭',
    speed: '速度',
    slow: '每步 50 ms',
    full: '全速',
    resume: '继续',
  },
} as const;

for (const locale of ['en', 'zh-CN'] as const) {
  for (const theme of ['dark', 'light'] as const) {
    test.describe(`${locale}, ${theme}`, () => {
      test.use({ look: { locale, theme } });
      const words = WORDS[locale];

      const picture = async (page: Page, name: string, of?: Locator): Promise<void> => {
        // What moved comes to rest, and no tool-tip lies over it.
        await page.mouse.move(720, 4);
        await page.evaluate(() => document.fonts.ready.then(() => undefined));
        await (of ?? page).screenshot({
          path: path.join(FOLDER, `${name}.${locale}.${theme}.png`),
          animations: 'disabled',
        });
      };

      test('pictures', async ({ weft: { page } }) => {
        const aside = page.locator('.app-aside');
        const title = page.getByRole('button', { name: words.pool });
        await expect(title).toBeVisible();
        await expect(page.locator('.gal-card path').first()).toBeAttached();
        await picture(page, 'welcome');

        await title.click();
        await expect(page.locator('.cv-block').first()).toBeVisible();
        await picture(page, 'lesson');

        // Half-way.
        await page.getByRole('combobox', { name: words.speed }).click();
        await page.getByRole('option', { name: words.slow }).click();
        // Somebody is named where it waits: for the lock, or for room, which no schedule spares the producer.
        const waiter = page.locator('.cv-chip[data-st="mutex"], .cv-chip[data-st="send"]');
        await page.keyboard.press('F5');
        await expect(waiter.first()).toBeVisible({ timeout: 30_000 });
        await page.keyboard.press('F6');
        await expect(page.getByRole('button', { name: words.resume })).toBeVisible();
        await page.getByRole('region', { name: /^worker[,，]/ }).click();
        await aside.getByRole('tab', { name: words.inspector }).click();
        await expect(page.locator('.monaco-editor .view-line').first()).toBeVisible();
        await picture(page, 'main');
        await page.keyboard.press('Shift+F5');

        await page.getByRole('combobox', { name: words.speed }).click();
        await page.getByRole('option', { name: words.full }).click();
        await page.keyboard.press('F5');
        await aside.getByRole('tab', { name: words.outcome }).click();
        await expect(aside.getByRole('heading', { name: words.done, exact: true })).toBeVisible();
        await atRest(page);
        await picture(page, 'done');

        await page.keyboard.press('Control+e');
        await expect(page.getByTitle('src/goroutines/worker.ts')).toBeVisible();
        await picture(page, 'export');
        await page.locator('.exp-bar').getByRole('button').first().click();

        await page.getByRole('region', { name: /^results[,，]/ }).click();
        await aside.getByRole('tab', { name: words.inspector }).click();
        await page.getByRole('switch', { name: words.closes }).click();
        await page.keyboard.press('F5');
        await expect(aside.getByRole('tab', { name: words.outcome })).toBeVisible();
        await aside.getByRole('tab', { name: words.outcome }).click();
        await expect(aside.getByRole('heading', { name: words.deadlock, exact: true })).toBeVisible();
        await atRest(page);
        await picture(page, 'deadlock');

        for (const [keys, name] of [
          [commandSpec('view.palette').keys[0], 'palette'],
          [commandSpec('file.settings').keys[0], 'settings'],
          [commandSpec('help.shortcuts').keys[0], 'shortcuts'],
        ] as const) {
          await page.keyboard.press((keys ?? '').replace('Mod', 'Control'));
          await expect(page.locator('.ui-dialog')).toBeVisible();
          await picture(page, name);
          await page.keyboard.press('Escape');
          await expect(page.locator('.ui-dialog')).toBeHidden();
        }
      });

      test('a ring of waits', async ({ weft: { page } }) => {
        await page.getByRole('button', { name: words.philosophers }).click();
        await expect(page.locator('.cv-block')).toHaveCount(10);
        await page.keyboard.press('F5');
        await expect(
          page.locator('.app-aside').getByRole('heading', { name: words.deadlock, exact: true }),
        ).toBeVisible();
        await expect(page.locator('.cv-legend')).toBeVisible();
        await picture(page, 'philosophers');
      });

      test.describe('the states of blocks', () => {
        test.use({ open: path.join(FIXTURES, 'states.weft') });
        test('at each distance', async ({ weft: { page } }) => {
          const canvas = page.locator('.cv-canvas');
          await confirmAndRun(page);
          // Time passes for those that wait.
          for (const state of ['send', 'recv', 'select', 'mutex', 'wait', 'sleep', 'done']) {
            await expect(page.locator(`.cv-say[data-st="${state}"]`).first()).toBeVisible();
          }
          await page.keyboard.press('F6');
          await expect(page.getByRole('button', { name: words.resume })).toBeVisible();
          await stepUntilRunning(page);
          await picture(page, 'states', canvas);
          await zoomOut(page, 2);
          await expect(canvas).toHaveAttribute('data-detail', 'compact');
          await picture(page, 'states-compact', canvas);
        });
      });

      test.describe('how things end', () => {
        test.use({ open: path.join(FIXTURES, 'endings.weft') });
        test('with a panic', async ({ weft: { page } }) => {
          const canvas = page.locator('.cv-canvas');
          await expect(page.locator('.cv-block').first()).toBeVisible();
          await picture(page, 'not-started', canvas);
          await confirmAndRun(page);
          await expect(page.locator('.cv-block [data-st="panic"]').first()).toBeVisible();
          await picture(page, 'endings', canvas);
        });
      });

      test.describe('wires', () => {
        test.use({ open: path.join(FIXTURES, 'wires.weft') });
        test('in a run', async ({ weft: { page } }) => {
          await confirmAndRun(page);
          // Threads of their own take a moment to begin.
          await expect(page.locator('.cv-block [data-st="mutex"]').first()).toBeVisible({ timeout: 30_000 });
          // While it runs: a rate is told of the second before.
          await expect(page.locator('.run-clock')).toHaveText(/^00:0[3-9]/, { timeout: 30_000 });
          await picture(page, 'wires', page.locator('.cv-canvas'));
        });
      });

      test.describe('from far away', () => {
        test.use({ open: path.join(FIXTURES, 'sixty.weft') });
        test('sixty blocks', async ({ weft: { page } }) => {
          const canvas = page.locator('.cv-canvas');
          await confirmAndRun(page);
          await expect(page.locator('.cv-selvedge [data-st="mutex"]').first()).toBeAttached();
          await picture(page, 'sixty', canvas);
          await zoomOut(page, 1);
          await expect(canvas).toHaveAttribute('data-detail', 'far');
          await picture(page, 'far', canvas);
        });
      });
    });
  }
}

/** A document that was opened as a file asks before its first run. */
async function confirmAndRun(page: Page): Promise<void> {
  await expect(page.locator('.cv-block').first()).toBeVisible();
  await page.keyboard.press('F5');
  await page.locator('.ui-dialog button[data-look="main"]').click();
}

/** What passed last has arrived: nothing on the screen changes any more. */
async function atRest(page: Page): Promise<void> {
  let before = await page.screenshot();
  await expect
    .poll(
      async () => {
        const now = await page.screenshot();
        const same = now.equals(before);
        before = now;
        return same;
      },
      { intervals: [150] },
    )
    .toBe(true);
}

/** Between two steps nobody may be running: some steps later somebody is. */
async function stepUntilRunning(page: Page): Promise<void> {
  const running = page.locator('.cv-say[data-st="running"]');
  for (let step = 0; step < 12 && (await running.count()) === 0; step++) {
    await page.keyboard.press('F10');
    await atRest(page);
  }
}

async function zoomOut(page: Page, steps: number): Promise<void> {
  const shown = page.locator('.cv-zoom button').nth(1);
  for (let step = 0; step < steps; step++) {
    const before = await shown.textContent();
    await page.locator('.cv-zoom button').first().click();
    await expect(shown).not.toHaveText(before ?? '');
    await atRest(page);
  }
}
