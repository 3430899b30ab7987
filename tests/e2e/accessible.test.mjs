// What the page is to people who do not use a mouse, a wide screen or their eyes.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expected, figures, figuresOf, open, openMenu, openSample, pick, samplePath, settled, shows, visit } from './page.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Two leads that are read and one that is not. */
const SPOILT = {
  name: 'spoilt.csv',
  text: 'property_id,primary_persona,zip_code,risk_score,sii_score\n'
    + 'a,Deal_Hunter,75209,95,110\nb,Deal_Hunter,75201,95,80\nc,Deal_Hunter,75209,95,n/a\n',
};

const LOOKS = ['light', 'dark'].flatMap((colorScheme) =>
  [1280, 375].map((width) => ({ colorScheme, reducedMotion: 'reduce', viewport: { width, height: 900 } })));

/** What axe has to say against the page as it stands, each with the elements concerned. */
async function violations(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(AXE);
  const { violations: found } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}: ${node.failureSummary}`));
}

const isAccessible = async (page, state) => assert.deepEqual(await violations(page), [], state);

for (const look of LOOKS) {
  const name = `${look.colorScheme}, ${look.viewport.width} pixels wide`;

  visit(`axe finds nothing on the first screen: ${name}`, look, async ({ page }) => {
    await open(page);
    await isAccessible(page, 'start');
    await pick(page, { name: 'empty.csv', text: '' });
    await page.getByRole('alert').waitFor();
    await isAccessible(page, 'a refused file');
  });

  visit(`axe finds nothing on the overview, its menus and its dialogs: ${name}`, look, async ({ page }) => {
    await openSample(page);
    await isAccessible(page, 'overview');
    for (const word of ['ZIP', 'A tier', 'Channels']) {
      const menu = await openMenu(page, word);
      await menu.getByRole('group').waitFor();
      await isAccessible(page, `the menu ${word}`);
      await menu.locator('summary').click();
    }
    await page.locator('summary', { hasText: 'How is this computed?' }).click();
    await isAccessible(page, 'the method');
    for (const button of ['Your data stays on this device', 'What changed']) {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('dialog').waitFor();
      await isAccessible(page, button);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
  });

  visit(`axe finds nothing where rows were left out and a notice is shown: ${name}`, look, async ({ page }) => {
    await openSample(page);
    await pick(page, samplePath);
    await page.getByRole('button', { name: 'Dismiss' }).waitFor();
    await isAccessible(page, 'a notice');
    await pick(page, SPOILT);
    await page.getByRole('region', { name: 'Rejected rows' }).waitFor();
    await settled(page);
    await isAccessible(page, 'rejected rows');
  });
}

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
  const button = page.getByRole('button', { name: 'Your data stays on this device' });
  await button.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  assert.ok(await dialog.evaluate((node) => node.contains(document.activeElement)));
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.ok(await button.evaluate((node) => node === document.activeElement));
});

const NARROW = { viewport: { width: 320, height: 700 } };

visit('at 320 pixels nothing makes the page scroll sideways', NARROW, async ({ page }) => {
  await open(page);
  await fits(page, 'start');
  await pick(page, SPOILT);
  await page.getByRole('region', { name: 'Rejected rows' }).waitFor();
  await settled(page);
  await fits(page, 'rejected rows');
  await pick(page, samplePath);
  await shows(figures, page, figuresOf(expected.all));
  await fits(page, 'overview');
  for (const word of ['ZIP', 'A tier', 'Channels']) {
    const menu = await openMenu(page, word);
    await menu.getByRole('group').waitFor();
    await fits(page, `the menu ${word}`);
    await menu.locator('summary').click();
  }
  await page.locator('summary', { hasText: 'How is this computed?' }).click();
  await fits(page, 'the method');
  await page.getByRole('button', { name: 'Your data stays on this device' }).click();
  await page.getByRole('dialog').waitFor();
  await fits(page, 'the dialog');
});

visit('long names without a space do not make the page scroll sideways', NARROW, async ({ page }) => {
  const long = 'long'.repeat(40);
  await open(page);
  await pick(page, { name: `${long}.csv`, text: `property_id,${long}\na,b\n` });
  await page.getByRole('alert').waitFor();
  await fits(page, 'the columns of a refused file');
  await pick(page, { name: `${long}.csv`, text: SPOILT.text });
  await page.getByRole('region', { name: 'Rejected rows' }).waitFor();
  await settled(page);
  await fits(page, 'the name of a file');
  await pick(page, { name: 'personas.csv', text: SPOILT.text.replaceAll('Deal_Hunter', long).replace('n/a', long) });
  await page.getByRole('listitem').filter({ hasText: long }).waitFor();
  await fits(page, 'the name of a persona');
});

async function fits(page, state) {
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    return { scrollWidth, clientWidth };
  });
  assert.ok(scrollWidth <= clientWidth, `${state}: ${scrollWidth} of ${clientWidth} pixels`);
}

/** Presses Tab until a check holds. */
async function tabUntil(page, check) {
  for (let presses = 0; presses < 100; presses += 1) {
    await page.keyboard.press('Tab');
    if (await check()) return;
  }
  assert.fail('a hundred times Tab did not lead there');
}
