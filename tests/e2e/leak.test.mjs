// Nothing of a file leaves the browser: every cell of a file betrays itself, every part of the page is used, and then the host's
// log, every request that the browser tells of, and Chromium's own record of the network are searched. A leak that is planted,
// in the page or in the engine, is found by the same search.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { CANARY, canaries, finds } from './canary.mjs';
import { engines, eventually, figures, FLAGS, PATIENCE, pick, saved, settled, temporary, told } from './page.mjs';
import { host } from './served.mjs';
import { tour } from './tour.mjs';

const FILES = readdirSync(process.env.TOUCHLINE_DIST ?? new URL('../../dist/', import.meta.url));

/** Throws where anything that left the browser holds the word, or goes anywhere but to a file of the build. */
function search({ address, received, asked, netLog }) {
  const names = new Set(['', 'sw.js', 'favicon.ico', ...FILES.map((name) => name.replace(/^boot-[0-9a-f]+/, 'boot-*'))]);
  const isOwn = (url) => url.startsWith(address)
    && names.has(url.slice(address.length).split('#')[0].replace(/^boot-[0-9a-f]+/, 'boot-*'));
  for (const made of received) assert.ok(!finds(JSON.stringify(made)), `the host was told ${made.method} ${made.url} ${made.body}`);
  for (const { url, body } of asked) {
    assert.ok(isOwn(url), `${url} is no file of the build`);
    assert.ok(!finds(`${url} ${body}`), `a request held it: ${url}`);
  }
  const { events } = netLog;
  const requests = events.map(({ params }) => params).filter((params) => params?.url && params.initiator?.startsWith('http'));
  assert.ok(requests.length > 5, 'the record of the network has the requests of the page');
  for (const { url } of requests) assert.ok(/^(blob|data):/.test(url) || isOwn(url), `the network record has ${url}`);
  const found = events.find((event) => finds(JSON.stringify(event.params ?? {})) && !/"url":"(blob|data):/.test(JSON.stringify(event.params)));
  assert.equal(found, undefined, 'the network record holds it');
}

/** Uses every part of the page with the file, lets `plant` do what it likes in between, and searches. */
async function session(plant) {
  const { address, received, stop } = await host();
  const log = temporary(`network-${Math.random()}.json`);
  const context = await chromium.launchPersistentContext(temporary(`profile-${Math.random()}`), {
    executablePath: told('CHROME'),
    args: [...FLAGS, `--log-net-log=${log}`, '--net-log-capture-mode=Everything'],
    locale: 'en-US',
  });
  context.setDefaultTimeout(PATIENCE);
  const asked = [];
  // Those of the page, of its workers and of the service worker.
  context.on('request', (made) => {
    if (/^https?:/.test(made.url())) asked.push({ url: made.url(), body: made.postData() ?? '' });
  });
  const page = context.pages()[0];
  await page.goto(address);
  await page.getByText('Ready offline').waitFor();
  await pick(page, { name: `${CANARY}.csv`, text: canaries() });
  await eventually(async () => assert.equal((await figures(page)).journeys, '30'));
  await saved(page);
  await page.getByRole('combobox', { name: 'Model' }).selectOption('shapley');
  await page.getByRole('columnheader', { name: 'Channel' }).getByRole('button').click();
  await settled(page);
  await tour(page);
  for (const button of ['Save an audit', 'Back up everything']) {
    const offered = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    await offered;
  }
  await plant({ page, address });
  await page.reload();
  await page.getByRole('heading', { name: 'What is stored' }).waitFor();
  await page.getByRole('button', { name: 'Erase everything …' }).click();
  await page.getByRole('button', { name: 'Erase everything', exact: true }).click();
  await page.getByText('Everything was erased').waitFor();
  await pause(500);
  await context.close();
  await stop();
  search({ address, received, asked, netLog: JSON.parse(readFileSync(log, 'utf8')) });
}

test('of a file that betrays itself in every cell nothing leaves the browser', () => session(() => {}));

const leak = ([address, word]) => fetch(`${address}?word=${word}`).then(() => undefined, () => undefined);

test('a leak in the page is found', async () => {
  await assert.rejects(session(({ page, address }) => page.evaluate(leak, [address, CANARY])), /held it|was told|no file/);
});

test('a leak in the engine is found, though it is disguised', async () => {
  const hidden = Buffer.from(`x${CANARY}`).toString('base64');
  await assert.rejects(session(async ({ page, address }) => (await engines(page))[0].evaluate(leak, [address, hidden])),
    /held it|was told|no file/);
});
