// Kept through a kill: the browser is ended at random moments of saving, and what it said was saved is there afterwards.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { engines, eraseAll, eventually, expected, figures, figuresOf, FLAGS, home, openSample, PATIENCE, saved, settled, shares, sharesOf,
  shows, slider, stored, temporary, told, VAULT, vaults, visit } from './page.mjs';

const KILLS = Number(process.env.TOUCHLINE_KILLS ?? 20);
/** Each waits until the watchdog sees it. */
const VAULT_KILLS = Math.ceil(KILLS / 10);
const ENGINE_KILLS = Number(process.env.TOUCHLINE_KILLS ?? 3);
const SEED = Number(process.env.TOUCHLINE_SEED ?? 20261126);

function draws(seed) {
  let state = BigInt(seed);
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number(state >> 33n) / 2 ** 31;
  };
}

/** A browser of its own over a profile that stays, killed by its process. */
async function browse(profile) {
  const child = spawn(told('CHROME'), [...FLAGS, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`,
    'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let said = '';
  const address = await new Promise((found, failed) => {
    child.stderr.on('data', (bytes) => {
      said += bytes;
      const match = said.match(/DevTools listening on (ws:\S+)/);
      if (match) found(match[1]);
    });
    child.on('exit', () => failed(new Error(`the browser ended: ${said.slice(-400)}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  context.setDefaultTimeout(PATIENCE);
  const page = context.pages()[0] ?? await context.newPage();
  return {
    page,
    async kill() {
      const ended = once(child, 'exit');
      // All of its processes, at once.
      process.kill(-child.pid, 'SIGKILL');
      await ended;
      await browser.close().catch(() => {});
    },
  };
}

test(`${KILLS} kills while it saves: no acknowledged save is lost, none is torn`, async (t) => {
  const profile = temporary('profile');
  const draw = draws(SEED);
  let [acknowledged, tried, lost, fromCopy] = [null, new Set(), 0, 0];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { page, kill: end } = await browse(profile);
    await page.goto(home);
    if (acknowledged === null) {
      await page.getByRole('button', { name: 'Try the sample' }).click();
    }
    await settled(page);
    assert.deepEqual(await figures(page), figuresOf(expected.all), `torn at kill ${kill}`);
    const found = await slider(page).inputValue();
    if (await page.getByText('read back from the second copy').count() > 0) fromCopy += 1;
    if (acknowledged !== null && found !== acknowledged && !tried.has(found)) lost += 1;
    await saved(page);
    acknowledged = found;
    tried = new Set();
    // Saves follow each other; the kill comes into the midst of them.
    let stopped = false;
    const moving = (async () => {
      for (let step = 0; !stopped && step < 1_000; step += 1) {
        const value = (Math.round(draw() * 20) / 20).toString();
        tried.add(value);
        await slider(page).fill(value);
        if (await page.getByText('Saved on this device', { exact: true }).count() > 0 && !stopped) {
          acknowledged = value;
          tried = new Set([value]);
        }
      }
    })().catch(() => {});
    await pause(50 + draw() * 900);
    stopped = true;
    await end();
    await moving;
  }
  t.diagnostic(`seed ${SEED}: ${lost} acknowledged saves lost, ${fromCopy} of ${KILLS} times the database was lost and the copy read`);
  assert.equal(lost, 0);
  rmSync(profile, { recursive: true, force: true });
});

visit('a lost database comes back from the private files, and is told', { faulty: true }, async ({ page }) => {
  await openSample(page);
  await slider(page).press('End');
  await saved(page);
  await page.goto('about:blank');
  await page.goto(new URL('favicon.svg', home).href);
  await page.evaluate(() => new Promise((done, failed) => {
    const request = indexedDB.deleteDatabase('touchline');
    request.onsuccess = done;
    request.onerror = failed;
  }));
  await page.goto(home);
  await page.getByText('read back from the second copy').waitFor();
  await shows(shares, page, sharesOf(expected.all, 1));
  await saved(page);
  await page.reload();
  await shows(shares, page, sharesOf(expected.all, 1));
  assert.equal(await page.getByText('read back from the second copy').count(), 0, 'it is told once');
});

visit('a vault that is killed while it saves is replaced, and the save is done', async ({ page }) => {
  await openSample(page);
  await saved(page);
  const draw = draws(SEED + 1);
  for (let kill = 0; kill < VAULT_KILLS; kill += 1) {
    const [vault] = await vaults(page);
    const value = (Math.round(draw() * 20) / 20).toString();
    vault.evaluate(() => self.close()).catch(() => {});
    await slider(page).fill(value);
    await saved(page);
    await page.reload();
    await settled(page);
    assert.equal(await slider(page).inputValue(), value);
  }
});

visit(`${ENGINE_KILLS} engines that are killed at any moment give the same figures again`, async ({ page }) => {
  await openSample(page);
  await saved(page);
  const rows = () => page.locator('tr[data-channel]').allTextContents();
  const before = await rows();
  const draw = draws(SEED + 2);
  const took = [];
  for (let kill = 0; kill < ENGINE_KILLS; kill += 1) {
    // The one that waits for the next file among them.
    const all = await engines(page);
    await slider(page).press('End');
    await pause(draw() * 300);
    all.forEach((engine) => engine.evaluate(() => self.close()).catch(() => {}));
    const killed = Date.now();
    await slider(page).fill('0.5');
    await page.getByRole('status').filter({ hasText: 'was started again' }).waitFor({ timeout: 60_000 });
    await settled(page, 60_000);
    await eventually(async () => assert.deepEqual(await rows(), before));
    took.push(Date.now() - killed);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await saved(page);
  }
  took.sort((a, b) => a - b);
  console.log(`${ENGINE_KILLS} engines killed, seed ${SEED + 2}: the same figures after ${took[took.length >> 1]} ms (median), ${took.at(-1)} ms at most`);
});

for (const [what, lines] of [
  ['the database gives no room', `IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };`],
  ['the copy gives no room', `FileSystemSyncAccessHandle.prototype.write = () => { throw new DOMException('full', 'QuotaExceededError'); };`],
  ['there are no private files', `navigator.storage.getDirectory = undefined;`],
  ['the database does not open', `indexedDB.open = () => { throw new DOMException('broken', 'UnknownError'); };`],
  ['the database is of a newer version', `const open = indexedDB.open; indexedDB.open = () => { throw new DOMException('newer', 'VersionError'); };`],
]) {
  visit(`where ${what}, all works and it is said`, { faulty: true }, async ({ page, context }) => {
    await context.route(VAULT, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${lines}\n${await response.text()}` });
    });
    await openSample(page);
    await shows(figures, page, figuresOf(expected.all));
    await page.getByRole('status').filter({ hasText: /^(Not saved: |Saved on this device, without a second copy: )\S/ }).waitFor();
    await slider(page).press('End');
    await shows(shares, page, sharesOf(expected.all, 1));
    assert.equal(await page.getByText('Saved on this device', { exact: true }).count(), 0);
  });
}

visit('a backup goes into another browser, and never over what is there', async ({ page }) => {
  await openSample(page);
  await slider(page).press('End');
  await saved(page);
  await page.getByRole('link', { name: 'Your data stays on this device' }).click();
  const offered = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Back up everything' }).click();
  const file = temporary('all.touchline');
  await (await offered).saveAs(file);
  const restore = async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Restore a backup' }).click();
    await (await chooser).setFiles(file);
  };
  await restore();
  await page.getByText('The backup brought 0 datasets; what was here already stayed as it was (1)').waitFor();
  await page.getByRole('button', { name: 'Erase everything …' }).click();
  await page.getByRole('button', { name: 'Erase everything', exact: true }).click();
  await page.getByText('Everything was erased').waitFor();
  assert.deepEqual(await stored(page), []);
  await page.getByRole('link', { name: 'Your data stays on this device' }).click();
  await restore();
  await page.getByText('The backup brought 1 dataset').waitFor();
  await page.getByRole('button', { name: 'Open a_tier_leads.csv' }).click();
  await shows(shares, page, sharesOf(expected.all, 1));
});

visit('a backup of one dataset brings that one', async ({ page }) => {
  await openSample(page);
  await saved(page);
  await page.getByRole('link', { name: 'Your data stays on this device' }).click();
  await page.getByRole('button', { name: 'Duplicate a_tier_leads.csv' }).click();
  const offered = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Back up a_tier_leads.csv (2)' }).click();
  const file = temporary('one.touchline');
  await (await offered).saveAs(file);
  await page.getByText('No full backup yet').first().waitFor();
  await eraseAll(page);
  await page.getByRole('link', { name: 'Your data stays on this device' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Restore a backup' }).click();
  await (await chooser).setFiles(file);
  await page.getByText('The backup brought 1 dataset').waitFor();
  assert.equal(await page.getByRole('button', { name: /^Open a_tier_leads/ }).count(), 1);
  await page.getByRole('button', { name: 'Open a_tier_leads.csv (2)' }).click();
  await shows(figures, page, figuresOf(expected.all));
});

visit('datasets are opened, renamed, duplicated and deleted by name', async ({ page }) => {
  await openSample(page);
  await saved(page);
  await page.getByRole('link', { name: 'Your data stays on this device' }).click();
  await page.getByRole('button', { name: 'Duplicate a_tier_leads.csv' }).click();
  const name = page.getByRole('textbox', { name: 'Name of a_tier_leads.csv (2)' });
  await name.fill('Dallas');
  await name.press('Enter');
  await page.getByRole('button', { name: 'Open Dallas' }).click();
  await shows(figures, page, figuresOf(expected.all));
  await page.getByRole('banner').getByText('Dallas').waitFor();
  await slider(page).press('End');
  await saved(page);
  await page.getByRole('link', { name: 'Your data stays on this device' }).click();
  await page.getByRole('button', { name: 'Open a_tier_leads.csv' }).click();
  await shows(shares, page, sharesOf(expected.all, 0.5));
  await page.getByRole('link', { name: 'Your data stays on this device' }).click();
  // A name that is taken becomes another one, and the field shows it.
  const taken = page.getByRole('textbox', { name: 'Name of Dallas' });
  await taken.fill('a_tier_leads.csv');
  await taken.press('Enter');
  const got = page.getByRole('textbox', { name: 'Name of a_tier_leads.csv (2)' });
  assert.equal(await got.inputValue(), 'a_tier_leads.csv (2)');
  await got.fill('typo');
  await got.press('Escape');
  assert.equal(await got.inputValue(), 'a_tier_leads.csv (2)');
  await got.fill('Dallas');
  await got.press('Enter');
  await page.getByRole('button', { name: 'Delete Dallas' }).click();
  await page.getByRole('button', { name: 'Delete for good Dallas' }).click();
  await page.getByRole('button', { name: 'Open Dallas' }).waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('heading', { name: 'What is stored' }).waitFor();
  await page.getByRole('link', { name: 'Overview' }).click();
  await shows(figures, page, figuresOf(expected.all));
});
