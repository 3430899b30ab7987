// The keyboard alone: everything is reached, and the focus is where it is looked for.

import assert from 'node:assert/strict';
import {
  eventually, expected, figures, figuresOf, open, openMenu, openSample, settled, shows, visit,
} from './page.mjs';

visit('the keyboard alone leads from the start to the marks of the chart', async ({ page }) => {
  await open(page);
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
  await tabUntil(page, async () => await focused() === 'Try the sample');
  await page.keyboard.press('Enter');
  await shows(figures, page, figuresOf(expected.all));
  await settled(page);
  const onMark = () => page.evaluate(() => document.activeElement.matches('svg .mark'));
  await tabUntil(page, onMark);

  const labels = [];
  for (; await onMark(); await page.keyboard.press('Tab')) {
    labels.push(await page.evaluate(() => document.activeElement.getAttribute('aria-label')));
  }
  assert.equal(labels.length, 5);
  ['call', 'ga4', 'door_knock', 'email', 'sms'].forEach((channel, index) => {
    assert.match(labels[index], new RegExp(`${channel}.*\\d\\s?%`));
  });
});

visit('the focus on a mark of the chart can be seen', async ({ page }) => {
  await openSample(page);
  await page.mouse.move(0, 0);
  const mark = page.locator('svg .mark').nth(2);
  await page.locator('summary', { hasText: 'How is this computed?' }).focus();
  for (let marks = 0; marks < 2; marks += 1) await page.keyboard.press('Shift+Tab');
  await mark.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await mark.boundingBox();
  const clip = { x: x - 5, y: y - 5, width: width + 10, height: height + 10 };
  const without = await page.screenshot({ clip });
  assert.deepEqual(await page.screenshot({ clip }), without, 'the picture itself does not change');
  await page.keyboard.press('Shift+Tab');
  assert.ok(await mark.evaluate((node) => node === document.activeElement));
  assert.notDeepEqual(await page.screenshot({ clip }), without);
});

visit('a mark that filters by key keeps the focus when its chart is drawn anew', async ({ page }) => {
  await openSample(page);
  const mark = page.locator('svg').getByRole('img', { name: /^email: / });
  const chip = page.getByRole('button', { name: 'Take away the filter Holding email' });
  await tabUntil(page, () => hasFocus(mark));
  const label = await mark.getAttribute('aria-label');
  await page.keyboard.press('Enter');
  await chip.waitFor();
  await settled(page);
  await eventually(async () => assert.ok(await hasFocus(mark), 'the mark of the same channel has the focus'));
  await page.keyboard.press('Enter');
  await chip.waitFor({ state: 'detached' });
  await settled(page);
  await eventually(async () => assert.ok(await hasFocus(mark), 'and has it still'));
  assert.equal(await mark.getAttribute('aria-label'), label, 'the figures are as they were');
});

visit('where a mark that has the focus goes, its chart gets it; who has gone elsewhere is not called back', async ({ page }) => {
  await openSample(page);
  const chart = page.locator('.plot svg');
  const mark = chart.getByRole('img', { name: /^sms: / });
  const email = chart.getByRole('img', { name: /^email: / });
  const menu = await openMenu(page, 'Channels');
  await menu.getByRole('checkbox', { name: 'sms' }).uncheck();
  await mark.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await mark.waitFor();
  await settled(page);
  await mark.focus();
  await page.keyboard.press('Control+Shift+z');
  await mark.waitFor({ state: 'detached' });
  await settled(page);
  await eventually(async () => assert.ok(await hasFocus(chart), 'the chart has the focus'));

  await email.focus();
  await page.getByRole('heading', { level: 1 }).click();
  assert.ok(!await hasFocus(email));
  await page.keyboard.press('Control+z');
  await mark.waitFor();
  await settled(page);
  assert.ok(!await hasFocus(email), 'nobody asked for the mark');
});

visit('menus open, change and close by the keyboard', async ({ page }) => {
  await openSample(page);
  const zip = page.locator('summary', { hasText: /^ZIP/ });
  await tabUntil(page, () => zip.evaluate((node) => node === document.activeElement));
  await page.keyboard.press('Enter');
  const box = page.getByRole('checkbox', { name: '75209' });
  await box.waitFor();
  await tabUntil(page, () => box.evaluate((node) => node === document.activeElement));
  await page.keyboard.press('Space');
  await shows(figures, page, figuresOf(expected.zip_75209));
  assert.ok(await box.evaluate((node) => node === document.activeElement), 'the focus stays');
  await page.keyboard.press('Escape');
  await box.waitFor({ state: 'hidden' });
  assert.ok(await zip.evaluate((node) => node === document.activeElement), 'the focus is given back');
});

visit('a dialog takes the focus and gives it back', async ({ page }) => {
  await openSample(page);
  const button = page.getByRole('button', { name: 'What changed' });
  await button.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  assert.ok(await dialog.evaluate((node) => node.contains(document.activeElement)));
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.ok(await button.evaluate((node) => node === document.activeElement));
});

visit('everything can be erased by the keyboard, and what came of it is not hidden', async ({ page }) => {
  await openSample(page);
  await page.getByRole('link', { name: 'Your data stays on this device' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Erase everything …' }).focus();
  await page.keyboard.press('Enter');
  const confirm = page.getByRole('button', { name: 'Erase everything', exact: true });
  await confirm.waitFor();
  const keep = page.getByRole('button', { name: 'Keep it' });
  assert.ok(await keep.evaluate((node) => node === document.activeElement), 'the focus is on what changes nothing');
  await page.keyboard.press('Shift+Tab');
  assert.ok(await confirm.evaluate((node) => node === document.activeElement));
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Everything was erased' }).waitFor();
});

const hasFocus = (one) => one.evaluate((node) => node === document.activeElement);

/** Presses Tab until a check holds. */
async function tabUntil(page, check) {
  for (let presses = 0; presses < 100; presses += 1) {
    await page.keyboard.press('Tab');
    if (await check()) return;
  }
  assert.fail('a hundred times Tab did not lead there');
}
