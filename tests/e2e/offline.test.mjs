// Without a network: all of the page is kept, one version at a time, and a new one comes in when it is asked to.

import assert from 'node:assert/strict';
import { eventually, expected, figures, figuresOf, open, openPrivacy, openSample, pick, samplePath, saved, settled, shares,
  sharesOf, shows, slider, visit } from './page.mjs';
import { host } from './served.mjs';
import { tour } from './tour.mjs';

const KEPT = { serviceWorkers: 'allow' };

/** Updates in a row. */
const UPDATES = Number(process.env.TOUCHLINE_UPDATES ?? 20);

const readyOffline = (page) => page.getByText('Ready offline').waitFor();

/** Which version the document and its script are of. */
const versions = (page) => page.evaluate(() => {
  const { index, boot } = document.documentElement.dataset;
  return [index, boot];
});

const caches = (page) => page.evaluate(() => window.caches.keys());

for (const path of ['/', '/some/sub/path/']) {
  visit(`once loaded, every part of the page works without its host, under ${path}`, KEPT, async ({ page }) => {
    const { address, stop } = await host(path);
    await open(page, address);
    await readyOffline(page);
    await stop();
    await page.reload();
    await openSample(page, address);
    await shows(figures, page, figuresOf(expected.all));
    await saved(page);
    await slider(page).press('End');
    await shows(shares, page, sharesOf(expected.all, 1));
    await tour(page);
    const backup = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Back up everything' }).click();
    assert.match((await backup).suggestedFilename(), /^touchline-\d{4}-\d\d-\d\d\.touchline$/);
    // An encoding older than Unicode asks for the codec, a zone for the table of zones.
    const rows = ['Kunde;Zeit;Kanal;Konversion'];
    for (let day = 10; day < 30; day += 1) rows.push(`k${day};${day}.01.2026 10:00;Büro;0`, `k${day};${day}.01.2026 12:00;Mail;1`);
    await pick(page, { name: 'alt.csv', text: Buffer.from(rows.join('\r\n'), 'latin1') });
    await page.getByRole('link', { name: 'Overview' }).click();
    await eventually(async () => assert.equal((await figures(page)).journeys, '20'));
    await page.getByRole('rowheader', { name: 'Büro' }).first().waitFor();
    await saved(page);
    await page.reload();
    await eventually(async () => assert.equal((await figures(page)).journeys, '20'));
  });
}

visit(`${UPDATES} updates in a row: each waits to be asked, none is mixed with another, nothing stored is lost`, KEPT,
  async ({ page }) => {
    const { address, publish, stop } = await host();
    await openSample(page, address);
    await saved(page);
    await readyOffline(page);
    for (let number = 1; number <= UPDATES; number += 1) {
      publish(number);
      await page.reload();
      await shows(figures, page, figuresOf(expected.all));
      assert.deepEqual(await versions(page), [String(number - 1), String(number - 1)], 'the old one until it is asked');
      await page.getByRole('button', { name: 'Save and switch' }).click();
      await eventually(async () => assert.deepEqual(await versions(page), [String(number), String(number)]));
      await shows(figures, page, figuresOf(expected.all));
      await eventually(async () => assert.equal((await caches(page)).length, 1, 'the former version is gone'));
    }
    await stop();
    await page.reload();
    await shows(figures, page, figuresOf(expected.all));
    assert.deepEqual(await versions(page), [String(UPDATES), String(UPDATES)]);
  });

visit('an update of which a file does not come leaves the version that is there whole', { ...KEPT, faulty: true },
  async ({ page }) => {
    const { address, publish, spoil, stop } = await host();
    await openSample(page, address);
    await saved(page);
    await readyOffline(page);
    const before = await caches(page);
    publish(1);
    let broken = 0;
    spoil((name) => /^views-.*wasm$|^icon-512/.test(name) && Boolean(broken += 1));
    await page.reload();
    await shows(figures, page, figuresOf(expected.all));
    await eventually(() => assert.ok(broken > 0));
    await eventually(async () => assert.deepEqual(await caches(page), before, 'nothing of the broken one stays'));
    assert.equal(await page.getByRole('button', { name: 'Save and switch' }).count(), 0);
    assert.deepEqual(await versions(page), ['0', '0']);
    spoil(() => false);
    await page.reload();
    await page.getByRole('button', { name: 'Save and switch' }).click();
    await eventually(async () => assert.deepEqual(await versions(page), ['1', '1']));
    await stop();
    await page.reload();
    await shows(figures, page, figuresOf(expected.all));
  });

visit('a new version comes into all tabs at once', KEPT, async ({ page, context }) => {
  const { address, publish, stop } = await host();
  await openSample(page, address);
  await saved(page);
  await readyOffline(page);
  const other = await context.newPage();
  await other.goto(address);
  await shows(figures, other, figuresOf(expected.all));
  publish(1);
  await other.reload();
  await other.getByRole('button', { name: 'Save and switch' }).click();
  for (const tab of [page, other]) {
    await eventually(async () => assert.deepEqual(await versions(tab), ['1', '1']));
    await shows(figures, tab, figuresOf(expected.all));
  }
  await stop();
});

visit('the page can be installed', KEPT, async ({ page }) => {
  const { address, stop } = await host('/some/sub/path/');
  await open(page, address);
  const link = await page.locator('link[rel=manifest]').getAttribute('href');
  const manifest = await (await fetch(new URL(link, address))).json();
  assert.equal(new URL(manifest.start_url, new URL(link, address)).href, address);
  for (const { src, type } of manifest.icons) {
    const icon = await fetch(new URL(src, new URL(link, address)));
    assert.equal(icon.headers.get('Content-Type'), type, src);
  }
  const browser = await page.context().newCDPSession(page);
  const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
  // What is opened without a trace cannot be installed; nothing else may stand against it.
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'), []);
  await stop();
});
