// The truth lab: a scenario is run, cancelled and run again.

import assert from 'node:assert/strict';
import { eraseAll, eventually, home, open, openSample, saved, visit } from './page.mjs';
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
  await page.getByText('Cancelled.', { exact: true }).waitFor();
  assert.ok(await run(page).isEnabled());
  assert.equal(await page.getByText('Marks of the models').count(), 0);
  await page.getByRole('combobox', { name: 'Repetitions' }).selectOption({ label: '50' });
  await page.getByRole('combobox', { name: 'Journeys of a sample' }).selectOption({ label: '250' });
  await run(page).click();
  const first = await rows(page, 'Marks of the models');
  assert.ok(first.length > 5);
  const truths = await rows(page, 'Truth and mean credit');
  assert.ok(truths.some(([name]) => name === 'Would have happened anyway'));
  // Once something is found, what credit is not is said once, beside the verdict.
  assert.equal(await page.getByText(/the second is measured by an experiment/).count(), 1);
  const seed = page.getByRole('spinbutton', { name: 'Seed' });
  for (const [typed, same] of [['8', false], ['7', true]]) {
    await seed.fill(typed);
    await seed.press('Tab');
    await run(page).click();
    await eventually(async () => assert.equal(JSON.stringify(await rows(page, 'Marks of the models')) === JSON.stringify(first), same));
  }
});

visit('marks are told at every sample size, and bias and coverage at one that is chosen', async ({ page }) => {
  await open(page);
  await page.goto(`${home}#lab`);
  await page.getByRole('combobox', { name: 'World' }).selectOption({ label: 'Synergy of two channels' });
  await page.getByRole('combobox', { name: 'Repetitions' }).selectOption({ label: '50' });
  await page.getByRole('combobox', { name: 'Journeys of a sample' }).selectOption({ label: '250' });
  await run(page).click();
  await rows(page, 'Marks of the models');
  const chart = page.getByRole('group', { name: /^Chart, synthetic journeys/ });
  await chart.getByRole('img', { name: /^First touch: share error .* at 31, .* at 250 synthetic journeys$/ }).waitFor();
  assert.ok((await chart.textContent()).includes('Share error, %'));
  // Lines differ by colour.
  const colours = await chart.locator('g.mark polyline:first-of-type').evaluateAll((lines) => lines.map((line) => getComputedStyle(line).stroke));
  assert.ok(new Set(colours).size > 3, String(colours));
  await page.getByText('How marks, bias and coverage change with the sample size').click();
  const sizes = await rows(page, 'Marks by journeys');
  assert.deepEqual([...new Set(sizes.map(([, journeys]) => journeys))], ['31', '62', '125', '250']);
  for (const caption of ['Bias: mean credit less truth', 'Coverage of intervals']) {
    assert.ok((await rows(page, caption)).every(([, , journeys]) => journeys === '250'), caption);
  }
  await page.getByRole('combobox', { name: 'Sample size of the two tables below' }).selectOption({ label: '31 journeys' });
  for (const caption of ['Bias: mean credit less truth', 'Coverage of intervals']) {
    await eventually(async () => assert.ok((await rows(page, caption)).every(([, , journeys]) => journeys === '31'), caption));
  }
});

visit('how the lab is set is found again after a reload', async ({ page }) => {
  await open(page);
  await page.goto(`${home}#lab`);
  const chosen = (name) => page.getByRole('combobox', { name }).evaluate((select) => select.selectedOptions[0].textContent);
  const seed = page.getByRole('spinbutton', { name: 'Seed' });
  const effect = page.getByRole('slider', { name: /^Effect of the channels/ });
  await page.getByRole('combobox', { name: 'World' }).selectOption({ label: 'Saturation' });
  await page.getByRole('combobox', { name: 'Repetitions' }).selectOption({ label: '50' });
  await page.getByRole('combobox', { name: 'Journeys of a sample' }).selectOption({ label: '125' });
  await effect.fill('0.5');
  await seed.fill('42');
  await seed.press('Tab');
  await page.reload();
  await seed.waitFor();
  await eventually(async () => assert.equal(await chosen('World'), 'Saturation'));
  assert.deepEqual([await chosen('Repetitions'), await chosen('Journeys of a sample')], ['50', '125']);
  assert.deepEqual([await effect.inputValue(), await seed.inputValue()], ['0.5', '42']);
});

visit('a world of the open dataset is set again after a reload, and without a dataset a scenario stands in for it', async ({ page }) => {
  await openSample(page);
  await go(page, 'Truth lab');
  const world = page.getByRole('combobox', { name: 'World' });
  const chosen = () => world.evaluate((select) => select.selectedOptions[0]?.textContent);
  // The world of the dataset comes behind the scenarios, once its playbook is known.
  const own = await world.locator('option', { hasText: /^On leads like yours/ }).textContent();
  await world.selectOption({ label: own });
  await saved(page);
  await page.reload();
  await eventually(async () => assert.equal(await chosen(), own));
  await eraseAll(page);
  await page.goto(`${home}#lab`);
  await eventually(async () => assert.equal(await chosen(), 'No effect at all'));
  await page.getByRole('combobox', { name: 'Repetitions' }).selectOption({ label: '50' });
  await page.getByRole('combobox', { name: 'Journeys of a sample' }).selectOption({ label: '125' });
  await run(page).click();
  await page.getByText('Marks of the models').first().waitFor();
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
