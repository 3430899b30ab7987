// Files that mean harm or are spoilt: their text stays text, what is left out is told, what was open stays open.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { eventually, expected, figures, figuresOf, open, openSample, pick, plain, settled, shows,
  visit } from './page.mjs';

const IMAGE = '<img src=x onerror="window.hacked=1">';
const QUOTED = `"${IMAGE.replaceAll('"', '""')}"`;

/** Four good rows, one of them not in UTF-8, and seven that are left out, the last of which never closes its quote. */
const HOSTILE = Buffer.from([
  'property_id,primary_persona,zip_code,risk_score,sii_score,recommended_play',
  'good,Deal_Hunter,75209,95,110,Financing_Aggressive',
  `${QUOTED},${QUOTED},75209,95,110,${QUOTED}`,
  '=1+1,=1+1,75209,95,110,=1+1',
  'good,Deal_Hunter,75209,95,110,',
  'ragged,Deal_Hunter,75209',
  'wordy,Deal_Hunter,75209,95,n/a,',
  'nobody,,75209,95,110,',
  `pictured,Deal_Hunter,75209,95,${QUOTED},`,
  'formula,Deal_Hunter,75209,95,=1+1,',
  'caf\xe9,Deal_Hunter,75209,95,110,',
  'open,"Deal_Hunter,75209,95,110,',
  'swallowed,Deal_Hunter,75209,95,110,',
].join('\n'), 'latin1');

const REJECTED = [
  ['5', 'property_id', 'good', /already on line 2/],
  ['6', 'whole row', '', /3 cells, the header 6/],
  ['7', 'sii_score', 'n/a', /not a number/],
  ['8', 'primary_persona', '', /blank/],
  ['9', 'sii_score', IMAGE, /not a number/],
  ['10', 'sii_score', '=1+1', /not a number/],
  ['12', 'whole row', '', /never closes.* line 13/],
];

const rejectedRows = async (page) => {
  const table = page.getByRole('region', { name: 'Rejected rows' });
  const cells = (rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent));
  return table.locator('tbody tr').evaluateAll(cells);
};

async function openHostile(page) {
  await openSample(page);
  await pick(page, { name: `${IMAGE}.csv`, text: HOSTILE });
  await eventually(async () => assert.equal((await figures(page)).journeys, '4'));
}

visit('markup in a file and in its name is shown as the text it is', async ({ page }) => {
  await openHostile(page);
  await page.getByText(IMAGE).first().waitFor();
  assert.ok((await page.locator('main').innerText()).includes(`${IMAGE} (1)`), 'the persona is named');
  assert.equal(await page.locator('img').count(), 0);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  await pick(page, { name: 'columns.csv', text: `property_id,${QUOTED}\na,b\n` });
  const alert = page.getByRole('alert').filter({ hasText: '<img src=x' });
  await alert.waitFor();
  assert.equal(await page.locator('img').count(), 0);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
});

visit('each row that is left out is listed with line, column, value and reason', async ({ page }) => {
  await openHostile(page);
  const found = await rejectedRows(page);
  assert.deepEqual(found.map((row) => row.slice(0, 3)), REJECTED.map((row) => row.slice(0, 3)));
  REJECTED.forEach(([line, , , reason], index) => assert.match(found[index][3], reason, `line ${line}`));
});

visit('the rows read are the rows accepted and the rows left out', async ({ page }) => {
  await openHostile(page);
  const words = plain(await page.getByRole('region', { name: 'How the file was read' }).innerText());
  const [, read, accepted, rejected] = /(\d+) rows read = (\d+) accepted \+ (\d+) rejected/.exec(words).map(Number);
  assert.deepEqual({ read, accepted, rejected }, { read: 11, accepted: 4, rejected: 7 });
  assert.equal((await rejectedRows(page)).length, rejected);
});

visit('the rows left out are saved as a file that no spreadsheet runs', async ({ page }) => {
  await openHostile(page);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download all rejected rows' }).click();
  const download = await saving;
  assert.match(download.suggestedFilename(), /\.csv$/);
  const text = readFileSync(await download.path(), 'utf8');
  assert.equal(text.trim().split('\n').length, 1 + REJECTED.length);
  assert.match(text, /,'=1\+1,/);
  assert.doesNotMatch(text, /(^|,)"?=/m);
});

const REFUSED = [
  ['an empty file', '', /file is empty/],
  ['a file with a header alone', 'property_id,primary_persona,sii_score\n', /header and no rows/],
  ['a binary file', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0xff]), /not text/],
  ['a file without two of its columns', 'property_id,city\na,Dallas\n', /lacks primary_persona, sii_score/],
  ['a file without a header', 'a,Deal_Hunter,110\n', /Which column is the customer/],
];

for (const [what, text, words] of REFUSED) {
  visit(`${what} is refused with its reason, and what was open stays open`, async ({ page }) => {
    await openSample(page);
    await pick(page, { name: 'spoilt.csv', text });
    const alert = page.getByRole('alert').filter({ hasText: words });
    await alert.waitFor();
    await settled(page);
    assert.deepEqual(await figures(page), figuresOf(expected.all));
    await page.getByRole('banner').getByText('a_tier_leads.csv').waitFor();

    await pick(page, { name: 'good.csv', text: 'property_id,primary_persona,sii_score\na,Deal_Hunter,110\n' });
    await eventually(async () => assert.equal((await figures(page)).journeys, '1'));
    assert.equal(await alert.count(), 0);
  });
}

visit('a file that is refused on the first screen leaves that screen usable', async ({ page }) => {
  await open(page);
  await pick(page, { name: 'spoilt.csv', text: '' });
  await page.getByRole('alert').filter({ hasText: /file is empty/ }).waitFor();
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await shows(figures, page, figuresOf(expected.all));
});
