// The sample from its file to its figures, and every way of asking about it.

import assert from 'node:assert/strict';
import { column, eventually, expected, figures, figuresOf, open, openMenu, openSample, percent, pick, rows, samplePath,
  sampleText, saved, settled, shares, sharesOf, shows, slider, visit } from './page.mjs';

const FIGURES = { journeys: '61', conversions: '31', rate: '50.8 %', value: '$313,385' };

async function showsTheSample(page) {
  await shows(figures, page, FIGURES);
  await shows(shares, page, sharesOf(expected.all));
}

visit('one click opens the sample and gives its figures', async ({ page }) => {
  await openSample(page);
  await showsTheSample(page);
  await page.getByText('208 touches').waitFor();
  const credit = { call: '8.69', ga4: '8.69', door_knock: '7.01', email: '5.09', sms: '1.51' };
  assert.deepEqual(await column(page, 'Credit'), credit);
  const share = { call: '28.0 %', ga4: '28.0 %', door_knock: '22.6 %', email: '16.4 %', sms: '4.9 %' };
  assert.deepEqual(await shares(page), share);
  const effects = Object.entries(expected.all.markov.order_1.channels)
    .map(([channel, figure]) => [channel, percent(figure.removal_effect)]);
  assert.deepEqual(await column(page, 'Removal effect'), Object.fromEntries(effects));
  assert.equal(await page.locator('svg .mark').count(), 5);
});

visit('a file that is picked gives the same', async ({ page }) => {
  await open(page);
  await pick(page, samplePath);
  await showsTheSample(page);
});

visit('a file that is dropped gives the same', async ({ page, context }) => {
  await open(page);
  const devtools = await context.newCDPSession(page);
  const drag = { x: 400, y: 300, data: { items: [], files: [samplePath], dragOperationsMask: 1 } };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await devtools.send('Input.dispatchDragEvent', { type, ...drag });
  }
  await showsTheSample(page);
});

visit('a file that a script makes and drops gives the same', async ({ page }) => {
  await open(page);
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }));
    const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
    if (!event.defaultPrevented) throw new Error('the browser would leave the page for the file');
  }, sampleText);
  await showsTheSample(page);
});

for (const place of ['the page', 'the field for it']) {
  visit(`text that is pasted into ${place} gives the same`,
    { permissions: ['clipboard-read', 'clipboard-write'] }, async ({ page }) => {
      await open(page);
      await page.evaluate((text) => navigator.clipboard.writeText(text), sampleText);
      if (place !== 'the page') await page.getByRole('textbox').focus();
      await page.keyboard.press('Control+V');
      await showsTheSample(page);
    });
}

visit('what limits the figures stands above the chart', async ({ page }) => {
  await openSample(page);
  const button = page.getByRole('button', { name: 'Show without call' });
  const finding = page.getByRole('listitem').filter({ has: button });
  assert.match(await finding.textContent(), /call happens if and only if a journey converts/);
  const chart = await page.locator('svg .mark').first().elementHandle();
  const above = await button.evaluate((node, chart) =>
    Boolean(node.compareDocumentPosition(chart) & Node.DOCUMENT_POSITION_FOLLOWING)
      && node.getBoundingClientRect().bottom < chart.getBoundingClientRect().top, chart);
  assert.ok(above);
});

visit('a channel that the outcome causes can be left out', async ({ page }) => {
  await openSample(page);
  await page.getByRole('button', { name: 'Show without call' }).click();
  await shows(shares, page, { ga4: '39.3 %', door_knock: '31.4 %', email: '22.7 %', sms: '6.6 %' });
  await shows(shares, page, sharesOf(expected.without_call));
  const menu = await openMenu(page, 'Channels');
  await menu.getByRole('checkbox', { name: 'call' }).check();
  await showsTheSample(page);
});

visit('scope, chart and table each say that the journeys are synthetic', async ({ page }) => {
  await openSample(page);
  const chart = page.getByRole('group', { name: /synthetic/i }).filter({ has: page.locator('.mark') });
  await chart.waitFor();
  const places = [page.getByRole('group', { name: 'Scope' }), page.locator('section', { has: chart }),
    page.locator('table:has(tr[data-channel]) caption')];
  for (const place of places) assert.match(await place.innerText(), /synthetic/i);
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
  await page.getByText('5 of 61 journeys in scope').waitFor();
  await menu.getByRole('button', { name: 'All' }).click();
  await showsTheSample(page);
});

visit('alpha leads from Shapley to Markov, and each can be chosen alone', async ({ page }) => {
  await openSample(page);
  await slider(page).press('End');
  await shows(shares, page, sharesOf(expected.all, 1));
  await slider(page).press('Home');
  await shows(shares, page, sharesOf(expected.all, 0));
  const model = page.getByRole('combobox', { name: 'Model' });
  await model.selectOption({ label: 'Markov' });
  await shows(shares, page, sharesOf(expected.all, 1));
  await model.selectOption({ label: 'Shapley' });
  await shows(shares, page, sharesOf(expected.all, 0));
  await model.selectOption({ label: 'Hybrid' });
  await shows(shares, page, sharesOf(expected.all, 0));
});

visit('a reload finds the dataset, the filter, alpha, the model and the order again', async ({ page }) => {
  await openSample(page);
  await slider(page).press('Home');
  for (let step = 0; step < 3; step += 1) await slider(page).press('ArrowRight');
  const menu = await openMenu(page, 'ZIP');
  await menu.getByRole('checkbox', { name: '75209' }).check();
  await page.getByRole('combobox', { name: 'Model' }).selectOption({ label: 'Markov' });
  await page.getByRole('columnheader', { name: 'Touches' }).getByRole('button').click();
  await shows(shares, page, sharesOf(expected.zip_75209, 1));
  await saved(page);
  const before = await rows(page);

  await page.reload();
  await shows(figures, page, figuresOf(expected.zip_75209));
  await shows(rows, page, before);
  const model = page.getByRole('combobox', { name: 'Model' });
  assert.equal(await model.locator('option:checked').textContent(), 'Markov');
  await model.selectOption({ label: 'Hybrid' });
  assert.equal(await slider(page).inputValue(), '0.03');
  await shows(shares, page, sharesOf(expected.zip_75209, 0.03));
  const again = await openMenu(page, 'ZIP');
  assert.ok(await again.getByRole('checkbox', { name: '75209' }).isChecked());
});

visit('the same file once more changes nothing and says so', async ({ page }) => {
  await openSample(page);
  await slider(page).press('End');
  await shows(shares, page, sharesOf(expected.all, 1));
  await pick(page, samplePath);
  await page.getByRole('status').filter({ hasText: 'Nothing was changed' }).waitFor();
  await settled(page);
  await shows(shares, page, sharesOf(expected.all, 1));
  await shows(figures, page, FIGURES);
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
  await menu.getByText(new RegExp(`leaves out ${61 - inside} lead`)).waitFor();
  await page.getByText(`${inside} of 61 journeys in scope`).waitFor();
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
