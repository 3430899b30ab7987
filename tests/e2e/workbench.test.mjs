// The workbench: filters, plays, paths, comparison, economics, and what can be handed over.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { field, read } from './form.mjs';
import { column, eventually, expected, figures, figuresOf, idle, open, openMenu, openSample, percent, pick, settled, shares, sharesOf, shows, SPOILT, visit, whole } from './page.mjs';

/** Goes to a view by the bar of views. */
async function go(page, view) {
  await page.getByRole('link', { name: view, exact: true }).click();
  await idle(page);
}

/** The rows of a table by its caption's beginning: for each its cells by heading. */
async function sheet(page, caption) {
  const table = page.locator('table', { has: page.locator('caption', { hasText: new RegExp(`^${caption}`) }) }).first();
  await table.waitFor();
  return table.evaluate((table) => {
    const names = [...table.querySelectorAll('thead th')].map((heading) => heading.textContent);
    return [...table.querySelectorAll('tbody tr')].map((row) =>
      Object.fromEntries([...row.cells].map((cell, at) => [names[at], cell.textContent.replaceAll('\u00a0', ' ')])));
  });
}

/** Takes all journeys as B, and then the deal hunters alone as A. */
async function holdDealHuntersAgainstAll(page) {
  await go(page, 'Compare');
  await page.getByRole('button', { name: 'Take this scope as B' }).click();
  await page.getByText(/^B: /).waitFor();
  await page.getByRole('heading', { name: 'A and B are the same scope: nothing to compare.' }).waitFor();
  await page.locator('summary', { hasText: '+ Filter' }).click();
  await page.getByRole('group', { name: 'Persona' }).getByRole('checkbox', { name: 'Deal_Hunter' }).check();
  await page.keyboard.press('Escape');
}

