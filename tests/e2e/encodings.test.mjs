// Files that are not in UTF-8: a program of its own makes UTF-8 of them, and is asked for only where a file needs it.

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { facts, unfold } from './form.mjs';
import { column, eventually, expected, figures, figuresOf, open, openSample, pick, settled, shows,
  visit } from './page.mjs';

const CODEC = '**/codec-*_bg.wasm';

const HEADER = 'customer,time,channel,converted';
const ROWS = [
  'Müller,2025-12-31 10:00,email,0',
  'Müller,2026-01-01 09:30,Außenwerbung,1',
  'Özdemir,2026-01-02 11:00,Außenwerbung,0',
];
const latin = (...lines) => Buffer.from([HEADER, ...lines, ''].join('\n'), 'latin1');

const channels = async (page) => Object.keys(await column(page, 'Touches')).sort();

/** The cells of the row of the reading that begins with this word. */
async function fact(page, word) {
  await unfold(page, 'Read as touchpoints: how, and why');
  return (await facts(page))[word];
}

/** Which programs have been asked for. */
function asked(page) {
  const names = [];
  page.context().on('request', (request) => names.push(request.url()));
  return () => names.some((name) => /\/codec-.*\.wasm$/.test(name));
}

visit('the codec is asked for by a file that needs it, and by no other', async ({ page }) => {
  const isAsked = asked(page);
  await openSample(page);
  await pick(page, { name: 'utf8.csv', text: [HEADER, ...ROWS].join('\n') });
  await shows(channels, page, ['Außenwerbung', 'email']);
  assert.deepEqual(await fact(page, 'Encoding'), ['UTF-8', 'the first bytes beyond ASCII are well-formed UTF-8']);
  await pick(page, { name: 'utf16.csv', text: Buffer.from(`\ufeff${[HEADER, ...ROWS, 'a,2026-01-01,sms,1'].join('\n')}`, 'utf16le') });
  await shows(channels, page, ['Außenwerbung', 'email', 'sms']);
  assert.equal((await fact(page, 'Encoding'))[0], 'UTF-16LE');
  assert.ok(!isAsked());

  await pick(page, { name: 'latin.csv', text: latin(...ROWS) });
  await shows(channels, page, ['Außenwerbung', 'email']);
  const [name, why] = await fact(page, 'Encoding');
  assert.deepEqual([name, why], ['windows-1252', 'the bytes beyond ASCII are no UTF-8; a guess from their frequencies']);
  assert.ok(isAsked());
});

visit('a packed file whose only such letter stands at its end is read', async ({ page }) => {
  await open(page);
  const filling = Array.from({ length: 300_000 }, (_, at) => `c${at % 5_000},2026-01-01,email,0`);
  await pick(page, { name: 'late.csv.gz', text: gzipSync(latin(filling.join('\n'), ROWS[1])) });
  await settled(page);
  await shows(async () => (await figures(page)).journeys, page, '5,001');
  assert.deepEqual(await channels(page), ['Außenwerbung', 'email']);
  assert.equal((await fact(page, 'Encoding'))[0], 'windows-1252');
  assert.equal((await fact(page, 'Packed'))[0], 'gzip');
});

visit('another encoding can be asked for, and what is told from the file again', async ({ page }) => {
  await open(page);
  await pick(page, { name: 'latin.csv', text: latin(...ROWS) });
  await settled(page);
  await fact(page, 'Encoding');
  await page.getByLabel(/^Encoding/).selectOption('KOI8-R');
  await shows(channels, page, ['Auъenwerbung', 'email']);
  assert.deepEqual(await fact(page, 'Encoding'), ['KOI8-R', 'as asked for']);
  await page.getByLabel(/^Encoding/).selectOption('UTF-8');
  // No row of it is UTF-8: the file stays open as it was read.
  await page.getByRole('alert').filter({ hasText: 'is not UTF-8 text' }).waitFor();
  assert.deepEqual(await channels(page), ['Auъenwerbung', 'email']);
  await page.getByLabel(/^Encoding/).selectOption({ index: 0 });
  await shows(channels, page, ['Außenwerbung', 'email']);
});

visit('a file is cancelled while the codec is on its way', async ({ page }) => {
  await openSample(page);
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.context().route(CODEC, async (route) => {
    await held;
    await route.abort().catch(() => {});
  });
  await pick(page, { name: 'latin.csv', text: latin(...ROWS) });
  await page.getByRole('status').filter({ hasText: 'Unpacking or decoding the file' }).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
  release();
  assert.deepEqual(await figures(page), figuresOf(expected.all));
});

visit('a codec that cannot be loaded is told, and what was open stays open', { faulty: true }, async ({ page }) => {
  await openSample(page);
  await page.context().route(CODEC, (route) => route.abort());
  await pick(page, { name: 'latin.csv', text: latin(...ROWS) });
  await page.getByRole('alert').filter({ hasText: 'the program that reads such files failed' }).waitFor();
  assert.deepEqual(await figures(page), figuresOf(expected.all));
  await page.context().unroute(CODEC);
  await pick(page, { name: 'latin.csv', text: latin(...ROWS) });
  await eventually(async () => assert.deepEqual(await channels(page), ['Außenwerbung', 'email']));
});
