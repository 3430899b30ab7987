// Every model side by side, how much the answer hangs on the choice, and the settings.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { column, eventually, expected, figures, figuresOf, openSample, shows, visit } from './page.mjs';

/** A table's rows by the text of their head. */
async function table(page, caption) {
  return page.evaluate((caption) => {
    const table = [...document.querySelectorAll('table')].find((known) => known.caption?.textContent.startsWith(caption));
    const names = [...table.querySelectorAll('thead th')].slice(1).map((heading) => heading.textContent);
    const rows = [...table.querySelectorAll('tbody tr')].map((row) => {
      const cells = [...row.querySelectorAll('td')].map((cell) => (cell.firstChild?.textContent ?? '').replaceAll('\u00a0', ' '));
      return [row.querySelector('th').textContent, Object.fromEntries(names.map((name, at) => [name, cells[at]]))];
    });
    return Object.fromEntries(rows);
  }, caption);
}

const percent = (share) => (100 * share).toFixed(1);

visit('the models stand side by side with the independent figures', async ({ page }) => {
  await openSample(page);
  await page.getByRole('link', { name: 'Models' }).click();
  await page.getByRole('heading', { name: /choice of model moves call and ga4 the most/ }).waitFor();
  const models = await table(page, 'Share of the credit');
  assert.equal(Object.keys(models).length, 17);
  const { all } = expected;
  for (const channel of Object.keys(expected.touches)) {
    assert.equal(models.Linear[channel], percent(all.heuristics.linear[channel] / all.conversions), channel);
    assert.equal(models['U-shaped'][channel], percent(all.heuristics.u_shaped[channel] / all.conversions), channel);
    assert.equal(models.Markov[channel], percent(all.markov.order_1.channels[channel].share), channel);
    assert.equal(models['Shapley, sum game'][channel], percent(all.shapley_sum_share[channel]), channel);
    assert.equal(models.Participation[channel], percent(all.heuristics.participation[channel] / all.conversions), channel);
  }
  await page.getByText(/synthetic journeys/).first().waitFor();
});

visit('the fragment names the view, and back leads back', async ({ page }) => {
  await openSample(page);
  await page.getByRole('link', { name: 'Robustness' }).click();
  await page.getByRole('heading', { name: /From Shapley to Markov/ }).waitFor();
  assert.equal(new URL(page.url()).hash, '#robustness/hybrid');
  await page.goBack();
  await shows(figures, page, figuresOf(expected.all));
});

visit('robustness shows sweeps, ranks, the order and the transitions, which can be taken along', async ({ page }) => {
  await openSample(page);
  await page.getByRole('link', { name: 'Robustness' }).click();
  await page.getByRole('heading', { name: 'Transition probabilities' }).waitFor();
  const ranks = await table(page, 'Hybrid: part of the replicates');
  assert.deepEqual([ranks.call.First, ranks.ga4.First, ranks.email.First], ['50.0 %', '50.0 %', '0.0 %']);
  await page.getByRole('heading', { name: 'call and ga4 are first equally often, each in 50.0 % of the replicates.' }).waitFor();
  await page.getByRole('heading', { name: /^Order 2 of the Markov chain (is enough|predicts unseen journeys best)/ }).waitFor();
  await page.getByText(/Order 2 is the smallest within one standard error/).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as CSV' }).click();
  const csv = readFileSync(await (await download).path(), 'utf8').trim().split('\n').map((line) => line.split(','));
  assert.deepEqual(csv[0], ['from', 'call', 'door_knock', 'email', 'ga4', 'sms', 'CONVERSION', 'NULL']);
  // Every journey begins with ga4, and every call is a conversion.
  assert.deepEqual(csv[1], ['START', '0', '0', '0', '1', '0', '0', '0']);
  assert.deepEqual(csv[2], ['call', '0', '0', '0', '0', '0', '1', '0']);
});

visit('a weight of a persona is followed by all figures and can be taken back', async ({ page }) => {
  await openSample(page);
  await page.getByRole('link', { name: 'Robustness' }).click();
  await page.locator('summary', { hasText: 'None set' }).click();
  const weight = page.getByRole('group', { name: 'Personas' }).getByRole('spinbutton', { name: 'Family_Protector' });
  await weight.fill('3');
  await weight.press('Enter');
  await page.getByRole('heading', { name: /strength of the context weights/ }).waitFor();
  await page.getByRole('link', { name: 'Overview' }).click();
  await eventually(async () => assert.notEqual((await column(page, 'Share')).sms, '4.9 %'));
  assert.deepEqual(await figures(page), figuresOf(expected.all), 'counts stay what they are');
});

visit('the order of the chain is a setting, and a setting that cannot be is refused', async ({ page }) => {
  await openSample(page);
  await page.getByRole('combobox', { name: 'Model' }).selectOption('markov');
  await page.locator('summary', { hasText: 'How is this computed?' }).click();
  const order = page.getByRole('spinbutton', { name: 'Markov order' });
  await order.fill('2');
  await order.press('Enter');
  const second = expected.all.markov.order_2.channels;
  const shares = Object.fromEntries(Object.keys(second).map((channel) => [channel, `${percent(second[channel].share)} %`]));
  await eventually(async () => assert.deepEqual(await column(page, 'Share'), shares));
  await order.fill('0');
  await order.press('Enter');
  await page.getByRole('status').filter({ hasText: 'the order is 0; it must be from 1 to 8' }).waitFor();
});

visit('channels that nothing sets apart can be grouped and parted again', async ({ page }) => {
  await openSample(page);
  await page.getByRole('button', { name: 'Group door_knock and ga4' }).click();
  await eventually(async () => assert.ok('door_knock + ga4' in await column(page, 'Share')));
  await page.locator('summary', { hasText: 'Channels' }).click();
  await page.getByRole('button', { name: 'Ungroup door_knock + ga4' }).click();
  await eventually(async () => assert.ok('ga4' in await column(page, 'Share')));
});
