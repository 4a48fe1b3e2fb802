import { expect, test } from './journey.ts';
import { aside, block, ended, openTemplate, run, runBar, select } from './window.ts';

test('a template is broken as its page says, and the outcome says who waits for whom', async ({
  weft: { page },
}) => {
  await openTemplate(page, 'Worker pool');
  await aside(page).getByRole('tab', { name: 'Inspector' }).click();
  await select(page, 'results');
  const closes = aside(page).getByRole('switch', { name: 'Close when senders finish' });
  await closes.click();
  await expect(closes).not.toBeChecked();
  await run(page);
  await ended(page, 'Deadlock');
  const outcome = aside(page);
  await expect(outcome).toContainText('fatal error: all goroutines are asleep - deadlock!');
  await expect(outcome.getByRole('heading', { name: 'Who waits for whom' })).toBeVisible();
  await expect(outcome.getByRole('heading', { name: 'Why nobody helps' })).toBeVisible();

  const line = outcome.getByRole('button', { name: /^collect/ });
  await expect(line).toContainText('Waits to receive results');
  await line.click();
  await expect(block(page, 'collect')).toHaveAttribute('data-selected', 'true');
  await expect(block(page, 'results')).not.toHaveAttribute('data-selected', 'true');
  await outcome.getByRole('tab', { name: 'Inspector' }).click();
  await expect(outcome.getByRole('heading', { name: 'collect', level: 2 })).toBeVisible();
  await expect(outcome).toContainText('Waits to receive');
});

test('of a circle of locks the last chance is told, and the whole window goes back to it', async ({
  weft: { page },
}) => {
  await openTemplate(page, 'Dining philosophers');
  await run(page);
  await ended(page, 'Deadlock');
  const outcome = aside(page);
  await expect(outcome).toContainText('All five wait for a lock, and each lock is held by the next one.');
  await expect(
    outcome.getByRole('heading', { name: /^Last event that could have prevented it/ }),
  ).toBeVisible();
  await expect(outcome).toContainText(/philosopher \d locks fork \d/);
  await expect(outcome).toContainText(/Lock in one order: philosopher \d takes fork \d before fork \d\./);
  const running = page.getByRole('region', { name: /^philosopher \d, / }).filter({ hasText: 'Running' });
  await expect(running).toHaveCount(0);

  await outcome.getByRole('button', { name: 'Go to this event' }).click();
  await expect(running).toHaveCount(1);
  await runBar(page).getByRole('button', { name: 'Back to now' }).click();
  await expect(running).toHaveCount(0);
});
