import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { contentSecurityPolicy } from '../app/page-policy.ts';
import { answerOpen, expect as patient, type Weft } from './driver.ts';

/**
 * What the desktop shell promises, one check each, on the fixture's page. The specs run them on the shell as built;
 * the mutations run them on shells with one wall taken out, where the check named for it must fail.
 */

/** The test runner's `expect`, with its patience. */
type Expect = typeof patient;

const app = (weft: Weft): ElectronApplication => {
  if (!weft.electron) throw new Error('a check of the desktop shell');
  return weft.electron;
};

export const invoke = (page: Page, name: string, params: unknown = null): Promise<unknown> =>
  page.evaluate(([call, with_]) => window.fixture?.invoke(call as string, with_), [name, params] as const);

export const events = (page: Page, name: string): Promise<unknown[]> =>
  page.evaluate(
    (wanted) =>
      (window.fixture?.events ?? []).filter((event) => event.name === wanted).map(({ data }) => data),
    name,
  );

async function starts({ page, errors }: Weft, expect: Expect): Promise<void> {
  await expect(page.getByTestId('state')).toHaveText('ready in electron');
  expect(errors).toEqual([]);
}

async function oneBridge({ page }: Weft, expect: Expect): Promise<void> {
  const seen = await page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', 'global'].filter(
      (name) => name in globalThis,
    ),
    bridge: Object.keys(window.weft ?? {}).toSorted(),
    frozen: Object.isFrozen(window.weft),
  }));
  expect(seen).toEqual({ node: [], bridge: ['onFrame', 'send'], frozen: true });
}

async function preferences(weft: Weft, expect: Expect): Promise<void> {
  const window = await app(weft).browserWindow(weft.page);
  const given = await window.evaluate((shown: Electron.BrowserWindow) => {
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag, spellcheck } = (
      shown.webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences }
    ).getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag, spellcheck };
  });
  expect(given).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
  });
}

async function calls({ page }: Weft, expect: Expect): Promise<void> {
  expect(await invoke(page, 'app.info')).toMatchObject({ version: '9.8.7', shell: 'electron' });
  expect(await invoke(page, 'app.nothing')).toMatchObject({ code: 'unknown-call' });
  expect(await invoke(page, 'constructor')).toMatchObject({ code: 'unknown-call' });
  expect(await invoke(page, 'run.step', { run: 'r', steps: 0 })).toMatchObject({ code: 'bad-params' });
  expect(await invoke(page, 'document.recent')).toMatchObject({ code: 'failed' });
}

async function dialogs(weft: Weft, expect: Expect): Promise<void> {
  const file = path.join(weft.userData, 'opened.weft');
  writeFileSync(file, '{"a":1}');
  await answerOpen(weft, null);
  expect(await invoke(weft.page, 'document.open')).toBeNull();
  await answerOpen(weft, file);
  const opened = await invoke(weft.page, 'document.open');
  expect(opened).toMatchObject({ name: 'opened.weft', text: '{"a":1}' });
  expect(JSON.stringify(opened)).not.toContain(weft.userData);
}

async function menus(weft: Weft, expect: Expect): Promise<void> {
  await app(weft).evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('run.start')?.click());
  await expect.poll(() => events(weft.page, 'menu.command')).toContainEqual({ id: 'run.start' });
}

/** Batches come on a port of their own, in order, more than the credits allow at once; the run's process sees nothing of ours. */
async function runs({ page }: Weft, expect: Expect): Promise<void> {
  const started = await page.evaluate(() => window.fixture?.run(40));
  expect(started).toMatchObject({ started: true });
  const { run } = started as { run: string };
  await expect
    .poll(() => page.evaluate((id) => window.fixture?.batches.get(id), run))
    .toEqual({ count: 40, bytes: 40 * 65_536, inOrder: true });
  await expect.poll(async () => JSON.stringify(await events(page, 'run.ended'))).toContain('"end":"done"');
  expect(JSON.stringify(await events(page, 'run.printed'))).toContain('thread env=0');
}

/** A page that is not ours has the same preload here, and still gets no answer. */
async function sender(weft: Weft, expect: Expect): Promise<void> {
  const electron = app(weft);
  const shell = await electron.browserWindow(weft.page);
  const preload = await shell.evaluate(
    (shown: Electron.BrowserWindow) =>
      (
        shown.webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences }
      ).getLastWebPreferences().preload,
  );
  const opened = electron.waitForEvent('window');
  await electron.evaluate(async ({ BrowserWindow }, script) => {
    const other = new BrowserWindow({
      show: false,
      webPreferences: { preload: script ?? '', sandbox: true },
    });
    await other.loadURL('data:text/html,elsewhere');
  }, preload);
  const other = await opened;
  await other.waitForURL('data:text/html,elsewhere');
  const refused = new Promise<string>((resolve) => {
    electron.process().stderr?.on('data', (text: Buffer) => {
      if (/A message from data:text\/html,elsewhere was refused/.test(text.toString())) resolve('refused');
    });
  });
  const answered = other.evaluate(
    () =>
      new Promise<string>((resolve) => {
        window.weft?.onFrame(() => resolve('answered'));
        window.weft?.send({ id: 1, call: 'app.info', params: null });
      }),
  );
  answered.catch(() => 'the window closed before an answer');
  try {
    expect(await Promise.race([refused, answered])).toBe('refused');
  } finally {
    await electron.evaluate(({ BrowserWindow }) => {
      for (const shown of BrowserWindow.getAllWindows())
        if (shown.webContents.getURL().startsWith('data:')) shown.destroy();
    });
  }
}

