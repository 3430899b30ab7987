// What the user looks at: the scope, the model, alpha, the order of the table; and that it is found again.

import assert from 'node:assert/strict';
import { eventually, expected, figures, figuresOf, openMenu, openSample, rows, sampleText, saved, shares, sharesOf,
  shows, slider, visit } from './page.mjs';

visit('a channel that the outcome causes can be left out', async ({ page }) => {
  await openSample(page);
  await page.getByRole('button', { name: 'Show without call' }).click();
  await shows(shares, page, { ga4: '39.3 %', door_knock: '31.4 %', email: '22.7 %', sms: '6.6 %' });
  await shows(shares, page, sharesOf(expected.without_call));
  const menu = await openMenu(page, 'Channels');
  await menu.getByRole('checkbox', { name: 'call' }).check();
  await shows(figures, page, figuresOf(expected.all));
  await shows(shares, page, sharesOf(expected.all));
});

visit('a ZIP narrows the scope, and the leads without one can be added', async ({ page }) => {
  await openSample(page);
  const menu = await openMenu(page, 'ZIP');
  await menu.getByRole('checkbox', { name: '75209' }).check();
  await shows(figures, page, { ...figuresOf(expected.zip_75209), journeys: '4', conversions: '3', rate: '75.0 %' });
  await shows(shares, page, sharesOf(expected.zip_75209));
  await menu.getByRole('checkbox', { name: 'unknown' }).check();
  const both = expected.zip_75209_and_unknown;
  await shows(figures, page, { ...figuresOf(both), journeys: '5', conversions: '4', rate: '80.0 %' });
  await shows(shares, page, sharesOf(both));
  await page.getByText('5 of 61 journeys').waitFor();
  await menu.getByRole('button', { name: 'All' }).click();
  await shows(figures, page, figuresOf(expected.all));
  await shows(shares, page, sharesOf(expected.all));
});

visit('alpha leads from Shapley to Markov, and each can be chosen alone', async ({ page }) => {
  await openSample(page);
  await slider(page).press('End');
  await shows(shares, page, sharesOf(expected.all, 1));
  await slider(page).press('Home');
  await shows(shares, page, sharesOf(expected.all, 0));
  const model = page.getByRole('combobox', { name: 'Model' });
  await model.selectOption('markov');
  await shows(shares, page, sharesOf(expected.all, 1));
  await model.selectOption('shapley');
  await shows(shares, page, sharesOf(expected.all, 0));
  await model.selectOption('hybrid');
  await shows(shares, page, sharesOf(expected.all, 0));
});

visit('a reload finds the dataset, the filter, alpha, the model and the order again', async ({ page }) => {
  await openSample(page);
  await slider(page).press('Home');
  for (let step = 0; step < 3; step += 1) await slider(page).press('ArrowRight');
  const menu = await openMenu(page, 'ZIP');
  await menu.getByRole('checkbox', { name: '75209' }).check();
  await page.getByRole('combobox', { name: 'Model' }).selectOption('markov');
  await page.getByRole('columnheader', { name: 'Touches' }).getByRole('button').click();
  await shows(shares, page, sharesOf(expected.zip_75209, 1));
  await saved(page);
  const before = await rows(page);

  await page.reload();
  await shows(figures, page, figuresOf(expected.zip_75209));
  await shows(rows, page, before);
  const model = page.getByRole('combobox', { name: 'Model' });
  assert.equal(await model.inputValue(), 'markov');
  await model.selectOption('hybrid');
  assert.equal(await slider(page).inputValue(), '0.03');
  await shows(shares, page, sharesOf(expected.zip_75209, 0.03));
  const again = await openMenu(page, 'ZIP');
  assert.ok(await again.getByRole('checkbox', { name: '75209' }).isChecked());
});

visit('a higher threshold of the tier leaves leads out and says how many', async ({ page }) => {
  await openSample(page);
  const [header, ...leads] = sampleText.trim().split('\n').map(cells);
  const number = (lead, name) => Number.parseFloat(lead[header.indexOf(name)]);
  const inside = leads.filter((lead) => number(lead, 'sii_score') >= 100 && number(lead, 'risk_score') >= 60).length;
  assert.ok(inside > 0 && inside < 61);
  const menu = await openMenu(page, 'A tier');
  const threshold = menu.getByRole('spinbutton', { name: 'SII at least' });
  await threshold.fill('100');
  await threshold.press('Enter');
  await eventually(async () => assert.equal((await figures(page)).journeys, String(inside)));
  const scope = page.getByRole('status').filter({ hasText: `${inside} of 61 journeys` });
  await scope.filter({ hasText: new RegExp(`\\b${61 - inside} below the A tier`) }).waitFor();
});

visit('a heading sorts the table, and turns the order round the second time', async ({ page }) => {
  await openSample(page);
  const heading = page.getByRole('columnheader', { name: 'Channel' });
  const names = async (page) => (await rows(page)).map((row) => row.Channel);
  const state = () => heading.getAttribute('aria-sort');
  assert.equal(await state(), 'none');
  await heading.getByRole('button').click();
  await shows(names, page, ['call', 'door_knock', 'email', 'ga4', 'sms']);
  assert.equal(await state(), 'ascending');
  await heading.getByRole('button').click();
  await shows(names, page, ['sms', 'ga4', 'email', 'door_knock', 'call']);
  assert.equal(await state(), 'descending');
});

/** The cells of a line of CSV. */
function cells(line) {
  const found = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return [...found].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare);
}
