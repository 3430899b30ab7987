// A file of touchpoints of some forty megabytes: while it is read the page answers, and a cancel is followed at once.

import assert from 'node:assert/strict';
import { writeTouchpoints } from './made.mjs';
import { changeWorker, checkGaps, expected, figures, figuresOf, open, openMenu, openSample, pick, percent, saved,
  settled, shows, SLOW_DISK, temporary, visit, watchGaps, whole } from './page.mjs';

/** Each is of a customer of its own, and converts with its last touch if it does. */
const JOURNEYS = 110_000;
const ABUNDANT = 180_000;

let made;

/** The file, made once. */
function touchpoints() {
  const path = temporary('touchpoints.csv');
  made ??= writeTouchpoints(path, JOURNEYS).then((counts) => ({ path, ...counts }));
  return made;
}

/** Rows, their part of the file, rows a second and seconds that are left. */
const PROGRESS = /^[\d,]+ rows, \d+\.\d\s% of the file; [\d,]+ rows a second, about [\d,]+ s left$/;

/** Milliseconds from the click on the button to the notice that it was followed. */
const cancelled = (page) => page.evaluate(() => new Promise((done) => {
  let clicked;
  const note = (event) => {
    if (event.target.textContent === 'Cancel') clicked = performance.now();
  };
  addEventListener('click', note, { capture: true });
  const observer = new MutationObserver(() => {
    if (clicked === undefined || !document.querySelector('main').textContent.includes('was cancelled')) return;
    observer.disconnect();
    done(performance.now() - clicked);
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });
}));

visit('a file that is being read can be cancelled, and the page goes on with what was open', async ({ page, t }) => {
  const { path } = await touchpoints();
  await changeWorker(page, SLOW_DISK);
  await openSample(page);
  await saved(page);
  await watchGaps(page);
  await pick(page, path);
  const reading = page.getByRole('progressbar');
  await reading.waitFor();
  const menu = await openMenu(page, 'ZIP');
  const zip = menu.getByRole('checkbox', { name: '75209' });
  await zip.waitFor();
  await menu.locator('summary').press('Escape');
  await zip.waitFor({ state: 'hidden' });
  assert.ok(await reading.isVisible(), 'the file was being read meanwhile');
  const said = cancelled(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  const took = await said;
  t.diagnostic(`from the click to the notice: ${took.toFixed(0)} ms`);
  assert.ok(took < 2_000, `${took} ms`);
  await reading.waitFor({ state: 'detached' });
  assert.deepEqual(await figures(page), figuresOf(expected.all));
  await page.getByRole('banner').getByText('a_tier_leads.csv').waitFor();
  await checkGaps(page, t);
});

visit('it is said of a file that is being read how far that is, how fast, and what it will take', async ({ page }) => {
  const { path } = await touchpoints();
  await changeWorker(page, SLOW_DISK);
  await open(page);
  await pick(page, path);
  await page.getByText(/^About [\d,]+ rows; some [\d,]+ MB of memory while they are read\.$/).waitFor();
  await page.getByText(PROGRESS).waitFor();
});

visit('a file of forty megabytes is read whole while the page answers', async ({ page, t }) => {
  const { path, rows, conversions } = await touchpoints();
  await open(page);
  await watchGaps(page);
  await pick(page, path);
  await shows(async () => (await figures(page)).journeys, page, whole(JOURNEYS), ABUNDANT);
  await settled(page, ABUNDANT);
  await page.getByText(`touchpoints.csv: ${whole(rows)} rows read = ${whole(rows)} accepted + 0 rejected.`).waitFor();
  const { journeys, conversions: converted, rate } = await figures(page);
  assert.deepEqual([journeys, converted, rate], [whole(JOURNEYS), whole(conversions), percent(conversions / JOURNEYS)]);
  await checkGaps(page, t);
});
