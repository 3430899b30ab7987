// When the worker dies, storage is blocked or a build is replaced, the page says so and goes on.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { changeWorker, engines, expected, figures, figuresOf, home, open, openMenu, openPrivacy,
  openSample, pick, RECOVERY, samplePath, saved, settled, shares, sharesOf, shows, slider, stored, VAULT, vaults, visit,
  WORKER } from './page.mjs';

const restarted = (page) =>
  page.getByRole('status').filter({ hasText: 'was started again' }).waitFor({ timeout: RECOVERY });

/** Ways in which a worker ends or stops answering. */
const deaths = {
  'that ended': () => self.close(),
  'that hangs': () => void setTimeout(() => { for (;;); }),
};

for (const [state, die] of Object.entries(deaths)) {
  visit(`a worker ${state} is replaced, and the figures for what was asked come`, async ({ page }) => {
    await openSample(page);
    await saved(page);
    await (await engines(page))[0].evaluate(die);
    await slider(page).press('End');
    await restarted(page);
    await shows(shares, page, sharesOf(expected.all, 1));
    assert.equal(await slider(page).inputValue(), '1');
    assert.deepEqual(await figures(page), figuresOf(expected.all));
    await saved(page);
    await slider(page).press('Home');
    await shows(shares, page, sharesOf(expected.all, 0));
  });
}

visit('a worker that fails with an error is replaced at once', { faulty: true }, async ({ page }) => {
  await openSample(page);
  await saved(page);
  await (await engines(page))[0].evaluate(() => void setTimeout(() => { throw new Error('planted'); }));
  await restarted(page);
  await shows(figures, page, figuresOf(expected.all));
  await slider(page).press('End');
  await shows(shares, page, sharesOf(expected.all, 1));
});

visit('a lost worker does not lose the filter chosen while it was dead', async ({ page }) => {
  await openSample(page);
  await saved(page);
  await (await engines(page))[0].evaluate(() => self.close());
  const menu = await openMenu(page, 'ZIP');
  await menu.getByRole('checkbox', { name: '75209' }).check();
  await restarted(page);
  await shows(figures, page, figuresOf(expected.zip_75209));
});

visit('a worker that dies again and again is started when the user asks for it', { faulty: true },
  async ({ page }) => {
    await openSample(page);
    await saved(page);
    await page.route(WORKER, (route) => route.abort());
    await (await engines(page))[0].evaluate(() => self.close());
    await slider(page).press('End');
    const again = page.getByRole('button', { name: 'Start the engine again' });
    await page.getByRole('alert').filter({ has: again }).waitFor({ timeout: RECOVERY });
    await page.unroute(WORKER);
    await again.click();
    await shows(shares, page, sharesOf(expected.all, 1));
    await shows(figures, page, figuresOf(expected.all));
    await again.waitFor({ state: 'detached' });
  });

visit('where nothing can be stored the page works and never claims to have saved', { faulty: true },
  async ({ page }) => {
    await page.addInitScript(() => {
      window.saved = 0;
      new MutationObserver(() => {
        if (document.body?.innerText.includes('Saved on this device')) window.saved += 1;
      }).observe(document, { childList: true, subtree: true, characterData: true });
    });
    await changeWorker(page, `Object.defineProperty(self, 'indexedDB', {
      get() { throw new DOMException('denied', 'SecurityError') } });`, VAULT);
    await openSample(page);
    await shows(figures, page, figuresOf(expected.all));
    await page.getByRole('status').filter({ hasText: /^Not saved: .*lets the page store nothing/ }).waitFor();
    await slider(page).press('End');
    await shows(shares, page, sharesOf(expected.all, 1));
    await page.getByRole('status').filter({ hasText: 'Not saved' }).waitFor();
    assert.equal(await page.evaluate(() => window.saved), 0);
    await page.reload();
    await page.getByRole('button', { name: 'Try the sample' }).waitFor();
  });

