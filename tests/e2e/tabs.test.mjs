// Several tabs of one browser: one saves, the others follow it; what was said to be saved is never lost.

import assert from 'node:assert/strict';
import { eraseAll, eventually, expected, figures, figuresOf, home, open, openMenu, openPrivacy, openSample, saved, settled, shares, sharesOf,
  shows, slider, subHome, visit } from './page.mjs';

const ACTIONS = Number(process.env.TOUCHLINE_TAB_ACTIONS ?? 200);

const follows = (page) => page.getByText('Shows what another tab saves', { exact: true });
const alpha = (page) => slider(page).inputValue();

async function second(context) {
  const other = await context.newPage();
  await other.goto(home);
  await settled(other);
  await follows(other).waitFor();
  return other;
}

visit('a second tab shows what the first one does, and saves once something is done in it', async ({ page, context }) => {
  await openSample(page);
  await saved(page);
  const other = await second(context);
  await slider(page).press('End');
  await shows(alpha, other, '1');
  await shows(shares, other, sharesOf(expected.all, 1));
  await slider(other).press('Home');
  await saved(other);
  await follows(page).waitFor();
  await shows(alpha, page, '0');
  await shows(shares, page, sharesOf(expected.all, 0));
  await other.close();
  await saved(page);
  await slider(page).press('End');
  await saved(page);
  await page.reload();
  await shows(alpha, page, '1');
});

visit('two copies of the page on one origin keep what is theirs', async ({ page, context }) => {
  await openSample(page);
  await slider(page).press('End');
  await saved(page);
  const other = await context.newPage();
  await openSample(other, subHome);
  await slider(other).press('Home');
  await saved(other);
  await saved(page);
  await eraseAll(other);
  await page.reload();
  await shows(alpha, page, '1');
  await shows(shares, page, sharesOf(expected.all, 1));
});

visit('two copies of the page in one tab have each their theme and settings of the lab', async ({ page }) => {
  const themed = (theme) => eventually(async () =>
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), theme));
  const world = page.getByRole('combobox', { name: 'World' });
  const chosen = () => world.evaluate((select) => select.selectedOptions[0]?.textContent);
  await open(page);
  await page.getByRole('button', { name: 'Commands' }).click();
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
  await page.keyboard.press('Escape');
  await page.goto(`${home}#lab`);
  await world.selectOption({ label: 'Saturation' });
  await open(page, subHome);
  await themed('');
  await page.goto(`${subHome}#lab`);
  await eventually(async () => assert.equal(await chosen(), 'One strong channel'));
  await eraseAll(page);
  await page.goto(`${home}#lab`);
  await themed('dark');
  await eventually(async () => assert.equal(await chosen(), 'Saturation'));
});

visit('what one tab erases is not shown in another one any more', async ({ page, context }) => {
  await openSample(page);
  await saved(page);
  const other = await second(context);
  await openPrivacy(page);
  await page.getByRole('button', { name: 'Erase everything …' }).click();
  await page.getByRole('button', { name: 'Erase everything', exact: true }).click();
  await page.getByText('Everything was erased').waitFor();
  await other.getByText('closed or erased in another tab').waitFor();
  await other.getByRole('button', { name: 'Try the sample' }).waitFor();
});

visit('a tab can be made the one that saves without a change', async ({ page, context }) => {
  await openSample(page);
  await saved(page);
  const other = await second(context);
  await openPrivacy(other);
  await other.getByRole('button', { name: 'Save from this tab' }).click();
  await saved(other);
  await follows(page).waitFor();
});

/** Numbers between 0 and 1 by a linear congruence: equal seeds, equal actions. */
function draws(seed) {
  let state = BigInt(seed);
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number(state >> 33n) / 2 ** 31;
  };
}

for (const tabs of [2, 4]) {
  visit(`${ACTIONS} actions in ${tabs} tabs: what was saved last is what all of them show`, async ({ page, context, t }) => {
    const seed = 20261126 + tabs;
    t.diagnostic(`seed ${seed}`);
    const draw = draws(seed);
    await openSample(page);
    await saved(page);
    const open = [page];
    while (open.length < tabs) open.push(await second(context));
    let overtaken = 0;
    for (let action = 0; action < ACTIONS / (tabs / 2); action += 1) {
      const tab = open[Math.floor(draw() * tabs)];
      const value = (Math.round(draw() * 20) / 20).toString();
      const before = await alpha(tab);
      await slider(tab).fill(value);
      // Some follow at once, before this one is stored.
      if (draw() < 0.5 || before === value) continue;
      await eventually(async () => assert.equal(await tab.getByText('Saving …').count(), 0));
      if (await tab.getByText('Another tab saved at the same moment').count() > 0) {
        overtaken += 1;
        await tab.getByRole('button', { name: 'Dismiss' }).click();
        continue;
      }
      // All of them come to show the same.
      await eventually(async () => assert.equal(new Set(await Promise.all(open.map(alpha))).size, 1));
    }
    t.diagnostic(`${overtaken} saves came second`);
    await eventually(async () => {
      const shown = await Promise.all(open.map(alpha));
      assert.equal(new Set(shown).size, 1, shown.join());
    });
    const last = await alpha(page);
    await eventually(async () => assert.equal(await page.getByText('Saving …').count(), 0));
    for (const one of open) {
      await one.reload();
      await settled(one);
      assert.equal(await alpha(one), last);
    }
  });
}
