import { expect, test as base } from '@playwright/test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { contentSecurityPolicy } from '../app/page-policy.ts';
import { fixture } from './build.ts';
import { launchWeb } from './driver.ts';
import { events, invoke } from './electron-checks.ts';

/** The web shell around the fixture's services, in a real browser. What it refuses is in `main/web/attacks.test.ts`. */

type Web = Awaited<ReturnType<typeof launchWeb>>;
const test = base.extend<object, { weft: Web }>({
  weft: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
    async ({}, provide) => {
      const weft = await launchWeb({ app: fixture });
      await expect(weft.page.getByTestId('state')).toHaveText('ready in web');
      await provide(weft);
      await weft.close();
    },
    { scope: 'worker' },
  ],
});

test('the page starts under its policy without an error, its token gone from the address', async ({
  weft,
}) => {
  await expect(weft.page.getByTestId('state')).toHaveText('ready in web');
  expect(weft.errors).toEqual([]);
  expect(weft.page.url()).toBe(new URL('/', weft.url).href);
  const header = await weft.page.evaluate(async () =>
    (await fetch('./index.html')).headers.get('content-security-policy'),
  );
  expect(header).toBe(contentSecurityPolicy(`ws://${new URL(weft.url).host}`));
});

test('calls are answered, and what is no call is refused', async ({ weft: { page } }) => {
  expect(await invoke(page, 'app.info')).toMatchObject({ version: '9.8.7', shell: 'web' });
  expect(await invoke(page, 'app.nothing')).toMatchObject({ code: 'unknown-call' });
  expect(await invoke(page, 'run.step', { run: 'r', steps: 0 })).toMatchObject({ code: 'bad-params' });
});

test('the batches of a run reach the page, in order, as fast as it takes them', async ({
  weft: { page },
}) => {
  const started = (await page.evaluate(() => window.fixture?.run(40))) as { run: string };
  await expect
    .poll(() => page.evaluate((id) => window.fixture?.batches.get(id), started.run))
    .toEqual({ count: 40, bytes: 40 * 65_536, inOrder: true });
  await expect.poll(async () => JSON.stringify(await events(page, 'run.ended'))).toContain('"end":"done"');
  expect(JSON.stringify(await events(page, 'run.printed'))).toContain('thread env=0');
});

test('a document is saved under a name that is still free', async ({ weft }) => {
  const save = (text: string): Promise<unknown> =>
    invoke(weft.page, 'document.save', { id: null, name: 'sieve', text });
  expect(await save('one')).toMatchObject({ name: 'sieve.weft' });
  expect(await save('two')).toMatchObject({ name: 'sieve 2.weft' });
  const read = (name: string): string => readFileSync(path.join(weft.documents, name), 'utf8');
  expect([read('sieve.weft'), read('sieve 2.weft')]).toEqual(['one', 'two']);
});

test('a worker runs, under the same policy', async ({ weft: { page } }) => {
  expect(await page.evaluate(() => window.fixture?.worker())).toEqual({
    part: 'loaded by the worker',
    evaluated: 'refused',
    fetched: 'refused',
  });
});

test('a reload keeps its session', async ({ weft: { page } }) => {
  await page.reload();
  await expect(page.getByTestId('state')).toHaveText('ready in web');
});

test('the address without its token, or with a used one, opens nothing', async ({ weft }) => {
  const other = await weft.page.context().browser()!.newContext();
  const page = await other.newPage();
  for (const address of [new URL('/', weft.url).href, weft.url]) {
    await page.goto('about:blank');
    await page.goto(address);
    await expect(page.getByTestId('state')).toContainText('The server refused this page.');
  }
  await other.close();
});

test('a page of another site can neither frame the app, read it nor speak to it', async ({ weft }) => {
  const other = await weft.page.context().browser()!.newContext();
  const page = await other.newPage();
  await page.route('http://evil.example/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>evil</title>' }),
  );
  await page.goto('http://evil.example/');
  const { host, origin } = new URL(weft.url);
  const outcome = await page.evaluate(
    async ([address, socketAddress]) => {
      const socket = await new Promise<string>((resolve) => {
        const made = new WebSocket(socketAddress, ['weft.v1', 'token.guess']);
        made.onopen = () => resolve('open');
        made.onerror = () => resolve('refused');
      });
      const script = await new Promise<string>((resolve) => {
        const element = document.createElement('script');
        element.src = `${address}/assets/nothing.js`;
        element.onload = () => resolve('loaded');
        element.onerror = () => resolve('refused');
        document.body.append(element);
      });
      const read = await fetch(address).then(
        () => 'read',
        () => 'refused',
      );
      return { socket, script, read };
    },
    [origin, `ws://${host}/ws`] as const,
  );
  expect(outcome).toEqual({ socket: 'refused', script: 'refused', read: 'refused' });
  await other.close();
});

test('when the server stops, the page is told', async () => {
  const weft = await launchWeb({ app: fixture });
  await expect(weft.page.getByTestId('state')).toHaveText('ready in web');
  await weft.stop();
  await expect.poll(() => weft.page.evaluate(() => window.fixture?.lost)).toBe(true);
  expect(await invoke(weft.page, 'app.info')).toMatchObject({ code: 'closed' });
  await weft.close();
});
