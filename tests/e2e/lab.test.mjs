// The truth lab: a scenario is run, cancelled and run again.

import assert from 'node:assert/strict';
import { eventually, home, open, openSample, visit } from './page.mjs';
import { go } from './tour.mjs';

const run = (page) => page.getByRole('button', { name: 'Run', exact: true });

async function rows(page, caption) {
  const table = page.locator('table', { has: page.locator('caption', { hasText: new RegExp(`^${caption}`) }) }).first();
  await table.waitFor();
  return table.evaluate((table) => [...table.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent)));
}

visit('a scenario is run without a dataset, cancelled, and run again to the same figures', async ({ page }) => {
  await open(page);
  await page.goto(`${home}#lab`);
  await page.getByRole('heading', { name: 'Which model finds the truth, where it is known?' }).waitFor();
  await page.getByRole('combobox', { name: 'World' }).selectOption({ label: 'One strong channel' });
  await page.getByRole('combobox', { name: 'Repetitions' }).selectOption({ label: '400' });
  await page.getByRole('combobox', { name: 'Journeys of a sample' }).selectOption({ label: '5000' });
  await run(page).click();
  await page.getByText(/^Running … /).waitFor();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByText(/^Running … /).waitFor({ state: 'detached' });
  assert.ok(await run(page).isEnabled());
  assert.equal(await page.getByText('Marks of the models').count(), 0);
  await page.getByRole('combobox', { name: 'Repetitions' }).selectOption({ label: '50' });
  await page.getByRole('combobox', { name: 'Journeys of a sample' }).selectOption({ label: '250' });
  await run(page).click();
  const first = await rows(page, 'Marks of the models');
  assert.ok(first.length > 5);
  const truths = await rows(page, 'Truth and mean credit');
  assert.ok(truths.some(([name]) => name === 'Would have happened anyway'));
  const seed = page.getByRole('spinbutton', { name: 'Seed' });
  for (const [typed, same] of [['8', false], ['7', true]]) {
    await seed.fill(typed);
    await seed.press('Tab');
    await run(page).click();
    await eventually(async () => assert.equal(JSON.stringify(await rows(page, 'Marks of the models')) === JSON.stringify(first), same));
  }
});

visit('where nothing has an effect the lab says that all credit is an artefact', async ({ page }) => {
  await openSample(page);
  await go(page, 'Truth lab');
  await page.getByRole('combobox', { name: 'World' }).selectOption({ label: 'No effect at all' });
  await page.getByRole('combobox', { name: 'Repetitions' }).selectOption({ label: '50' });
  await page.getByRole('combobox', { name: 'Journeys of a sample' }).selectOption({ label: '125' });
  await run(page).click();
  await page.getByText(/artefact/).first().waitFor();
  for (const [, incremental, fair] of (await rows(page, 'Truth and mean credit')).slice(0, -1)) {
    assert.deepEqual([incremental, fair].map(Number), [0, 0]);
  }
});
