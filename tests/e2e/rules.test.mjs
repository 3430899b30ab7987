// By which rules touches become journeys, changed on the page; and what is said of rows that are left out.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { field, note, read, unfold } from './form.mjs';
import { column, expected, figures, figuresOf, open, openSample, pick, shows, visit } from './page.mjs';

const touches = (page) => column(page, 'Touches');

visit('two channels are merged by a name, and parted again', async ({ page }) => {
  await open(page);
  const rows = 'a,2025-01-01,Email,0\na,2025-01-02,ads,1\nb,2025-01-01,email,1\nc,2025-01-01,email,0\n';
  await read(page, 'names.csv', `customer_id,timestamp,channel,converted\n${rows}`);
  const apart = { Email: '1', ads: '1', email: '2' };
  await shows(touches, page, apart);
  await unfold(page, 'Channels: rename and merge');
  const channels = page.getByRole('group', { name: 'Channels', exact: true });
  const names = () => channels.locator('label').evaluateAll((labels) =>
    Object.fromEntries(labels.map((label) => [label.textContent, label.querySelector('input').value])));
  assert.deepEqual(await names(), { Email: 'Email', ads: 'ads', email: 'email' });
  await field(channels, 'Email').fill('email');
  await page.getByRole('button', { name: 'Read again with these names' }).click();
  await shows(touches, page, { ads: '1', email: '3' });
  const renamed = page.getByRole('listitem').filter({ hasText: 'Email counts as email.' });
  await renamed.waitFor();
  assert.deepEqual(await names(), { ads: 'ads', email: 'email' });

  await renamed.getByRole('button', { name: 'Undo' }).click();
  await shows(touches, page, apart);
  assert.deepEqual(await names(), { Email: 'Email', ads: 'ads', email: 'email' });
  await renamed.waitFor({ state: 'detached' });
});

visit('amounts of two currencies are asked about, and the value is of the one that is read', async ({ page }) => {
  await open(page);
  const rows = 'a,2025-01-01,email,1,100 EUR\nb,2025-01-02,ads,1,80 USD\nc,2025-01-03,email,1,50 EUR\n'
    + 'd,2025-01-04,ads,1,30 USD\ne,2025-01-05,ads,0,\n';
  const asked = page.getByRole('alert').filter({ hasText: 'EUR (2), USD (2)' });
  await read(page, 'currencies.csv', `customer_id,timestamp,channel,converted,conversion_value\n${rows}`,
    () => asked.getByRole('button', { name: 'Only EUR' }).click());
  await page.getByText('currencies.csv: 5 rows read = 3 accepted + 2 rejected.').waitFor();
  await shows(figures, page, { journeys: '3', conversions: '2', rate: '66.7 %', value: '€150' });
  await unfold(page, 'From touches to journeys');
  const currency = field(page, 'Currency');
  assert.deepEqual([await currency.inputValue(), await note(page, 'Currency')], ['EUR', 'as asked for']);
  await currency.fill('USD');
  await currency.blur();
  await shows(figures, page, { journeys: '3', conversions: '2', rate: '66.7 %', value: '$110' });
});

/** Before the conversion: 152 days and a half, 36 hours, and a day to the second, which is within a window of a day. */
const OLD = 'customer_id,timestamp,channel,converted\n'
  + 'a,2025-01-01 00:00,email,0\na,2025-06-01 00:00,ads,0\na,2025-06-01 12:00,social,0\na,2025-06-02 12:00,search,1\n';

visit('without a lookback window old touches come back, and a short one leaves more out', async ({ page }) => {
  await open(page);
  await read(page, 'old.csv', OLD);
  await unfold(page, 'From touches to journeys');
  const days = field(page, 'Lookback window, days');
  const seen = async () => [await days.inputValue(), await note(page, 'Lookback window, days'), await counted()];
  const counted = async () => Object.values(await touches(page)).reduce((sum, count) => sum + Number(count), 0);
  await shows(seen, page, ['90', '1 touch left out as older', 3]);
  await days.fill('');
  await days.blur();
  await shows(seen, page, ['', '0 touches left out as older', 4]);
  assert.deepEqual(await touches(page), { ads: '1', email: '1', search: '1', social: '1' });
  await days.fill('1');
  await days.blur();
  await shows(seen, page, ['1', '2 touches left out as older', 2]);

  // The next file has a header of its own, and with it the window of 90 days.
  await read(page, 'other.csv', OLD.replace('channel', 'medium'));
  await unfold(page, 'From touches to journeys');
  await shows(seen, page, ['90', '1 touch left out as older', 3]);
});

