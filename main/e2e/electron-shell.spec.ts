import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fixture } from './build.ts';
import { answerMessage, expect, launchElectron, realElectron, remove, type Weft } from './driver.ts';
import { CHECKS, events, invoke } from './electron-checks.ts';
import { test as base } from '@playwright/test';

/** The desktop shell around the fixture's services: in real Electron where it is here, else in the stand-in. */

const test = base.extend<object, { weft: Weft }>({
  weft: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
    async ({}, provide) => {
      const weft = await launchElectron({ app: fixture });
      await expect(weft.page.getByTestId('state')).toHaveText('ready in electron');
      await provide(weft);
      await weft.close();
    },
    { scope: 'worker' },
  ],
});

for (const [name, check] of Object.entries(CHECKS)) test(name, ({ weft }) => check(weft, expect));

test('which Electron this was', () => {
  test
    .info()
    .annotations.push({ type: 'electron', description: realElectron() ?? 'the stand-in over Chromium' });
});

test('the menus speak the language of the settings', async ({ weft }) => {
  const labels = (): Promise<readonly string[] | undefined> =>
    weft.electron!.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label));
  await invoke(weft.page, 'settings.set', { settings: { locale: 'zh-CN' } });
  expect(await labels()).toContain('文件');
  await invoke(weft.page, 'settings.set', { settings: { locale: 'en' } });
  expect(await labels()).toContain('File');
});

test('a reload begins anew: its calls are answered, the runs it left are over', async ({ weft }) => {
  const { page } = weft;
  await page.evaluate(() => window.fixture?.run(1_000_000));
  await page.reload();
  await expect(page.getByTestId('state')).toHaveText('ready in electron');
  expect(await invoke(page, 'app.info')).toMatchObject({ shell: 'electron' });
  expect(await events(page, 'run.ended')).toEqual([]);
});

test('a document named on the command line, by a second start or by the system opens in the window', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weft-documents-'));
  const file = (name: string): string => {
    writeFileSync(path.join(folder, name), name);
    return path.join(folder, name);
  };
  const weft = await launchElectron({ app: fixture, open: file('a.weft') });
  const names = async (): Promise<unknown> =>
    (await events(weft.page, 'document.opened')).map((opened) => (opened as { name: string }).name);
  await expect.poll(names).toEqual(['a.weft']);

  file('b.weft');
  await weft.electron!.evaluate(
    ({ app }, [argv, from]) => {
      app.emit('second-instance', {}, argv, from, null);
    },
    [['weft', '--flag', 'b.weft'], folder] as const,
  );
  await expect.poll(names).toEqual(['a.weft', 'b.weft']);
  await weft.electron!.evaluate(({ app }, place) => {
    app.emit('open-file', { preventDefault: () => undefined }, place);
  }, file('c.weft'));
  await expect.poll(names).toEqual(['a.weft', 'b.weft', 'c.weft']);
  await weft.close();
  rmSync(folder, { recursive: true, force: true });
});

test('unsaved changes: cancel keeps the window, save asks the page first', async () => {
  const weft = await launchElectron({ app: fixture });
  const { page } = weft;
  const electron = weft.electron!;
  await expect(page.getByTestId('state')).toHaveText('ready in electron');
  await invoke(page, 'document.dirty', { dirty: true, name: 'sieve' });
  const close = (): Promise<void> =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const message = (): Promise<unknown> =>
    electron.evaluate(() => (globalThis as { lastMessage?: unknown }).lastMessage);

  await answerMessage(weft, 2);
  await close();
  await expect.poll(message).toMatchObject({ message: '“sieve” has changes that are not saved.' });
  expect(await invoke(page, 'app.info')).toMatchObject({ shell: 'electron' });
  expect(await events(page, 'window.closing')).toEqual([]);

  await answerMessage(weft, 0);
  await close();
  await expect.poll(() => events(page, 'window.closing')).toEqual([{ save: true }]);
  const closed = page.waitForEvent('close');
  // The page has saved: the answer lets the window go, perhaps before it reaches the page.
  void invoke(page, 'document.dirty', { dirty: false, name: 'sieve' }).catch(() => undefined);
  await closed;
  await weft.close();
});

test('the window comes back where it was', async () => {
  const first = await launchElectron({ app: fixture });
  await expect(first.page.getByTestId('state')).toHaveText('ready in electron');
  const bounds = { x: 60, y: 40, width: 1100, height: 700 };
  await first.electron!.evaluate(
    ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to),
    bounds,
  );
  const closed = first.page.waitForEvent('close');
  await first.electron!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await closed;
  const second = await launchElectron({ app: fixture, userData: first.userData });
  const found = await second.electron!.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  );
  expect(found).toEqual(bounds);
  await second.close();
  await remove(first.userData);
});

test('a second start with the same folder hands its document over and ends', async () => {
  const first = await launchElectron({ app: fixture });
  await expect(first.page.getByTestId('state')).toHaveText('ready in electron');
  const file = path.join(first.userData, 'handed.weft');
  writeFileSync(file, 'handed over');
  // It ends before it has a window to wait for.
  await expect(launchElectron({ app: fixture, userData: first.userData, open: file })).rejects.toThrow();
  await expect
    .poll(() => events(first.page, 'document.opened'))
    .toEqual([expect.objectContaining({ name: 'handed.weft', text: 'handed over' })]);
  await first.close();
});

test('a page whose process died is offered again', async () => {
  const weft = await launchElectron({ app: fixture });
  await expect(weft.page.getByTestId('state')).toHaveText('ready in electron');
  await answerMessage(weft, 0);
  const state = await weft.electron!.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const loaded = new Promise<void>((resolve) => {
      contents?.once('did-finish-load', () => resolve());
    });
    contents?.forcefullyCrashRenderer();
    await loaded;
    return contents?.executeJavaScript(`new Promise((resolve) => {
      const look = () => {
        const text = document.querySelector('[data-testid=state]').textContent;
        if (text === 'starting') setTimeout(look, 10); else resolve(text);
      };
      look();
    })`) as Promise<string>;
  });
  expect(state).toBe('ready in electron');
  await weft.close();
});
