// A phone's width: nothing makes the page scroll sideways.

import assert from 'node:assert/strict';
import { expected, figures, figuresOf, open, openMenu, openPrivacy, pick, samplePath, settled, shows, SPOILT,
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

async function fits(page, state) {
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    return { scrollWidth, clientWidth };
  });
  assert.ok(scrollWidth <= clientWidth, `${state}: ${scrollWidth} of ${clientWidth} pixels`);
}
