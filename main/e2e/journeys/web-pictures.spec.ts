import path from 'node:path';
import type { Page } from '@playwright/test';
import { commandSpec } from '../../../shared/ipc/commands.ts';
import { root } from '../build.ts';
import { expect, test } from './journey.ts';

/** Pictures to look at, not to compare: `test-results/pictures/`. */

const FOLDER = path.join(root, 'test-results/pictures');

/** The few words these pictures are taken by, in either language. */
const WORDS = {
  en: {
    pool: 'Worker pool',
    done: 'Done',
    deadlock: 'Deadlock',
    inspector: 'Inspector',
    outcome: 'Outcome',
    closes: 'Close when senders finish',
    speed: 'Speed',
    slow: '200 ms a step',
    full: 'Full',
    resume: 'Resume',
  },
  'zh-CN': {
    pool: '工作池',
    done: '完成',
    deadlock: '死锁',
    inspector: '检查器',
    outcome: '结果',
    closes: '发送者结束后关闭',
    speed: '速度',
    slow: '每步 200 ms',
    full: '全速',
    resume: '继续',
  },
} as const;

for (const locale of ['en', 'zh-CN'] as const) {
  for (const theme of ['dark', 'light'] as const) {
    test.describe(`${locale}, ${theme}`, () => {
      test.use({ look: { locale, theme } });
      const words = WORDS[locale];

      const picture = async (page: Page, name: string): Promise<void> => {
        // What moved comes to rest, and no tool-tip lies over it.
        await page.mouse.move(720, 4);
        await page.evaluate(() => document.fonts.ready.then(() => undefined));
        await page.screenshot({
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

        // Half-way: every state a block can show.
        await page.getByRole('combobox', { name: words.speed }).click();
        await page.getByRole('option', { name: words.slow }).click();
        const sleeping = page.locator('.cv-block [data-st="sleep"]');
        await page.keyboard.press('F5');
        await expect(sleeping.first()).toBeVisible({ timeout: 20_000 });
        await page.keyboard.press('F6');
        await expect(page.getByRole('button', { name: words.resume })).toBeVisible();
        await page.getByRole('region', { name: /^worker[,，]/ }).click();
        await aside.getByRole('tab', { name: words.inspector }).click();
        await expect(page.locator('.monaco-editor .view-line').first()).toBeVisible();
        await picture(page, 'states');
        await page.keyboard.press('Shift+F5');

        await page.getByRole('combobox', { name: words.speed }).click();
        await page.getByRole('option', { name: words.full }).click();
        await page.keyboard.press('F5');
        await aside.getByRole('tab', { name: words.outcome }).click();
        await expect(aside.getByRole('heading', { name: words.done, exact: true })).toBeVisible();
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
    });
  }
}
