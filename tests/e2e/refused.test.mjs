// A save of which a single write gets no room, whichever it is: it is said, what was stored before stays whole, and a backup works.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { eventually, expected, figures, figuresOf, openPrivacy, openSample, saved, settled, shares, sharesOf, shows, slider,
  SPOILT, pick, temporary, vaults, visit } from './page.mjs';

/** Where a dataset is written, by how many single writes, and what is said where one of them gets no room. */
const STORES = {
  // Its block, the shelf and the generation.
  database: { prototype: 'IDBObjectStore', method: 'put', writes: 3, said: /^Not saved: .*no more room/ },
  // Its file, then the generation, the checksum and the shelf.
  copy: { prototype: 'FileSystemSyncAccessHandle', method: 'write', writes: 4,
    said: /^Saved on this device, without a second copy: .*no more room/ },
};

/** From now on one call of a method has no room, the others do. */
const refuse = ([prototype, method, number]) => {
  const { [method]: whole } = self[prototype].prototype;
  let calls = 0;
  self[prototype].prototype[method] = function (...given) {
    calls += 1;
    if (calls === number) throw new DOMException('full', 'QuotaExceededError');
    return whole.apply(this, given);
  };
};

async function backup(page) {
  await openPrivacy(page);
  const offered = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Back up everything' }).click();
  const file = temporary(`refused-${Math.random()}.touchline`);
  await (await offered).saveAs(file);
  const text = readFileSync(file, 'latin1');
  assert.match(text, /^touchline backup\n/);
  return ['a_tier_leads.csv', SPOILT.name].filter((name) => text.includes(name));
}

for (const [store, { prototype, method, writes, said }] of Object.entries(STORES)) {
  for (let number = 1; number <= writes; number += 1) {
    visit(`write ${number} of ${writes} to the ${store} gets no room: it is said, and what was stored stays`, { faulty: true },
      async ({ page }) => {
        await openSample(page);
        await slider(page).press('End');
        await saved(page);
        await (await vaults(page))[0].evaluate(refuse, [prototype, method, number]);
        await pick(page, SPOILT);
        await eventually(async () => assert.equal((await figures(page)).journeys, '2'));
        await page.getByRole('status').filter({ hasText: said }).waitFor();
        const isKept = store === 'copy';
        assert.deepEqual(await backup(page), isKept ? ['a_tier_leads.csv', SPOILT.name] : ['a_tier_leads.csv']);
        await page.reload();
        await page.getByRole('link', { name: 'Overview' }).click();
        await settled(page);
        if (isKept) {
          assert.equal((await figures(page)).journeys, '2');
          // The copy is brought up when the stores are opened.
          await saved(page);
          await openPrivacy(page);
          await page.getByRole('button', { name: 'Open a_tier_leads.csv' }).click();
        }
        await shows(figures, page, figuresOf(expected.all));
        await shows(shares, page, sharesOf(expected.all, 1));
        await saved(page);
        // The next save of the same works.
        if (isKept) return;
        await pick(page, SPOILT);
        await eventually(async () => assert.equal((await figures(page)).journeys, '2'));
        await saved(page);
        assert.deepEqual(await backup(page), ['a_tier_leads.csv', SPOILT.name]);
      });
  }

  visit(`a dataset is ${writes} writes to the ${store}: with the one behind them refused it is saved`, async ({ page }) => {
    await openSample(page);
    await saved(page);
    await (await vaults(page))[0].evaluate(refuse, [prototype, method, writes + 1]);
    await pick(page, SPOILT);
    await eventually(async () => assert.equal((await figures(page)).journeys, '2'));
    await saved(page);
  });
}
