import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, type Page, type Worker } from '@playwright/test';
import type { AppSettings } from '../../../shared/ipc/contract.ts';
import { root } from '../build.ts';
import { expect, launch, remove, type Weft } from '../driver.ts';

/** What every journey begins with: the app that `npm start` runs, and a watch on what its page may not do. */

export type Look = Pick<AppSettings, 'locale' | 'theme'>;

/** Starts the app of the project, in the language and theme asked for, whatever the system's are. */
export async function start(shell: 'electron' | 'web', look: Look, open = ''): Promise<Weft> {
  const userData = mkdtempSync(path.join(tmpdir(), 'weft-journey-'));
  writeFileSync(
    path.join(userData, 'settings.json'),
    JSON.stringify({ ...look, contrast: 'system', reducedMotion: false, layout: '' } satisfies AppSettings),
  );
  const weft = await launch(shell, { app: root, userData, ...(open === '' ? {} : { open }) });
  watchWorkers(weft.page);
  weft.page.setDefaultTimeout(10_000);
  // The window is drawn, and listens to keys.
  await expect(weft.page.getByRole('main')).toBeVisible();
  return {
    ...weft,
    async close() {
      await weft.close();
      await remove(userData);
    },
  };
}

/** Workers end before anybody asks: what they may not do goes to the console, which the driver reads. */
function watchWorkers(page: Page): void {
  const watch = (worker: Worker): void => {
    void worker
      .evaluate(() => {
        new ReportingObserver(
          (reports) => {
            for (const report of reports) console.error('refused by the policy', JSON.stringify(report));
          },
          { types: ['csp-violation'], buffered: true },
        ).observe();
      })
      // It ended before it could be asked.
      .catch(() => undefined);
  };
  for (const worker of page.workers()) watch(worker);
  page.on('worker', watch);
}

/**
 * Everything the page's policy refused since its first script, what its workers may not do, and every error on its
 * console.
 */
export async function complaints({ page, errors }: Weft): Promise<readonly string[]> {
  const refused = await page.evaluate(() => {
    const observer = new ReportingObserver(() => undefined, { types: ['csp-violation'], buffered: true });
    observer.observe();
    const reports = observer.takeRecords().map((report) => JSON.stringify(report));
    observer.disconnect();
    return reports;
  });
  return [...errors, ...refused];
}

interface Journey {
  readonly look: Look;
  /** A document to begin with, as by a double click; none: the welcome screen. */
  readonly open: string;
  readonly weft: Weft;
}

/** `weft` is the app, freshly started and welcoming; a journey fails when anything complained on the way. */
export const test = base.extend<Journey>({
  look: [{ locale: 'en', theme: 'light' }, { option: true }],
  open: ['', { option: true }],
  weft: async ({ look, open }, provide, info) => {
    const weft = await start(info.project.name === 'web' ? 'web' : 'electron', look, open);
    try {
      await provide(weft);
      expect(await complaints(weft)).toEqual([]);
    } finally {
      await weft.close();
    }
  },
});

export { expect };
