// What the end-to-end tests share: a browser, the opened page, its figures as it shows them, and files to open.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';

/** CI is slow: nothing is waited for longer than this, and nothing is asserted about time. */
export const PATIENCE = 30_000;

/** The watchdog waits some seconds and the next worker has to load. */
export const RECOVERY = 60_000;

export const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

/** The address of the worker's program. */
export const WORKER = '**/worker-*.js';

/** The address of the program that stores. */
export const VAULT = '**/vault-*.js';

export const home = told('TOUCHLINE_URL');
export const subHome = told('TOUCHLINE_SUB_URL');

export const samplePath = new URL('../../public/a_tier_leads.csv', import.meta.url).pathname;
export const sampleText = readFileSync(samplePath, 'utf8');
export const expected = JSON.parse(readFileSync(new URL('../data/a_tier_expected.json', import.meta.url), 'utf8'));

/** A file of two leads that are read and one that is not. */
export const SPOILT = {
  name: 'spoilt.csv',
  text: 'property_id,primary_persona,zip_code,risk_score,sii_score\n'
    + 'a,Deal_Hunter,75209,95,110\nb,Deal_Hunter,75201,95,80\nc,Deal_Hunter,75209,95,n/a\n',
};

let browser;
let folder;

after(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/**
 * A test in a browser context of its own. Unless `faulty` is set, it fails when the page or its
 * worker writes an error to the console. The other options are the context's.
 */
export function visit(name, options, body) {
  if (!body) return visit(name, {}, options);
  // What a test plants in a file must not be served from what is kept for offline use.
  const { faulty = false, ...contextOptions } = { serviceWorkers: 'block', ...options };
  test(name, async (t) => {
    browser ??= await chromium.launch({ executablePath: told('CHROME'), args: FLAGS });
    const context = await browser.newContext({ locale: 'en-US', ...contextOptions });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const errors = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    try {
      await body({ page, context, t });
      if (!faulty) assert.deepEqual(errors, [], 'errors on the console');
    } finally {
      // A spare worker may be on its way still.
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
    }
  });
}

/** Loads the page and waits for its first screen. */
export async function open(page, address = home) {
  await page.goto(address);
  await page.getByRole('button', { name: 'Try the sample' }).waitFor();
}

/** Loads the page and has the sample open. */
export async function openSample(page, address = home) {
  await open(page, address);
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await settled(page);
}

/** Chooses a file by the page's button: a path, or `{ name, text }`, where text may be bytes. */
export async function pick(page, file) {
  const given = typeof file === 'string'
    ? file
    : { name: file.name, mimeType: 'text/csv', buffer: Buffer.from(file.text) };
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^(Choose a|Open another) file$/ }).click();
  await (await chooser).setFiles(given);
}

/** Waits until figures are there and none are being made. */
export async function settled(page, timeout = PATIENCE) {
  await page.locator('[data-figure=journeys]').waitFor({ timeout });
  await idle(page, timeout);
}

/** Waits until no part of the page is being worked out. */
export async function idle(page, timeout = PATIENCE) {
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'), null, { timeout });
}

export async function saved(page) {
  await page.getByText('Saved on this device', { exact: true }).waitFor();
}

/** Repeats a check until it passes, or fails with its last failure. */
export async function eventually(check, timeout = PATIENCE) {
  const end = Date.now() + timeout;
  for (;;) {
    try {
      return await check();
    } catch (failure) {
      if (Date.now() > end) throw failure;
      await pause(50);
    }
  }
}

/** Waits until a reading of the page equals what is expected of it. */
export async function shows(read, page, expectation, timeout) {
  await eventually(async () => assert.deepEqual(await read(page), expectation), timeout);
}

/** The four figures as written on the page. */
export async function figures(page) {
  const written = (name) => page.locator(`[data-figure=${name}]`).textContent();
  const [journeys, conversions, rate, value] =
    await Promise.all(['journeys', 'conversions', 'rate', 'value'].map(written));
  return { journeys, conversions, rate: plain(rate), value };
}

/** The table of channels from top to bottom: for each its name and its cells by heading. */
export async function rows(page) {
  const read = () => {
    const headings = [...document.querySelectorAll('table:has(tr[data-channel]) thead th')];
    const names = headings.map((heading) => (heading.querySelector('button')?.firstChild ?? heading).textContent);
    return [...document.querySelectorAll('tr[data-channel]')].map((row) =>
      Object.fromEntries([...row.cells].map((cell, index) => [names[index], cell.textContent])));
  };
  const found = await page.evaluate(read);
  return found.map((row) => Object.fromEntries(Object.entries(row).map(([name, text]) => [name, plain(text)])));
}

/** One column of the table by channel. */
export async function column(page, heading) {
  return Object.fromEntries((await rows(page)).map((row) => [row.Channel, row[heading]]));
}

export const shares = (page) => column(page, 'Share');

/** The figures of a scope in tests/data/a_tier_expected.json as the page writes them. */
export function figuresOf(scope) {
  return {
    journeys: whole(scope.journeys),
    conversions: whole(scope.conversions),
    rate: percent(scope.conversion_rate),
    value: money(scope.value),
  };
}