/** What a button saves, as text. */
async function saved(page, button) {
  const download = page.waitForEvent('download');
  await button.click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

visit('a filter by persona is a chip, narrows every figure, and is taken away, undone and redone', async ({ page }) => {
  await openSample(page);
  await page.locator('summary', { hasText: '+ Filter' }).click();
  await page.getByRole('group', { name: 'Persona' }).getByRole('checkbox', { name: 'Proof_Seeker' }).check();
  const ofPersona = figuresOf(expected.persona.Proof_Seeker
    && { ...expected.all, ...scopeOf('Proof_Seeker') });
  await shows(async () => (await figures(page)).journeys, page, ofPersona.journeys);
  await shows(async () => (await figures(page)).conversions, page, ofPersona.conversions);
  await page.keyboard.press('Escape');
  const chip = page.getByRole('button', { name: 'Take away the filter Persona: Proof_Seeker' });
  await chip.click();
  await shows(figures, page, figuresOf(expected.all));
  await page.getByRole('button', { name: 'Undo' }).click();
  await shows(async () => (await figures(page)).journeys, page, ofPersona.journeys);
  await page.getByRole('button', { name: 'Undo' }).click();
  await shows(figures, page, figuresOf(expected.all));
  await page.keyboard.press('Control+Shift+z');
  await shows(async () => (await figures(page)).journeys, page, ofPersona.journeys);
  await page.keyboard.press('Control+z');
  await shows(figures, page, figuresOf(expected.all));
});

function scopeOf(persona) {
  const journeys = { Deal_Hunter: 27, Proof_Seeker: 17, Family_Protector: 11, Status_Conscious: 6 }[persona];
  const conversions = expected.conversions_by_persona[persona];
  return { journeys, conversions, conversion_rate: conversions / journeys };
}

visit('credit within each play is that of the independent program, and a play of few journeys says so', async ({ page }) => {
  await openSample(page);
  await go(page, 'Plays & personas');
  const rows = await sheet(page, 'Share of the credit within each play');
  const byPlay = Object.fromEntries(rows.map(({ Group, ...cells }) => [Group, cells]));
  const large = Object.entries(expected.plays).filter(([, of]) => of.journeys >= 10 && of.conversions >= 5);
  assert.ok(large.length > 0);
  for (const [play, of] of large) {
    for (const [channel, share] of Object.entries(of['hybrid_share_alpha_0.5'])) {
      assert.equal(byPlay[play][channel], percent(share), `${play}, ${channel}`);
    }
  }
  const small = Object.entries(expected.plays).filter(([, of]) => of.journeys < 10 || of.conversions < 5);
  assert.ok(small.length > 0);
  for (const [play] of small) assert.ok(Object.values(byPlay[play]).includes('too few journeys'), play);
  const top = await sheet(page, 'Top plays by touches');
  const touches = Object.fromEntries(top.map((row) => [row.Group, row.Touches]));
  for (const [play, of] of Object.entries(expected.touches_by_play)) assert.equal(touches[play], whole(total(of)), play);
  await page.getByRole('button', { name: 'Only these: Financing_Aggressive' }).click();
  await shows(async () => page.locator('.in-scope').textContent(), page, '12 of 61 journeys in scope; 0 below the A tier');
});

const total = (of) => (typeof of === 'number' ? of : Object.values(of).reduce((sum, count) => sum + count, 0));

visit('top paths are counted, and one of them can be looked at alone', async ({ page }) => {
  await openSample(page);
  await go(page, 'Paths');
  const rows = await sheet(page, 'Top converting paths');
  // By the playbook: a Deal_Hunter's touches are ga4, email, door_knock, and a call where it converts.
  assert.deepEqual(
    [rows[0].Path, rows[0].Journeys, rows[0].Conversions],
    ['ga4 > email > door_knock > call', '15', '15'],
  );
  assert.equal(rows.reduce((sum, row) => sum + Number(row.Conversions), 0), expected.all.conversions);
  // Touches are 2 to 60 hours apart: docs/leads.md has the rules.
  await page.getByRole('heading', { name: '147 pairs of touches follow each other: half of them within 8.0 h, the furthest 2.5 days apart.' }).waitFor();
  await page.getByRole('button', { name: 'Only these: ga4 > email > door_knock > call' }).click();
  await page.getByRole('button', { name: /Take away the filter Path/ }).waitFor();
  await eventually(async () => assert.equal((await sheet(page, 'Top converting paths')).length, 1));
  await go(page, 'Overview');
  await shows(async () => (await figures(page)).journeys, page, '15');
});

visit('two scopes are held against each other', async ({ page }) => {
  await openSample(page);
  await holdDealHuntersAgainstAll(page);
  await eventually(async () => {
    const [rate] = await sheet(page, 'Conversion rate in A and B');
    assert.deepEqual([rate.A, rate.B, rate['A less B']], ['55.6 %', '50.8 %', '4.7']);
  });
  const [row] = await sheet(page, 'Shares in A and B');
  assert.equal(row.B, percent(expected.all['hybrid_share_alpha_0.5'][row.Channel]));
  await page.getByText('27 journeys are in both A and B').waitFor();
  await page.reload();
  await page.getByText(/^B: /).waitFor();
});

visit('typed costs give costs per conversion, and a shift of budget says what it assumes', async ({ page }) => {
  await openSample(page);
  await go(page, 'Economics');
  await page.getByText(/No channel's cost is known/).waitFor();
  const costs = page.getByRole('group', { name: 'Costs' });
  await costs.getByRole('spinbutton', { name: 'email' }).fill('1000');
  await costs.getByRole('spinbutton', { name: 'email' }).press('Enter');
  const credit = expected.all.conversions * expected.all['hybrid_share_alpha_0.5'].email;
  await eventually(async () => {
    const rows = await sheet(page, 'Cost per conversion and return on spend');
    const email = rows.find((row) => row.Channel === 'email');
    assert.equal(email['Cost per conversion'], (1000 / credit).toFixed(2));
  });
  await page.getByText('No spend is changed').waitFor();
  const then = page.getByRole('group', { name: 'Spend then' }).getByRole('spinbutton', { name: 'email' });
  await then.fill('4000');
  await then.press('Enter');
  await eventually(async () => {
    const rows = await sheet(page, 'What a shift of budget');
    const email = rows.find((row) => row.Channel === 'email');
    // Four times the spend to the power of one half is twice the credit.
    assert.equal(email['Credit then'], (2 * credit).toFixed(2));
  });
  await page.getByText(/to the power of 0\.50, an assumption that the data cannot tell/).waitFor();

  // Files say the model that is asked by then.
  const button = (name) => page.getByRole('button', { name, exact: true });
  const told = async (name) => (await saved(page, button(name))).bytes.toString();
  for (const [model, name] of [['markov', /markov/], ['hybrid', /hybrid, alpha 0\.5/]]) {
    await page.getByRole('combobox', { name: 'Model' }).selectOption(model);
    await eventually(async () => {
      const shift = await told('Save "What a shift of budget would mean under the model" as CSV');
      assert.match(shift, /elasticity 0\.5 assumed, email at a spend of 4000/);
      assert.match(shift, name);
      assert.match(await told('Save "Cost per conversion and return on spend" as CSV'), name);
      assert.match(await told('Save this chart as SVG'), name);
    });
  }
  for (let steps = 0; steps < 2; steps += 1) await button('Undo').click();
  await page.getByText(/to the power of 0\.50/).waitFor();

  // What is typed in is taken back field by field.
  const elasticity = page.getByRole('spinbutton', { name: /^Elasticity/ });
  for (const typed of ['0.8', '1']) {
    await elasticity.fill(typed);
    await elasticity.press('Enter');
    await page.getByText(new RegExp(`to the power of ${Number(typed).toFixed(2)}`)).waitFor();
  }
  // What cannot be is told, and the former value stands.
  await elasticity.fill('2');
  await elasticity.press('Enter');
  assert.match(await elasticity.evaluate((input) => input.validationMessage), /above 0 and at most 1/);
  assert.equal(await elasticity.inputValue(), '1');
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  await undo.click();
  await page.getByText(/to the power of 0\.50/).waitFor();
  await eventually(async () => assert.equal(await elasticity.inputValue(), '0.5'));
  await undo.click();
  await page.getByText('No spend is changed').waitFor();
  await undo.click();
  await page.getByText(/No channel's cost is known/).waitFor();
  await page.getByRole('button', { name: 'Redo', exact: true }).click();
  await eventually(async () => assert.equal(await costs.getByRole('spinbutton', { name: 'email' }).inputValue(), '1000'));
});

visit('the touches themselves are shown a page at a time, and follow the scope', async ({ page }) => {
  await openSample(page);
  await go(page, 'Report & exports');
  await page.locator('summary', { hasText: 'Show the touches' }).click();
  const table = page.getByRole('region', { name: 'Touches: table' });
  const pages = page.getByRole('group', { name: 'Pages of touches' });
  await page.getByText(/^Touches 1 to 50 of \d+, of 61 journeys in scope\.$/).waitFor();
  assert.equal(await table.locator('tbody tr').count(), 50);
  await table.getByText('synthetic journeys').waitFor();
  await pages.getByRole('button', { name: 'Next' }).click();
  await page.getByText(/^Touches 51 to/).waitFor();
  const next = pages.getByRole('button', { name: 'Next' });
  assert.ok(await next.evaluate((node) => node === document.activeElement), 'the focus stays on the button');
  await pages.getByRole('button', { name: 'Last' }).click();
  await page.getByText(/^Touches \d+ to (\d+) of \1, of 61 journeys/).waitFor();
  const menu = await openMenu(page, 'ZIP');
  await menu.getByRole('checkbox', { name: '75209' }).check();
  await page.getByText(/^Touches 1 to \d+ of \d+, of \d+ journeys in scope/).waitFor();
  await eventually(async () => {
    const zips = await table.locator('tbody tr td:nth-child(7)').allTextContents();
    assert.deepEqual([...new Set(zips)], ['75209']);
  });
});

visit('a German reader has German figures, in sentences and at axes too', { locale: 'de-DE' }, async ({ page }) => {
  await openSample(page);
  await go(page, 'Economics');
  const cost = page.getByRole('group', { name: 'Costs' }).getByRole('spinbutton', { name: 'email' });
  await cost.fill('40000');
  await cost.press('Enter');
  const credit = expected.all.conversions * expected.all['hybrid_share_alpha_0.5'].email;
  const dollars = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'USD' });
  await page.getByRole('heading', { name: `A credited conversion cost ${dollars.format(40000 / credit)}` }).waitFor();
  const curves = page.locator('.charted').filter({ has: page.locator('svg') }).first();
  await curves.locator('text', { hasText: /^[2468]0\.000\s\$$/ }).first().waitFor();
  await go(page, 'Paths');
  await page.getByText(/\d,\d %/).first().waitFor();
});

visit('a heading of a further table sorts it, by keyboard too, and what does not exist is last', async ({ page }) => {
  await openSample(page);
  await go(page, 'Economics');
  const costs = page.getByRole('group', { name: 'Costs' });
  for (const [channel, cost] of [['email', '100'], ['call', '900'], ['sms', '1000']]) {
    const field = costs.getByRole('spinbutton', { name: channel });
    await field.fill(cost);
    await field.press('Enter');
  }
  const title = 'Cost per conversion and return on spend';
  const table = page.getByRole('region', { name: `${title}: table` });
  const head = (name) => table.getByRole('columnheader', { name, exact: true });
  const names = async () => (await sheet(page, title)).map((row) => row.Channel);
  const all = 'All with a cost';
  await eventually(async () => assert.deepEqual(await names(), ['call', 'door_knock', 'email', 'ga4', 'sms', all]));
  assert.equal(await head('Cost').getAttribute('aria-sort'), 'none');
  // As numbers: 1,000 is more than 900. Without a cost they stand behind, and the sum stays at the end.
  await head('Cost').getByRole('button').click();
  await eventually(async () => assert.deepEqual(await names(), ['sms', 'call', 'email', 'door_knock', 'ga4', all]));
  assert.equal(await head('Cost').getAttribute('aria-sort'), 'descending');
  await head('Cost').getByRole('button').press('Enter');
  await eventually(async () => assert.deepEqual(await names(), ['email', 'call', 'sms', 'door_knock', 'ga4', all]));
  assert.equal(await head('Cost').getAttribute('aria-sort'), 'ascending');
  // A table whose figures are made anew is sorted as before.
  const field = costs.getByRole('spinbutton', { name: 'email' });
  await field.fill('950');
  await field.press('Enter');
  await eventually(async () => assert.deepEqual(await names(), ['call', 'email', 'sms', 'door_knock', 'ga4', all]));
  await head('Cost').getByRole('button').press('Space');
  await eventually(async () => assert.deepEqual(await names(), ['call', 'door_knock', 'email', 'ga4', 'sms', all]));
  assert.equal(await head('Cost').getAttribute('aria-sort'), 'none');
  await head('Channel').getByRole('button').click();
  assert.equal(await head('Channel').getAttribute('aria-sort'), 'ascending');
});

visit('the report opens from disk, asks for nothing, and shows the same figures', async ({ page, context }) => {
  await openSample(page);
  await go(page, 'Report & exports');
  await page.getByRole('textbox', { name: 'Client' }).fill('Roof & <Sons>');
  const button = page.getByRole('button', { name: 'Save the report' });
  await eventually(async () => assert.ok(await button.isEnabled()));
  const { name, bytes } = await saved(page, button);
  assert.match(name, /\.html$/);
  const folder = mkdtempSync(join(tmpdir(), 'touchline-report-'));
  try {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const report = await context.newPage();
    const asked = [];
    report.on('request', (request) => asked.push(request.url()));
    await report.goto(pathToFileURL(path).href);
    assert.deepEqual(asked, [pathToFileURL(path).href]);
    const text = (await report.locator('body').innerText()).replaceAll('\u00a0', ' ');
    for (const words of ['Roof & <Sons>', 'ynthetic', '50.8 %', '$313,385', 'seed']) assert.ok(text.includes(words), words);
    for (const share of Object.values(sharesOf(expected.all))) assert.ok(text.includes(share.replaceAll('\u00a0', ' ').replace(' %', '')), share);
    assert.equal(await report.locator('script').count(), 0);
    assert.match(await report.evaluate(() => getComputedStyle(document.body).fontFamily), /system-ui/, 'its policy lets its style in');
    await report.pdf({ path: join(folder, 'report.pdf') });
    await report.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

visit('what was asked in other views stands in the report and among the tables', async ({ page }) => {
  await openSample(page);
  await go(page, 'Report & exports');
  await page.getByText('No scope is held against this one').waitFor();
  await page.getByText('No cost is known').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Save "Shares in A and B" as CSV' }).count(), 0);
  await holdDealHuntersAgainstAll(page);
  await go(page, 'Plays & personas');
  await page.locator('summary', { hasText: 'Choose a column and its two words' }).click();
  const arms = page.locator('section', { hasText: 'Treatment against control' });
  await field(arms, 'Column').selectOption({ label: 'play' });
  await field(arms, 'Treatment').selectOption({ label: 'Financing_Aggressive' });
  await field(arms, 'Control').selectOption({ label: 'Financing_Standard' });
  await sheet(page, 'Treatment and control');
  await go(page, 'Economics');
  const spend = async (group, amount) => {
    const cost = page.getByRole('group', { name: group }).getByRole('spinbutton', { name: 'email' });
    await cost.fill(amount);
    await cost.press('Enter');
  };
  await spend('Costs', '1000');
  await spend('Spend then', '4000');
  await page.getByText(/\$4,000/).first().waitFor();
  // What was chosen is there still.
  await go(page, 'Plays & personas');
  assert.equal(await field(arms, 'Treatment').evaluate((menu) => menu.selectedOptions[0].textContent), 'Financing_Aggressive');
  await go(page, 'Report & exports');
  const button = page.getByRole('button', { name: 'Save the report' });
  await eventually(async () => assert.ok(await button.isEnabled()));
  assert.equal(await page.getByText('No scope is held against this one').count(), 0);
  const csv = (await saved(page, page.getByRole('button', { name: 'Save "Conversion rate in A and B" as CSV' }))).bytes.toString();
  assert.match(csv.split('\n')[1], /^"Conversion rate; .*that is A; B: .*hybrid.*,0\.9,synthetic$/);
  const shift = JSON.parse((await saved(page, page.getByRole('button', { name: 'Save "What a shift of budget would mean under the model" as JSON' }))).bytes);
  assert.match(shift.meta.scope, /elasticity 0\.5 assumed, email at a spend of 4000/);
  for (const title of ['Shares in A and B', 'Response curves']) {
    await page.getByRole('listitem').filter({ hasText: new RegExp(`^${title}.*SVG`) }).waitFor();
  }
  const report = await page.context().newPage();
  await report.setContent((await saved(page, button)).bytes.toString());
  const text = (await report.locator('body').innerText()).replaceAll('\u00a0', ' ');
  for (const words of ['Scope A against scope B', '55.6 %', 'Compared: play: Financing_Aggressive against Financing_Standard.',
    'random assignment', 'Assumed: a channel\'s credit grows', 'email at a spend of $4,000.00', 'email $1,000.00']) assert.ok(text.includes(words), words);
  assert.match(text, /A: .+; B: .+\. By /);
  for (const chapter of ['Scope A against scope B', 'What a shift of budget would mean under the model']) {
    const part = report.locator('section', { has: report.getByRole('heading', { name: chapter, exact: true }) });
    assert.equal(await part.locator('figure svg').count(), 1, chapter);
    assert.ok(await part.locator('table').count() > 0, chapter);
  }
  await report.close();
});

visit('a logo is painted anew and stands in the report, and what is no picture is refused', async ({ page }) => {
  await openSample(page);
  await go(page, 'Report & exports');
  const logo = page.getByLabel('Logo (PNG or JPEG)');
  await logo.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await page.getByRole('alert').filter({ hasText: 'The logo could not be read' }).waitFor();
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  // What a picture carries beside its pixels does not come along.
  const buffer = Buffer.concat([Buffer.from(pixel, 'base64'), Buffer.from('CARRIED')]);
  await logo.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer });
  await page.getByText('The logo stands in the report.').waitFor();
  const button = page.getByRole('button', { name: 'Save the report' });
  await eventually(async () => assert.ok(await button.isEnabled()));
  const html = (await saved(page, button)).bytes.toString();
  const [, data] = html.match(/<img[^>]*src="data:image\/png;base64,([^"]+)"/);
  const bytes = Buffer.from(data, 'base64');
  assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
  assert.ok(!bytes.includes('CARRIED'));
});

visit('tables, charts and the tables of exchange are saved', async ({ page }) => {
  await openSample(page);
  await go(page, 'Report & exports');
  const csv = await saved(page, page.getByRole('button', { name: 'Save "Credit by channel" as CSV' }));
  const [head, first] = csv.bytes.toString().split('\n');
  assert.match(head, /^Channel,Touches,.*,scope,model,level,origin$/);
  assert.match(first, /^call,31,31,31,.*synthetic$/);
  // Of a narrower scope the file says so, and counts name no model.
  const paths = await saved(page, page.getByRole('button', { name: 'Save "Top converting paths" as CSV' }));
  assert.match(paths.bytes.toString().split('\n')[1], /,"SII >= 70, risk >= 60",,,synthetic$/);
  const json = JSON.parse((await saved(page, page.getByRole('button', { name: 'Save "Credit by channel" as JSON' }))).bytes);
  assert.equal(json.meta.origin, 'synthetic');
  const share = json.rows.find((row) => row[0] === 'email')[5];
  assert.ok(Math.abs(share - expected.all['hybrid_share_alpha_0.5'].email) < 1e-12);
  const charts = page.getByRole('listitem').filter({ hasText: /^Credit by channel.*SVG/ });
  const svg = (await saved(page, charts.getByRole('button', { name: 'Save this chart as SVG' }))).bytes.toString();
  assert.match(svg, /<svg[^>]*>[\s\S]*Synthetic journeys/);
  const sizes = [];
  for (const label of ['PNG', 'PNG 2×']) {
    const { bytes } = await saved(page, charts.getByRole('button', { name: `Save this chart as ${label}`, exact: true }));
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    sizes.push(bytes.readUInt32BE(16));
  }
  assert.equal(sizes[1], 2 * sizes[0]);
  const touches = (await saved(page, page.getByRole('button', { name: 'Save customer_journeys.csv' }))).bytes.toString();
  assert.equal(touches.trim().split('\n').length, 1 + 208);
  const sql = (await saved(page, page.getByRole('button', { name: /SQL for SQLite/ }))).bytes.toString();
  assert.match(sql, /CREATE TABLE IF NOT EXISTS customer_journeys/);
  assert.match(sql, /ON CONFLICT/);
});

visit('rejected rows are saved as CSV and as JSON', async ({ page }) => {
  await open(page);
  await pick(page, SPOILT);
  await page.getByText('spoilt.csv: ').waitFor();
  await settled(page);
  await go(page, 'Report & exports');
  const csv = (await saved(page, page.getByRole('button', { name: 'Save rejected_rows.csv' }))).bytes.toString();
  assert.equal(csv, 'row,line,column,value,reason,suggestion\n3,4,sii_score,n/a,is not a number,Correct the number in the file.\n');
  const { name, bytes } = await saved(page, page.getByRole('button', { name: 'Save rejected_rows.json' }));
  assert.equal(name, 'rejected_rows.json');
  const json = JSON.parse(bytes);
  assert.equal(json.meta.scope, '1 of 3 rows of spoilt.csv');
  assert.deepEqual(json.rows, [[3, 4, 'sii_score', 'n/a', 'is not a number', 'Correct the number in the file.']]);
});

visit('every command is found by its name', async ({ page }) => {
  await openSample(page);
  await page.keyboard.press('Control+k');
  const sought = page.getByRole('combobox', { name: 'Find a command' });
  await sought.fill('model: mark');
  await page.getByRole('option', { name: 'Model: Markov' }).waitFor();
  await sought.press('Enter');
  await shows(shares, page, sharesOf(expected.all, 1));
  await page.locator('main h1, main h2').first().click();
  await page.keyboard.press('?');
  await sought.fill('go paths');
  await sought.press('Enter');
  await page.getByRole('heading', { name: /is the most frequent/ }).first().waitFor();
  assert.match(new URL(page.url()).hash, /^#paths\b/);
});

visit('treatment is held against control, and an imbalance is told', async ({ page }) => {
  await open(page);
  // The treated convert 12 of 20, the others 6 of 20; every treated one came by phone, of the others half.
  const rows = Array.from({ length: 40 }, (_, at) => {
    const treated = at < 20;
    const converts = treated ? at < 12 : at < 26;
    const device = treated || at % 2 ? 'phone' : 'desk';
    return `c${at},2025-03-01,email,${converts ? 1 : 0},${treated ? 'treated' : 'held'},${device}`;
  });
  await read(page, 'arms.csv', `customer_id,timestamp,channel,conversion,arm,device\n${rows.join('\n')}\n`);
  await go(page, 'Plays & personas');
  await page.locator('summary', { hasText: 'Choose a column and its two words' }).click();
  const arms = page.locator('section', { hasText: 'Treatment against control' });
  await field(arms, 'Column').selectOption({ label: 'arm' });
  await field(arms, 'Treatment').selectOption({ label: 'treated' });
  await field(arms, 'Control').selectOption({ label: 'held' });
  await eventually(async () => {
    const [treatment, control] = await sheet(page, 'Treatment and control');
    assert.deepEqual([treatment.Journeys, treatment.Rate, control.Rate], ['20', '60.0 %', '30.0 %']);
  });
  const [rate] = await sheet(page, 'Uplift of the rate');
  // Newcombe's interval of 12/20 against 6/20 at 90 %, worked out apart (the square-and-add of Wilson's limits).
  assert.deepEqual([rate['Treatment (treated) less control (held)'], rate.From, rate.To], ['30.0', '4.2', '50.8']);
  const balance = await sheet(page, 'Balance of the arms');
  assert.ok(balance.some((row) => row.Covariate === 'device' && row.Verdict === 'not balanced'));
});

visit('a view is kept under a name, and its address leads back to it', async ({ page }) => {
  await openSample(page);
  await page.getByRole('combobox', { name: 'Model' }).selectOption('markov');
  await shows(shares, page, sharesOf(expected.all, 1));
  const menu = await openMenu(page, 'View');
  await menu.getByRole('textbox', { name: 'Name of this view' }).fill('Chain alone');
  await menu.getByRole('button', { name: 'Keep this view' }).click();
  await menu.getByRole('button', { name: 'Chain alone', exact: true }).waitFor();
  await eventually(async () => assert.equal(new URL(page.url()).hash, '#overview/markov/1'));
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Model' }).selectOption('hybrid');
  await shows(shares, page, sharesOf(expected.all));
  await eventually(async () => assert.equal(new URL(page.url()).hash, '#overview/hybrid'));
  await page.evaluate(() => { location.hash = '#overview/markov/1'; });
  await shows(shares, page, sharesOf(expected.all, 1));
  await page.getByText('Chain alone').first().waitFor();
});

visit('a mark of a chart narrows the scope to its channel, and lets go of it', async ({ page }) => {
  await openSample(page);
  // Of the 61 journeys 44 hold email, and 24 of these convert.
  await page.getByRole('img', { name: /^email: 16\.4/ }).click();
  await shows(async () => (await figures(page)).journeys, page, '44');
  await page.getByRole('img', { name: /^email: / }).press('Enter');
  await shows(figures, page, figuresOf(expected.all));
});

visit('a credit tells why it is what it is', async ({ page }) => {
  await openSample(page);
  await page.getByRole('button', { name: 'Why this number? email' }).click();
  const dialog = page.getByRole('dialog', { name: 'Why this number?' });
  // Removal effects and Shapley shares of the independent program.
  await dialog.getByText('60.4 % of the conversions would be lost').waitFor();
  await dialog.getByText('are 5.09 conversions').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Why this number? sms' }).click();
  await dialog.getByText('sms is in 11 journeys in scope, 6 of which convert').waitFor();
});

visit('a session by the keyboard alone: open, filter, look, and hand over', async ({ page }) => {
  await open(page);
  const run = async (words) => {
    await page.keyboard.press('Control+k');
    const sought = page.getByRole('combobox', { name: 'Find a command' });
    await sought.waitFor();
    await eventually(async () => assert.ok(await sought.evaluate((node) => node === document.activeElement)));
    await page.keyboard.type(words);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
  };
  const reach = async (locator) => {
    for (let tabs = 0; tabs < 200; tabs += 1) {
      if (await locator.count() && await locator.first().evaluate((node) => node === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`not reached: ${locator}`);
  };
  await reach(page.getByRole('button', { name: 'Try the sample' }));
  await page.keyboard.press('Enter');
  await shows(figures, page, figuresOf(expected.all));
  await reach(page.locator('summary', { hasText: '+ Filter' }));
  await page.keyboard.press('Enter');
  const persona = page.getByRole('group', { name: 'Persona' }).getByRole('checkbox', { name: 'Proof_Seeker' });
  await persona.waitFor();
  await reach(persona);
  await page.keyboard.press('Space');
  await shows(async () => (await figures(page)).journeys, page, '17');
  await page.keyboard.press('Escape');
  await run('go paths');
  // Nine of them convert: fewer than are ranked.
  await page.getByRole('heading', { name: 'Too few journeys to tell: 9 conversions in scope.' }).first().waitFor();
  await run('report');
  const save = page.getByRole('button', { name: 'Save the report' });
  await eventually(async () => assert.ok(await save.isEnabled()));
  await reach(save);
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  assert.match((await download).suggestedFilename(), /\.html$/);
  await run('undo');
  await page.getByText('61 of 61 journeys in scope').waitFor();
});

visit('the credit of a cell and of a model is explained', async ({ page }) => {
  await openSample(page);
  await go(page, 'Plays & personas');
  await page.getByRole('button', { name: 'Persona', exact: true }).click();
  await page.locator('summary', { hasText: 'Credit by persona and channel' }).click();
  const rows = await sheet(page, 'Credit by persona and channel');
  const asked = rows.find((row) => row.Remark === '' && row.Channel === 'email');
  await page.getByRole('button', { name: `Why this number? email within ${asked.Group}`, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Why this number?' });
  await dialog.getByText(`email is in ${asked.Journeys} journeys in scope, ${asked.Conversions} of which convert`).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await go(page, 'Models');
  await page.getByRole('button', { name: 'Why this number? Linear', exact: true }).click();
  await dialog.getByText(/^Linear: each conversion is split equally among the touches of its path;/).first().waitFor();
  assert.equal(await dialog.getByRole('heading', { level: 4 }).count(), 5);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});