visit('a worker lost where nothing is stored reads the file again', async ({ page }) => {
  await changeWorker(page, 'Object.defineProperty(self, "indexedDB", { get() { return undefined } });', VAULT);
  await open(page);
  await pick(page, samplePath);
  await shows(figures, page, figuresOf(expected.all));
  await (await engines(page))[0].evaluate(() => self.close());
  await slider(page).press('End');
  await shows(shares, page, sharesOf(expected.all, 1), RECOVERY);
  await restarted(page);
});

visit('a file that could not be stored is still the one open after the worker was lost', async ({ page }) => {
  await openSample(page);
  await saved(page);
  await (await vaults(page))[0].evaluate(() => {
    IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  await pick(page, { name: 'own.csv', text: 'property_id,primary_persona,sii_score\na,Deal_Hunter,110\n' });
  await page.getByRole('status').filter({ hasText: /^Not saved: .*no more room/ }).waitFor();
  await (await engines(page))[0].evaluate(() => self.close());
  await slider(page).press('End');
  await settled(page, RECOVERY);
  await shows(async (page) => (await figures(page)).journeys, page, '1');
  await restarted(page);
});

visit('a worker of another build is told by its name, and a reload asked for', async ({ page }) => {
  await changeWorker(page, `const post = self.postMessage.bind(self);
    self.postMessage = (message, ...rest) => {
      if (Array.isArray(message)) message[0].build += '-newer';
      post(message, ...rest);
    };`);
  await open(page);
  await page.getByRole('button', { name: 'Try the sample' }).click();
  const reload = page.getByRole('button', { name: 'Reload' });
  await page.getByRole('alert').filter({ has: reload }).filter({ hasText: 'newer version' }).waitFor();
  await page.unroute(WORKER);
  await reload.click();
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await shows(figures, page, figuresOf(expected.all));
});

visit('a page that stopped says so without its program; what is stored can be backed up', { faulty: true }, async ({ page }) => {
  await openSample(page);
  await saved(page);
  await page.evaluate(() => void setTimeout(() => { throw new WebAssembly.RuntimeError('planted'); }));
  await page.getByRole('alert').filter({ hasText: 'This page stopped.' }).filter({ hasText: 'planted' }).waitFor();
  const taken = async (button) => {
    const offered = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    return readFileSync(await (await offered).path());
  };
  const report = (await taken('Save a report, without data')).toString();
  assert.match(report, /planted/);
  assert.ok(!report.includes('a_tier'), 'no data is in it');
  const backup = await taken('Back up what is stored');
  assert.ok(backup.toString('latin1').startsWith('touchline backup') && backup.includes('a_tier_leads.csv'));
  await page.getByRole('link', { name: 'Load the page again' }).click();
  await shows(figures, page, figuresOf(expected.all));
});

visit('the view of what is stored comes though its address is loaded first', async ({ page }) => {
  await openSample(page);
  await saved(page);
  for (let load = 0; load < 5; load += 1) {
    await page.goto('about:blank');
    await page.goto(`${home}#privacy`);
    await page.getByRole('heading', { name: 'What is stored' }).waitFor();
  }
});

visit('what is erased is gone, also after a reload', async ({ page }) => {
  await openSample(page);
  await saved(page);
  assert.notDeepEqual(await stored(page), []);
  await openPrivacy(page);
  await page.getByRole('button', { name: 'Erase everything …' }).click();
  assert.notDeepEqual(await stored(page), [], 'nothing is erased before it is confirmed');
  await page.getByRole('button', { name: 'Erase everything', exact: true }).click();
  await page.getByRole('button', { name: 'Try the sample' }).waitFor();
  await page.getByText('Everything was erased').waitFor();
  assert.deepEqual(await stored(page), []);
  await page.reload();
  await page.getByRole('button', { name: 'Try the sample' }).waitFor();
  assert.equal(await page.getByText('Saved on this device', { exact: true }).count(), 0);
  assert.deepEqual(await stored(page), []);
});
