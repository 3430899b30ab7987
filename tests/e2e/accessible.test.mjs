// What axe, which looks for barriers to people with disabilities, finds on each screen.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { go, VIEWS } from './tour.mjs';
import { open, openMenu, openSample, pick, samplePath, settled, SPOILT, visit } from './page.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

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
    for (const button of ['What changed']) {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('dialog').waitFor();
      await isAccessible(page, button);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
  });

  visit(`axe finds nothing on the further views: ${name}`, look, async ({ page }) => {
    await openSample(page);
    for (const [view, shown] of VIEWS) {
      await go(page, view, shown);
      if (view === 'Compare') {
        await page.getByRole('button', { name: 'Take this scope as B' }).click();
        await page.getByText('A and B are the same scope').first().waitFor();
        await page.locator('summary', { hasText: '+ Filter' }).click();
        await page.getByRole('group', { name: 'Persona' }).getByRole('checkbox', { name: 'Deal_Hunter' }).check();
        await page.keyboard.press('Escape');
        await page.getByText('Shares in A and B').first().waitFor();
      }
      if (view === 'Economics') {
        await page.getByRole('group', { name: 'Costs' }).getByRole('spinbutton').first().fill('100');
        await page.keyboard.press('Enter');
        await page.getByText('What a shift of budget').first().waitFor();
      }
      await isAccessible(page, view);
    }
    await go(page, 'Overview');
    for (const word of ['\\+ Filter', 'View']) {
      const menu = await openMenu(page, word);
      await menu.locator('.views input').first().waitFor();
      await isAccessible(page, `the menu ${word}`);
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('Control+k');
    await page.getByRole('option').first().waitFor();
    await isAccessible(page, 'the commands');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Robustness' }).click();
    await page.locator('summary', { hasText: 'None set' }).click();
    await isAccessible(page, 'context weights');
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