async function navigation(weft: Weft, expect: Expect): Promise<void> {
  const window = await app(weft).browserWindow(weft.page);
  await window.evaluate((shown: Electron.BrowserWindow) => {
    const seen: unknown[] = [];
    (globalThis as { navigations?: unknown[] }).navigations = seen;
    shown.webContents.on('will-frame-navigate', (event) => seen.push([event.url, event.defaultPrevented]));
  });
  const before = weft.page.url();
  await weft.page.getByTestId('leave').click({ noWaitAfter: true });
  const seen = (): Promise<unknown> =>
    app(weft).evaluate(() => (globalThis as { navigations?: unknown[] }).navigations);
  await expect.poll(seen).toEqual([['https://evil.example/', true]]);
  expect(weft.page.url()).toBe(before);
}

async function popups(weft: Weft, expect: Expect): Promise<void> {
  const electron = app(weft);
  await electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    (globalThis as { opened?: string[] }).opened = opened;
    shell.openExternal = (url) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
  await weft.page.getByText('elsewhere').click();
  await weft.page.getByText('the specification').click();
  const opened = (): Promise<unknown> =>
    electron.evaluate(() => (globalThis as { opened?: string[] }).opened);
  await expect.poll(opened).toEqual(['https://go.dev/ref/spec']);
  await expect.poll(() => electron.windows().length).toBe(1);
}

async function policy({ page }: Weft, expect: Expect): Promise<void> {
  const outcome = await page.evaluate(async () => {
    const answer = await fetch('./index.html');
    const attempt = async (act: () => unknown): Promise<string> => {
      try {
        await act();
        return 'allowed';
      } catch (cause) {
        return cause instanceof Error ? cause.name : 'refused';
      }
    };
    const inline = document.createElement('script');
    const typed = await attempt(() => {
      inline.textContent = 'window.inlineRan = true';
      document.body.append(inline);
    });
    const image = await new Promise<string>((resolve) => {
      const element = new Image();
      element.onload = () => resolve('allowed');
      element.onerror = () => resolve('refused');
      element.src = 'https://evil.example/x.png';
    });
    return {
      header: answer.headers.get('content-security-policy'),
      sniff: answer.headers.get('x-content-type-options'),
      // oxlint-disable-next-line no-eval -- the attempt is the point
      evaluated: await attempt(() => (0, eval)('1')),
      html: await attempt(() => {
        document.createElement('p').innerHTML = '<b>x</b>';
      }),
      typed,
      ran: 'inlineRan' in window,
      fetched: await attempt(() => fetch('https://evil.example/')),
      image,
    };
  });
  expect(outcome).toEqual({
    header: contentSecurityPolicy(),
    sniff: 'nosniff',
    evaluated: 'EvalError',
    html: 'TypeError',
    typed: 'TypeError',
    ran: false,
    fetched: 'TypeError',
    image: 'refused',
  });
}

/** Only the page's own files: nothing beside them, whatever the path says. */
async function files({ page }: Weft, expect: Expect): Promise<void> {
  const status = await page.evaluate(async () => {
    const targets = [
      '../main/main.cjs',
      '%2e%2e/main/main.cjs',
      '..%2fmain%2fmain.cjs',
      '..%5cmain',
      'package.json',
      '.',
    ];
    return Promise.all(targets.map(async (target) => (await fetch(`./x/../${target}`)).status));
  });
  expect(status.slice(0, -1)).toEqual([404, 404, 404, 404, 404]);
}

/** Even a window that no policy confines, sent there by main itself. */
async function network(weft: Weft, expect: Expect): Promise<void> {
  const outcome = await app(weft).evaluate(async ({ BrowserWindow }) => {
    const other = new BrowserWindow({ show: false });
    try {
      await other.loadURL('https://evil.example/');
      return 'loaded';
    } catch (cause) {
      return String(cause);
    } finally {
      other.destroy();
    }
  });
  expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
}

async function permissions({ page }: Weft, expect: Expect): Promise<void> {
  const states = await page.evaluate(async () => {
    const names = ['notifications', 'midi', 'clipboard-read'] as PermissionName[];
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  });
  expect(states).toEqual(['denied', 'denied', 'denied']);
}

async function workers({ page }: Weft, expect: Expect): Promise<void> {
  expect(await page.evaluate(() => window.fixture?.worker())).toEqual({
    part: 'loaded by the worker',
    evaluated: 'refused',
    fetched: 'refused',
  });
}

export const CHECKS = {
  'the page starts under its policy without an error': starts,
  'the page sees no Node, and one frozen bridge of two verbs': oneBridge,
  'the window is sandboxed and isolated': preferences,
  'calls are answered, and what is no call is refused': calls,
  'a dialog gives the page a text and a name, never a path': dialogs,
  'a menu item reaches the page as a command': menus,
  'the batches of a run reach the page on a port, in order': runs,
  'a message from a page that is not ours is refused': sender,
  'the window goes nowhere else': navigation,
  'no window opens; a known site opens in the browser': popups,
  'the policy is sent and enforced': policy,
  'only files of the page are served': files,
  'nothing but the app can be loaded': network,
  'every permission is denied': permissions,
  'a worker runs, under the same policy': workers,
} as const;

export type CheckName = keyof typeof CHECKS;
