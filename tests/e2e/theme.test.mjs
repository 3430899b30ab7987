// The theme: the system's or a chosen one, kept, worn before the first paint, and erased with everything else.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { eraseAll, eventually, home, open, openPrivacy, openSample, settled, visit } from './page.mjs';

const LIGHT = 'rgb(251, 251, 249)';
const DARK = 'rgb(18, 20, 24)';

const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const bar = (page) => page.evaluate(() =>
  [...document.querySelectorAll('meta[name=theme-color]')].find((meta) => matchMedia(meta.media).matches).content);
const kept = (page) => page.evaluate(() => ({ ...localStorage }));

async function command(page, words) {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find a command' }).fill(words);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

// A program that is not let through is an error on the console.
visit('a chosen theme is worn at once, and again before anything is painted', { colorScheme: 'light', faulty: true }, async ({ page }) => {
  await openSample(page);
  assert.deepEqual([await ground(page), await bar(page), await kept(page)], [LIGHT, '#fbfbf9', {}]);
  const colour = () => page.locator('svg .mark .bar').first().evaluate((node) => getComputedStyle(node).fill);
  const light = await colour();
  await command(page, 'theme dark');
  assert.deepEqual([await ground(page), await bar(page)], [DARK, '#121418']);
  assert.notEqual(await colour(), light, 'charts follow');
  // The page's program is not needed for it.
  await page.route('**/boot-*.js', (route) => route.abort());
  await page.goto(home);
  assert.equal(await ground(page), DARK);
  await page.unroute('**/boot-*.js');
  await page.reload();
  await settled(page);
  assert.equal(await ground(page), DARK);
});

visit('the menu of themes goes back to the system\'s, which is followed', { colorScheme: 'dark' }, async ({ page }) => {
  await open(page);
  assert.equal(await ground(page), DARK);
  await page.getByRole('button', { name: 'Commands' }).click();
  const menu = page.getByRole('combobox', { name: 'Theme' });
  await menu.selectOption('light');
  assert.deepEqual([await ground(page), await kept(page)], [LIGHT, { 'touchline-theme': 'light' }]);
  await menu.selectOption('as the system');
  assert.deepEqual([await ground(page), await kept(page)], [DARK, {}]);
  await page.emulateMedia({ colorScheme: 'light' });
  assert.equal(await ground(page), LIGHT);
});

visit('a theme is told among what is stored, and erased with it, in every tab', { colorScheme: 'light' }, async ({ page, context }) => {
  await open(page);
  await command(page, 'theme dark');
  const other = await context.newPage();
  await open(other);
  assert.equal(await ground(other), DARK);
  await openPrivacy(page);
  await page.getByText('The theme that was chosen, dark,').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save an audit' }).click();
  const audit = JSON.parse(readFileSync(await (await download).path()));
  assert.deepEqual(audit['local storage'], [{ name: 'touchline-theme', text: 'dark' }]);
  assert.deepEqual(audit['storage of the tab'], []);
  await eraseAll(page);
  await openPrivacy(page);
  await page.getByText('No theme is stored').waitFor();
  assert.deepEqual(await kept(page), {});
  for (const tab of [page, other]) await eventually(async () => assert.equal(await ground(tab), LIGHT));
});

visit('with the system\'s colours what is chosen can still be told', { forcedColors: 'active' }, async ({ page }) => {
  await openSample(page);
  const fill = (mark) => page.locator('svg .mark .bar').nth(mark).evaluate((node) => getComputedStyle(node).fill);
  assert.notEqual(await fill(0), await fill(1), 'bars have the colours of their channels');
  const line = (name) =>
    page.getByRole('link', { name, exact: true }).evaluate((node) => getComputedStyle(node).borderBottomColor);
  assert.notEqual(await line('Overview'), await line('Models'), 'the view that is looked at');
  await page.keyboard.press('Control+k');
  const options = page.getByRole('option');
  await options.first().waitFor();
  const of = (at) => options.nth(at).evaluate((node) => getComputedStyle(node).backgroundColor);
  assert.notEqual(await of(0), await of(1), 'the command that is chosen');
});