/** Shares by channel, as the page writes them, of a model in a scope: alpha 1 is Markov, 0 is Shapley. */
export function sharesOf(scope, alpha = 0.5) {
  const markov = scope.markov.order_1.channels;
  const shapley = scope.shapley_chain_share;
  const mixed = (channel) => alpha * markov[channel].share + (1 - alpha) * shapley[channel];
  return Object.fromEntries(Object.keys(markov).map((channel) => [channel, percent(mixed(channel))]));
}

export const whole = (number) => new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 }).format(number);

export const percent = (fraction) =>
  `${new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(100 * fraction)} %`;

export const money = (amount) =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 }).format(amount);

/** Puts lines before the program of every worker that starts from now on. */
export async function changeWorker(page, lines, program = WORKER) {
  await page.route(program, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${lines}\n${await response.text()}` });
  });
}

/** Makes each read of a piece of the file take its time, as from a slow disk. */
export const SLOW_DISK = `
  const slowly = (prototype, name, milliseconds) => {
    const read = prototype[name];
    prototype[name] = function (...what) {
      const end = performance.now() + milliseconds;
      while (performance.now() < end);
      return read.apply(this, what);
    };
  };
  slowly(FileReaderSync.prototype, 'readAsArrayBuffer', 400);
  slowly(ReadableStreamBYOBReader.prototype, 'read', 100);`;

/** The records in all object stores of this origin and its private files, their bytes read as text. */
export async function stored(page) {
  return page.evaluate(async () => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const found = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const values = await done(database.transaction(store).objectStore(store).getAll());
        const records = values.filter((value) => value instanceof Uint8Array);
        found.push(...records.map((record) => new TextDecoder().decode(record)));
      }
      database.close();
    }
    const root = await navigator.storage.getDirectory();
    for await (const folder of root.values()) {
      for await (const file of folder.values()) found.push(await (await file.getFile()).text());
    }
    return found;
  });
}

/** The slider between Shapley and Markov. */
export const slider = (page) => page.getByRole('slider', { name: /alpha/ });

/** Opens one of the menus of the scope by the word it begins with. */
export async function openMenu(page, word) {
  const menu = page.locator('details', { has: page.locator('summary', { hasText: new RegExp(`^${word}`) }) });
  await menu.locator('summary').click();
  return menu;
}

/** Measures from now on how long the page does not answer. */
export async function watchGaps(page) {
  await page.evaluate(() => {
    window.gaps = { longest: 0, count: 0 };
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      window.gaps = { longest: Math.max(window.gaps.longest, now - last), count: window.gaps.count + 1 };
      last = now;
      setTimeout(tick);
    };
    tick();
  });
}

/** Says how long the page did not answer at most, which must not be long. */
export async function checkGaps(page, t) {
  const { longest, count } = await page.evaluate(() => window.gaps);
  t.diagnostic(`longest time that the page did not answer: ${longest.toFixed(0)} ms, in ${count} turns`);
  assert.ok(longest < 2_000, `${longest} ms`);
}

/** A path in a folder that goes with the tests of this file. */
export function temporary(name) {
  folder ??= mkdtempSync(join(tmpdir(), 'touchline-e2e-'));
  return join(folder, name);
}

/** Text without the signs that keep a number and its unit on one line. */
export const plain = (text) => text.replaceAll('\u{a0}', ' ');

export function told(name) {
  return process.env[name] ?? assert.fail(`${name} is not set: the tests are started by "cargo xtask test e2e"`);
}

/** The workers whose program is the engine: the one that answers, then the one that will read the next file. */
export const engines = (page) => running(page, '/worker-');

/** The worker that is at the stores. */
export const vaults = (page) => running(page, '/vault-');

async function running(page, program) {
  const runs = (worker) => worker.evaluate((name) =>
    performance.getEntriesByType('resource').some((entry) => entry.name.includes(name)), program);
  const workers = page.workers();
  // One that has ended in the meantime runs nothing.
  const found = await Promise.all(workers.map((worker) => runs(worker).catch(() => false)));
  return workers.filter((_, index) => found[index]);
}

/** Runs lines in the engine that answers and in the one that will read the next file. */
export async function inEveryWorker(page, lines) {
  await eventually(async () => assert.equal((await engines(page)).length, 2));
  await Promise.all((await engines(page)).map((worker) => worker.evaluate(lines)));
}

/** Goes to the view of what is stored. */
export async function openPrivacy(page) {
  await page.getByRole('link', { name: 'Your data stays on this device' }).click();
  await page.getByRole('heading', { name: 'What is stored' }).waitFor();
}

/** Erases everything by the page. */
export async function eraseAll(page) {
  await openPrivacy(page);
  await page.getByRole('button', { name: 'Erase everything …' }).click();
  await page.getByRole('button', { name: 'Erase everything', exact: true }).click();
  await page.getByText('Everything was erased').waitFor();
}