/** 10:00 in Berlin is 08:00 in UTC, before the conversion; 10:00 in UTC is behind it and begins a second journey. */
const CLOCKS = 'customer_id,timestamp,channel,converted\n'
  + 'a,2025-07-01 10:00,email,0\na,2025-07-01T09:00:00Z,ads,1\n';

visit('clocks without a zone are of the one that is given, and an unknown one changes nothing', async ({ page }) => {
  await open(page);
  await read(page, 'clocks.csv', CLOCKS);
  await shows(figures, page, { journeys: '2', conversions: '1', rate: '50.0 %', value: 'not defined' });
  await unfold(page, 'From touches to journeys');
  const zone = field(page, 'Time zone of clocks that say none');
  assert.equal(await note(page, 'Time zone of clocks that say none'), '1 clocks say no zone');
  await zone.fill('Atlantis/Capital');
  await zone.blur();
  const refused = page.getByRole('alert').filter({ hasText: 'No time zone is known by the name "Atlantis/Capital".' });
  await refused.getByText('clocks.csv is still open and unchanged.').waitFor();
  await shows(figures, page, { journeys: '2', conversions: '1', rate: '50.0 %', value: 'not defined' });
  await refused.getByRole('button', { name: 'Dismiss' }).click();

  await zone.fill('Europe/Berlin');
  await zone.blur();
  await shows(figures, page, { journeys: '1', conversions: '1', rate: '100.0 %', value: 'not defined' });
  assert.equal(await page.getByRole('alert').count(), 0);
  assert.equal(await zone.inputValue(), 'Europe/Berlin');
});

/** Of nine rows the first two and the last are read. */
const SPOILT = 'customer_id,timestamp,channel,converted,conversion_value\n'
  + 'a,2025-01-01,email,0,\n'
  + 'a,2025-01-02,ads,1,50\n'
  + 'b,someday,ads,0,\n'
  + 'c,2025-01-02,ads,perhaps,\n'
  + ',2025-01-03,email,0,\n'
  + 'd,never,email,0,\n'
  + 'e,2025-01-03,email,1,-5\n'
  + 'f,2025-01-03,email\n'
  + 'g,2025-01-04,email,0,\n';

visit('rows at fault are summed up by reason, with what can be done, on the page and in a file', async ({ page }) => {
  await open(page);
  await read(page, 'spoilt.csv', SPOILT);
  await page.getByText('spoilt.csv: 9 rows read = 3 accepted + 6 rejected.').waitFor();
  await shows(figures, page, { journeys: '2', conversions: '1', rate: '50.0 %', value: '50' });
  const reasons = page.getByRole('list', { name: 'Rejected rows by reason' }).getByRole('listitem');
  assert.deepEqual(await reasons.allInnerTexts(), [
    '2 rows: timestamp is no date or time from 1970 to 2105 (line 4, 7). '
      + 'Write the time as 2025-12-31 22:15, or choose another column for it.',
    '1 row: converted is neither yes nor no (line 5). Write yes or no, or choose another column for the conversion.',
    '1 row: customer_id is blank (line 6). Fill the cell in, or choose another column for this field.',
    '1 row: conversion_value is below 0 (line 8). Take refunds out of the file: a touchpoint has no value below 0.',
    '1 row: the row has 3 cells, the header 5 (line 9). Check the row for a delimiter in a cell that is not quoted.',
  ]);

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download all rejected rows' }).click();
  const [head, ...rows] = readFileSync(await (await saving).path(), 'utf8').trim().split('\n');
  assert.equal(head, 'row,line,column,value,reason,suggestion');
  assert.deepEqual(rows.map((row) => row.split(',')[1]), ['4', '5', '6', '7', '8', '9']);
  assert.equal(rows[0], '3,4,timestamp,someday,is no date or time from 1970 to 2105,'
    + '"Write the time as 2025-12-31 22:15, or choose another column for it."');
});

visit('a file whose every row is at fault is refused, and what was open stays open', async ({ page }) => {
  await openSample(page);
  await pick(page, { name: 'faulty.csv', text: 'customer_id,timestamp,channel\na,soon,email\nb,later,ads\n' });
  const refused = page.getByRole('alert').filter({ hasText: 'The file was not opened.' });
  await refused.getByText('None of the 2 rows could be read. The first: row 1 (line 2), timestamp: "soon" is no date')
    .waitFor();
  await refused.getByText('a_tier_leads.csv is still open and unchanged.').waitFor();
  assert.deepEqual(await figures(page), figuresOf(expected.all));
  await page.getByRole('banner').getByText('a_tier_leads.csv').waitFor();
  await refused.getByRole('button', { name: 'Dismiss' }).click();
  await refused.waitFor({ state: 'detached' });
  assert.deepEqual(await figures(page), figuresOf(expected.all));
});
