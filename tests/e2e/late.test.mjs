// Answers that come late: what the user did meanwhile stands, and what the page says of it is true.

import assert from 'node:assert/strict';
import { changeWorker, eraseAll, expected, figures, figuresOf, inEveryWorker, openSample, pick, saved, settled, shows, slider,
  stored, VAULT, vaults, visit } from './page.mjs';

const OWN = { name: 'own.csv', text: 'property_id,primary_persona,sii_score\na,Deal_Hunter,110\nb,Deal_Hunter,90\n' };
const OWN_FIGURES = { journeys: '2', conversions: '1', rate: '50.0 %', value: 'not defined' };

/** From now on every message of the worker arrives late, in the order in which they were sent. */
const answerLate = (page) => inEveryWorker(page, () => {
  const post = self.postMessage.bind(self);
  self.postMessage = (message) => setTimeout(() => post(message), 2_000);
});

/** Makes the opening of the browser's storage take its time. */
const SLOW_STORAGE = `
  const late = (listener) => function (event) { setTimeout(() => listener.call(this, event), 2_000); };
  const property = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'onsuccess');
  Object.defineProperty(IDBOpenDBRequest.prototype, 'onsuccess', {
    get: property.get,
    set(listener) { property.set.call(this, listener && late(listener)); },
  });
  const listen = EventTarget.prototype.addEventListener;
  IDBOpenDBRequest.prototype.addEventListener = function (name, listener, options) {
    listen.call(this, name, name === 'success' ? late(listener) : listener, options);
  };`;

/** From now on what the browser has stored is acknowledged later than the page would wait for a worker that hangs. */
const storeSlowly = async (page) => (await vaults(page))[0].evaluate(() => {
  const late = (listener) => function (event) { setTimeout(() => listener.call(this, event), 9_000); };
  const property = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'oncomplete');
  Object.defineProperty(IDBTransaction.prototype, 'oncomplete', {
    get: property.get,
    set(listener) { property.set.call(this, listener && late(listener)); },
  });
  const listen = EventTarget.prototype.addEventListener;
  IDBTransaction.prototype.addEventListener = function (name, listener, options) {
    listen.call(this, name, name === 'complete' ? late(listener) : listener, options);
  };
});

visit('a cancel that comes too late is not said to have changed nothing', async ({ page }) => {
  await openSample(page);
  await saved(page);
  await answerLate(page);
  await pick(page, OWN);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
  // The answer to this comes after the answer to the cancel.
  await slider(page).press('End');
  await settled(page);
  const saysUnchanged = await page.getByRole('status').filter({ hasText: /unchanged/ }).count() > 0;
  assert.deepEqual(await figures(page), saysUnchanged ? figuresOf(expected.all) : OWN_FIGURES);
});

visit('figures that are on their way do not bring back what is erased', async ({ page }) => {
  await openSample(page);
  await saved(page);
  await answerLate(page);
  await slider(page).press('End');
  await eraseAll(page);
  assert.deepEqual(await stored(page), []);
});

visit('a file dropped while the last session is looked for is not replaced by it', async ({ page }) => {
  await openSample(page);
  await saved(page);
  await changeWorker(page, SLOW_STORAGE, VAULT);
  await page.reload();
  await page.locator('main').waitFor();
  await page.locator('body').drop({ files: { name: OWN.name, mimeType: 'text/csv', buffer: Buffer.from(OWN.text) } });
  await shows(figures, page, OWN_FIGURES);
  await saved(page);
  assert.deepEqual(await figures(page), OWN_FIGURES);
  await page.reload();
  await shows(figures, page, OWN_FIGURES);
});

visit('a disk that is slow to store is not taken for a worker that hangs', async ({ page }) => {
  await openSample(page);
  await saved(page);
  await storeSlowly(page);
  await pick(page, OWN);
  await shows(figures, page, OWN_FIGURES);
  await page.getByText('Saving …').waitFor();
  await saved(page);
  assert.equal(await page.getByText('was started again').count(), 0);
  assert.deepEqual(await figures(page), OWN_FIGURES);
});
