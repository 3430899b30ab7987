// A phone's width: nothing makes the page scroll sideways.

import assert from 'node:assert/strict';
import { expected, figures, figuresOf, open, openMenu, openPrivacy, openSample, pick, samplePath, settled, shows, SPOILT,
  visit } from './page.mjs';

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
  await openPrivacy(page);
  await fits(page, 'what is stored');
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

for (const [name, look] of [['light', { colorScheme: 'light' }], ['dark', { colorScheme: 'dark' }], ['forced colours', { forcedColors: 'active' }]]) {
  visit(`a wide table shows at which side there is more of it, ${name}`, { ...NARROW, ...look, reducedMotion: 'reduce' }, async ({ page }) => {
    await openSample(page);
    await page.getByRole('link', { name: 'Plays & personas', exact: true }).click();
    const table = page.getByRole('region', { name: 'Top plays by touches: table' });
    await table.getByRole('row').first().waitFor();
    // Shadows that are not clear: the one at the right goes to the left, by less than 0.
    const sides = () => table.evaluate((element) => {
      const shadows = getComputedStyle(element).boxShadow.split(/,(?![^(]*\))/).filter((shadow) => !/rgba\(.*, 0\)|none/.test(shadow));
      const across = shadows.map((shadow) => Number(/\)\s*(-?[\d.]+)px/.exec(shadow)[1]));
      return [across.some((x) => x > 0), across.some((x) => x < 0)];
    });
    const scrolled = (to) => table.evaluate((element, to) => { element.scrollLeft = to; }, to);
    await shows(sides, page, [false, true]);
    await scrolled(60);
    await shows(sides, page, [true, true]);
    await scrolled(10_000);
    await shows(sides, page, [true, false]);
    // By keyboard as well; and where all of it is in sight, nothing more is promised.
    await table.focus();
    await page.keyboard.press('ArrowLeft');
    await shows(sides, page, [true, true]);
    await page.setViewportSize({ width: 1600, height: 900 });
    await shows(sides, page, [false, false]);
  });
}

async function fits(page, state) {
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    return { scrollWidth, clientWidth };
  });
  assert.ok(scrollWidth <= clientWidth, `${state}: ${scrollWidth} of ${clientWidth} pixels`);
}
