// Files that are not in UTF-8: a program of its own makes UTF-8 of them, and is asked for only where a file needs it.

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { column, eventually, expected, facts, field, figures, figuresOf, open, openSample, pick, read, shows, unfold,
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

/** Encoding and evidence. */
const encoding = async (page) => (await facts(page)).Encoding;

/** Which programs have been asked for. */
function asked(page) {
  const names = [];
  page.context().on('request', (request) => names.push(request.url()));
  return () => names.some((name) => /\/codec-.*\.wasm$/.test(name));
}

visit('the codec is asked for by a file that needs it, and by no other', async ({ page }) => {
  const isAsked = asked(page);
  await openSample(page);
  await read(page, 'utf8.csv', [HEADER, ...ROWS].join('\n'));
  await unfold(page, 'Read as touchpoints');
  await shows(encoding, page, ['UTF-8', 'the first bytes beyond ASCII are well-formed UTF-8']);
  const wide = Buffer.from(`\ufeff${[HEADER, ...ROWS, 'a,2026-01-01,sms,1'].join('\n')}`, 'utf16le');
  await read(page, 'utf16.csv', wide);
  await shows(channels, page, ['Außenwerbung', 'email', 'sms']);
  await shows(encoding, page, ['UTF-16LE', 'the file begins with a byte order mark']);
  assert.ok(!isAsked());

  await read(page, 'latin.csv', latin(...ROWS));
  await shows(channels, page, ['Außenwerbung', 'email']);
  await shows(encoding, page, ['windows-1252', 'the bytes beyond ASCII are no UTF-8; a guess from their frequencies']);
  assert.ok(isAsked());
});

visit('a letter in the last row of a long file can need it, packed or not', async ({ page }) => {
  await open(page);
  const filling = Array.from({ length: 300_000 }, (_, at) => `c${at % 5_000},2026-01-01,email,0`).join('\n');
  const file = latin(filling, ROWS[1]);
  for (const [name, bytes, packed] of [['late.csv', file, undefined], ['late.csv.gz', gzipSync(file), 'gzip']]) {
    await read(page, name, bytes);
    await shows(async () => (await figures(page)).journeys, page, '5,001');
    await shows(channels, page, ['Außenwerbung', 'email']);
    await unfold(page, 'Read as touchpoints');
    const { Encoding, Packed } = await facts(page);
    assert.deepEqual([Encoding[0], Packed?.[0]], ['windows-1252', packed]);
  }
});

visit('another encoding can be asked for, and what is told from the file again', async ({ page }) => {
  await open(page);
  await read(page, 'latin.csv', latin(...ROWS));
  await unfold(page, 'Read as touchpoints');
  await field(page, 'Encoding').selectOption('KOI8-R');
  await shows(channels, page, ['Auъenwerbung', 'email']);
  await shows(encoding, page, ['KOI8-R', 'as asked for']);
  await field(page, 'Encoding').selectOption('UTF-8');
  await shows(channels, page, ['Au\ufffdenwerbung', 'email']);
  await field(page, 'Encoding').selectOption({ index: 0 });
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
