// How a file is read: told from it, said with the reason, changed and changed back, asked where it tells nothing.

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { chosen, facts, field, note, read, unfold } from './form.mjs';
import { column, figures, open, saved, shows, visit } from './page.mjs';

/** 3 + 1 + 2 + 0 conversions and 5 + 4 + 0 + 5 nulls: of 20 journeys 6 convert, worth 300 + 50 + 100. */
const PATHS = 'path,total_conversions,total_conversion_value,total_null\n'
  + 'email|ads,3,300,5\nads,1,50,4\nemail|search|ads,2,100,0\nsearch,0,,5\n';
const PATH_FIGURES = { journeys: '20', conversions: '6', rate: '30.0 %', value: '450' };

visit('a path table is told by its columns, and by what its paths are parted can be changed', async ({ page }) => {
  await open(page);
  await read(page, 'paths.csv', PATHS);
  await shows(figures, page, PATH_FIGURES);
  await unfold(page, 'Read as a path table: how, and why');
  const parted = async () => (await facts(page))['Paths parted by'];
  await shows(parted, page, ['|', 'it stands in 2 of the first 4 paths']);
  assert.deepEqual(Object.keys(await column(page, 'Share')).sort(), ['ads', 'email', 'search']);

  const sign = field(page, 'Paths parted by');
  await sign.fill('>');
  await sign.blur();
  await shows(parted, page, ['>', 'as asked for']);
  const whole = async () => Object.keys(await column(page, 'Share')).sort();
  await shows(whole, page, ['ads', 'email|ads', 'email|search|ads', 'search']);
  await shows(figures, page, PATH_FIGURES);

  await sign.fill('');
  await sign.blur();
  await shows(parted, page, ['|', 'it stands in 2 of the first 4 paths']);
  await shows(whole, page, ['ads', 'email', 'search']);
});

/** Customers a and b convert, for 120 and 80; c does not. */
const CSV = 'customer_id,timestamp,channel,converted,conversion_value\n'
  + 'a,2025-01-01,email,0,\na,2025-01-02,ads,1,120\nb,2025-01-03,ads,1,80\nc,2025-01-03,search,0,\n';
const EVENTS = [
  { customer_id: 'a', timestamp: '2025-01-01', channel: 'email', converted: false, conversion_value: null },
  { customer_id: 'a', timestamp: '2025-01-02', channel: 'ads', converted: true, conversion_value: 120 },
  { customer_id: 'b', timestamp: '2025-01-03', channel: 'ads', converted: true, conversion_value: 80 },
  { customer_id: 'c', timestamp: '2025-01-03', channel: 'search', converted: false },
];
const JOURNEYS = {
  journeys: [
    { journey_id: 'a', conversion: true, conversion_value: 120,
      path: [{ channel: 'email', timestamp: '2025-01-01' }, { channel: 'ads', timestamp: '2025-01-02' }] },
    { journey_id: 'b', conversion: true, conversion_value: 80, path: [{ channel: 'ads', timestamp: '2025-01-03' }] },
    { journey_id: 'c', conversion: false, conversion_value: null,
      path: [{ channel: 'search', timestamp: '2025-01-03' }] },
  ],
};

visit('NDJSON of events and packed JSON of journeys give the figures of the same touches in CSV', async ({ page }) => {
  await open(page);
  const files = [
    ['touches.csv', CSV, 'Delimiter', ','],
    ['touches.ndjson', EVENTS.map((event) => JSON.stringify(event)).join('\n'), 'Form', 'NDJSON'],
    ['journeys.json.gz', gzipSync(JSON.stringify(JOURNEYS)), 'Packed', 'gzip'],
  ];
  const shares = [];
  for (const [name, text, fact, value] of files) {
    await read(page, name, text);
    await shows(figures, page, { journeys: '3', conversions: '2', rate: '66.7 %', value: '200' });
    await shows((page) => column(page, 'Touches'), page, { ads: '2', email: '1', search: '1' });
    await unfold(page, 'Read as touchpoints: how, and why');
    assert.equal((await facts(page))[fact][0], value);
    shares.push(await column(page, 'Share'));
  }
  assert.equal((await facts(page)).Form[0], 'JSON');
  assert.deepEqual(shares.slice(1), [shares[0], shares[0]]);
});

/** Two tables beside each other. By commas a converts and b does not; by semicolons p converts, q and r do not. */
const BESIDE = 'customer_id,timestamp,channel,converted,note;customer_id;timestamp;channel;converted\n'
  + 'a,2025-01-01,email,0,-;p;2025-01-01;ads;1\n'
  + 'a,2025-01-02,ads,1,-;q;2025-01-01;email;0\n'
  + 'b,2025-01-03,ads,0,-;r;2025-01-02;ads;0\n';

visit('the delimiter is given by a menu, and left to the file again', async ({ page }) => {
  await open(page);
  await read(page, 'beside.csv', BESIDE);
  const byCommas = { journeys: '2', conversions: '1', rate: '50.0 %', value: 'not defined' };
  const bySemicolons = { journeys: '3', conversions: '1', rate: '33.3 %', value: 'not defined' };
  await shows(figures, page, byCommas);
  await unfold(page, 'Read as touchpoints: how, and why');
  const delimiter = async () =>
    [(await facts(page)).Delimiter[0], await chosen(page, 'Delimiter'), await note(page, 'Delimiter')];
  await shows(delimiter, page, [',', 'told from the file', 'told from the file']);
  await field(page, 'Delimiter').selectOption({ label: 'semicolon' });
  await shows(figures, page, bySemicolons);
  await shows(delimiter, page, [';', 'semicolon', 'as asked for']);
  await field(page, 'Delimiter').selectOption({ label: 'told from the file' });
  await shows(figures, page, byCommas);
  await shows(delimiter, page, [',', 'told from the file', 'told from the file']);

  // What is asked for of one file is not shown of another with a header of its own.
  await field(page, 'Delimiter').selectOption({ label: 'semicolon' });
  await shows(figures, page, bySemicolons);
  await read(page, 'touches.csv', CSV);
  await unfold(page, 'Read as touchpoints: how, and why');
  await shows(delimiter, page, [',', 'told from the file', 'told from the file']);
});

