// A file of hundreds of thousands of leads: it is read in sight of the user, who can stop it and go on working.

import assert from 'node:assert/strict';
import { closeSync, openSync, writeSync } from 'node:fs';
import { changeWorker, checkGaps, engines, eventually, expected, figures, figuresOf, open, openSample, pick, RECOVERY,
  sampleText, saved, settled, shares, sharesOf, shows, slider, SLOW_DISK, temporary, visit, watchGaps,
  whole } from './page.mjs';

const LEADS = 200_000;
const ABUNDANT = 180_000;

/** A file of many leads: the sample's over and over, each with an id of its own. */
function leadsFile() {
  const path = temporary('many.csv');
  const [header, ...rows] = sampleText.trim().split('\n');
  const rests = rows.map((row) => row.slice(row.indexOf(',')));
  const file = openSync(path, 'w');
  writeSync(file, `${header}\n`);
  for (let start = 0; start < LEADS; start += 10_000) {
    const length = Math.min(10_000, LEADS - start);
    const line = (_, index) => `lead-${start + index}${rests[(start + index) % rests.length]}\n`;
    writeSync(file, Array.from({ length }, line).join(''));
  }
  closeSync(file);
  return path;
}

visit('the import of a large file shows how far it is and can be cancelled', async ({ page }) => {
  await changeWorker(page, SLOW_DISK);
  await openSample(page);
  await saved(page);
  const before = await figures(page);
  await pick(page, leadsFile());
  const reading = page.getByRole('progressbar');
  await reading.waitFor();
  await page.getByText(/^\d[\d,]* rows, \d+\.\d\s% of the file/).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('status').filter({ hasText: 'cancelled' }).waitFor();
  await reading.waitFor({ state: 'detached' });
  assert.deepEqual(await figures(page), before);
  assert.deepEqual(before, figuresOf(expected.all));
  await page.getByText('61 of 61 journeys').waitFor();

  await page.reload();
  await eventually(async () => assert.deepEqual(await figures(page), before));
});

visit('a worker lost while it reads a file leaves what was open, and says so', async ({ page }) => {
  await changeWorker(page, SLOW_DISK);
  await openSample(page);
  await saved(page);
  await pick(page, leadsFile());
  await page.getByRole('progressbar').waitFor();
  await (await engines(page)).at(-1).evaluate(() => self.close());
  await page.getByRole('alert').filter({ hasText: 'stopped while it read the file' }).waitFor({ timeout: RECOVERY });
  await shows(figures, page, figuresOf(expected.all));
  await settled(page);
  await slider(page).press('End');
  await shows(shares, page, sharesOf(expected.all, 1));
});

visit('a large file is read whole while the page stays responsive', async ({ page, t }) => {
  await page.addInitScript(() => {
    window.parts = [];
    new MutationObserver(() => {
      const part = document.querySelector('header')?.innerText.match(/Saving … (\d+) %/);
      if (part) window.parts.push(Number(part[1]));
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  await open(page);
  await watchGaps(page);
  await pick(page, leadsFile());
  await eventually(async () => assert.equal((await figures(page)).journeys, whole(LEADS)), ABUNDANT);
  await settled(page, ABUNDANT);
  await checkGaps(page, t);
  await saved(page);
  const parts = await page.evaluate(() => window.parts);
  assert.ok(parts.some((part) => part > 0 && part < 100), `how far it is saved is shown: ${parts}`);
  assert.deepEqual(parts, [...parts].sort((one, other) => one - other));

  const report = page.getByRole('region', { name: 'How the file was read' });
  const all = whole(LEADS);
  await report.getByText(`${all} rows read = ${all} accepted + 0 rejected`).waitFor();
  assert.equal((await figures(page)).rate, '50.8 %', 'as in the sample that is repeated');
  assert.deepEqual(await shares(page), sharesOf(expected.all));
  await page.getByRole('status').filter({ hasText: `${all} of ${all} journeys` }).waitFor();

  const measures = await eventually(async () => {
    const found = await page.evaluate(() => Object.fromEntries(
      performance.getEntriesByType('measure').map(({ name, duration }) => [name, Math.round(duration)])));
    const wanted = ['touchline:import', 'touchline:attribute', 'touchline:ready'];
    assert.deepEqual(wanted.filter((name) => !(name in found)), []);
    return found;
  });
  t.diagnostic(`milliseconds: ${JSON.stringify(measures)}`);
});
