import { test as base } from '@playwright/test';
import { expect } from '../driver.ts';
import { complaints, start } from './journey.ts';

/** The watch that every journey stands under sees what it is there for. */
// oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
base('what the policy refuses in the page is told, however early it was', async ({}, info) => {
  const weft = await start(info.project.name === 'web' ? 'web' : 'electron', { locale: 'en', theme: 'dark' });
  try {
    await expect(weft.page.getByRole('button', { name: 'New drawing' })).toBeVisible();
    expect(await complaints(weft)).toEqual([]);
    await weft.page.evaluate(async () => {
      await fetch('https://elsewhere.example/').catch(() => undefined);
      const image = new Image();
      image.src = 'https://elsewhere.example/image.png';
      await image.decode().catch(() => undefined);
    });
    const told = (await complaints(weft)).join('\n');
    expect(told).toContain('connect-src');
    expect(told).toContain('img-src');
  } finally {
    await weft.close();
  }
});