/** As touchpoints c1 converts and c2 does not; as leads p1 converts (SII 100 and above), p2 and p3 do not. */
const BOTH = 'property_id,primary_persona,sii_score,customer_id,timestamp,channel,converted\n'
  + 'p1,Deal_Hunter,110,c1,2025-01-01,email,0\n'
  + 'p2,Deal_Hunter,90,c1,2025-01-02,ads,1\n'
  + 'p3,Deal_Hunter,90,c2,2025-01-02,ads,0\n';

visit('what the file holds is changed and changed back', async ({ page }) => {
  await open(page);
  await read(page, 'both.csv', BOTH);
  const ofTouchpoints = { journeys: '2', conversions: '1', rate: '50.0 %', value: 'not defined' };
  await shows(figures, page, ofTouchpoints);
  await unfold(page, 'Read as touchpoints: how, and why');
  await field(page, 'What the file holds').selectOption({ label: 'leads' });
  await shows(figures, page, { journeys: '3', conversions: '1', rate: '33.3 %', value: 'not defined' });
  await page.getByText('Synthetic journeys').first().waitFor();
  await unfold(page, 'Read as leads: how, and why');
  await field(page, 'What the file holds').selectOption({ label: 'touchpoints' });
  await shows(figures, page, ofTouchpoints);
  await page.getByText('Observed journeys').first().waitFor();
  await unfold(page, 'Read as touchpoints: how, and why');
  assert.equal(await chosen(page, 'What the file holds'), 'touchpoints');
});

/** Month first, the touches of a are 151 days apart, and the older one is out of the window of 90; day first, five. */
const unclear = (customer) => 'customer_id,date,channel,converted\n'
  + `${customer},1/2/2025,email,0\n${customer},6/2/2025,ads,1\nb,4/3/2025,ads,0\n`;

visit('an unclear date is asked about once for all files with one header', async ({ page }) => {
  await open(page);
  const asked = page.getByRole('alert').filter({ hasText: 'none tells which' });
  const older = (page) => note(page, 'Lookback window, days');
  const kept = page.getByText('Read as the last file with this header.');
  await read(page, 'first.csv', unclear('a'), () => asked.getByRole('button', { name: /^Month first/ }).click());
  await unfold(page, 'From touches to journeys');
  await shows(older, page, '1 touch left out as older');
  assert.equal(await kept.count(), 0);

  await read(page, 'second.csv', unclear('c'));
  assert.equal(await page.getByRole('alert').count(), 0);
  await kept.waitFor();
  await unfold(page, 'From touches to journeys');
  await shows(older, page, '1 touch left out as older');

  await page.getByRole('button', { name: 'Let the file tell all again' }).click();
  await asked.waitFor();
  await asked.getByRole('button', { name: /^Day first/ }).click();
  await shows(older, page, '0 touches left out as older');
  await shows(figures, page, { journeys: '2', conversions: '1', rate: '50.0 %', value: 'not defined' });
  await asked.waitFor({ state: 'detached' });
  await saved(page);
});

visit('what the columns hold is shown beside what they are taken for, which can be changed', async ({ page }) => {
  await open(page);
  const rows = 'a,2025-01-01,email,0,\na,2025-01-02,ads,1,spring\nb,2025-01-02,ads,0,n/a\n';
  await read(page, 'columns.csv', `customer_id,timestamp,channel,converted,note\n${rows}`);
  await unfold(page, 'Columns');
  const table = page.getByRole('region', { name: 'What the columns hold' });
  await table.getByText('What the columns hold, in the first 3 rows').waitFor();
  const cells = await table.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  assert.deepEqual(cells, [
    ['customer_id', 'words', 'a, b', '0', '2'],
    ['timestamp', 'times', '2025-01-01, 2025-01-02', '0', '2'],
    ['channel', 'words', 'email, ads', '0', '2'],
    ['converted', 'numbers', '0, 1', '0', '2'],
    ['note', 'words', 'spring', '2', '1'],
  ]);
  const columns = page.getByRole('group', { name: 'Columns', exact: true });
  const conversion = field(columns, 'conversion');
  assert.equal(await conversion.inputValue(), 'converted');
  assert.equal(await note(columns, 'conversion'), 'by its name');
  await shows(async () => (await figures(page)).conversions, page, '1');
  await conversion.selectOption({ label: 'none' });
  await page.getByRole('button', { name: 'Read again with these columns' }).click();
  await shows(figures, page, { journeys: '2', conversions: '0', rate: '0.0 %', value: '0' });
  assert.equal(await chosen(columns, 'conversion'), 'none');

  await read(page, 'others.csv', `customer,time,channel,conversion,note\n${rows}`);
  await unfold(page, 'Columns');
  await shows(async () => (await figures(page)).conversions, page, '1');
  assert.equal(await note(columns, 'conversion'), 'by its name');
  assert.equal(await chosen(columns, 'conversion'), 'conversion');
});
