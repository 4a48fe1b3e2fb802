import { cpSync } from 'node:fs';
import path from 'node:path';
import { root } from '../build.ts';
import { expect, test } from './journey.ts';
import { canvas, ended, openFile, printed, run, runBar } from './window.ts';

test('a drawing from elsewhere is looked at, and asks before its first run', async ({ weft }) => {
  const { page } = weft;
  const file = path.join(weft.userData, 'from-a-friend.weft');
  cpSync(path.join(root, 'assets/templates/ping-pong/graph.weft'), file);
  await openFile(weft, file, () => page.getByRole('button', { name: 'Open…' }).click());
  await expect(canvas(page).getByRole('region').first()).toBeVisible();
  await expect(page.getByText('This drawing came from elsewhere.', { exact: false })).toBeVisible();

  const question = page.getByRole('dialog', { name: 'Run from-a-friend?' });
  await run(page);
  await expect(question).toBeVisible();
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await expect(runBar(page).getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  await expect(page.getByText('Nothing runs')).toBeVisible();

  await run(page);
  await question.getByRole('button', { name: 'Confirm and run' }).click();
  await ended(page, 'Done');
  expect(await printed(page)).toContain('ping');
  await expect(page.getByText('This drawing came from elsewhere.', { exact: false })).toBeHidden();

  // Once said, it stays said.
  await run(page);
  await expect(question).toBeHidden();
  await ended(page, 'Done');
});
