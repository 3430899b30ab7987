// How fast touchpoints are in the page: made-up files by seed, dropped into Chromium, timed by the page's own measures.
// Prints JSON. The floor is what the browser takes to hand over the file's bytes.

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { writeTouchpoints } from './made.mjs';

const RUNS = 5;
// Milliseconds that a person takes at least from the first screen to a file.
const CHOOSING = 2000;
const home = process.env.TOUCHLINE_URL;

/** Milliseconds of `File.arrayBuffer()`, the file chosen in a page of its own. */
async function floor(browser, path) {
  const page = await browser.newPage();
  await page.setContent('<input type="file">');
  await page.setInputFiles('input', path);
  const took = await page.evaluate(async () => {
    const [file] = document.querySelector('input').files;
    const start = performance.now();
    await file.arrayBuffer();
    return performance.now() - start;
  });
  await page.close();
  return took;
}

/** One visit: the file handed over, the measures until its last figures, and the longest task of the page meanwhile. */
async function visit(browser, path) {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(home);
  await page.getByRole('button', { name: 'Try the sample' }).waitFor();
  await page.waitForTimeout(CHOOSING);
  await page.evaluate(() => {
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((entry) => entry.duration)))
      .observe({ type: 'longtask' });
  });
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles(path);
  await page.waitForFunction(() => performance.getEntriesByName('touchline:ready').length > 0, null, { timeout: 300000 });
  const measured = await page.evaluate(() => ({
    measures: Object.fromEntries(performance.getEntriesByType('measure').map((entry) => [entry.name, entry.duration])),
    longest: Math.max(0, ...window.tasks),
  }));
  const memory = await Promise.all(page.workers().map((worker) =>
    worker.evaluate(() => Math.max(0, ...performance.getEntriesByName('touchline:memory').map((entry) => entry.detail)))));
  await page.getByText('Saved on this device', { exact: true }).waitFor({ timeout: 60000 });
  const answers = await answered(page);
  const reload = await page.evaluate(() => performance.now()).then(async () => {
    const start = Date.now();
    await page.reload();
    await page.locator('tr[data-channel]').first().waitFor();
    return Date.now() - start;
  });
  await context.close();
  return {
    import: measured.measures['touchline:import'],
    first_intervals: measured.measures['touchline:first-intervals'] ?? measured.measures['touchline:ready'],
    all_intervals: measured.measures['touchline:ready'],
    longest_task: measured.longest,
    worker_memory_mb: Math.max(0, ...memory) / 1048576,
    reload,
    ...answers,
  };
}

/** Milliseconds until a changed model and a changed filter are answered without intervals, and from there until they are drawn. */
async function answered(page) {
  const count = () => page.evaluate(() => performance.getEntriesByName('touchline:redraw').length);
  const changed = async (act) => {
    const before = await count();
    await act();
    await page.waitForFunction((before) => performance.getEntriesByName('touchline:redraw').length > before, before, { timeout: 60000 });
    return page.evaluate(() => ['attribute', 'redraw'].map((name) => performance.getEntriesByName(`touchline:${name}`).at(-1).duration));
  };
  await page.locator('summary', { hasText: 'How is this computed?' }).click();
  await changed(() => page.getByLabel('Intervals by').selectOption('none'));
  const model = page.getByRole('combobox', { name: 'Model' });
  const [byModel, drawnModel] = await changed(() => model.selectOption('linear'));
  await changed(() => model.selectOption('hybrid'));
  await page.locator('summary', { hasText: 'Channels' }).first().click();
  const [byFilter, drawnFilter] = await changed(() => page.getByRole('checkbox').first().uncheck());
  await changed(() => page.getByRole('checkbox').first().check());
  await changed(() => page.getByLabel('Intervals by').selectOption('bayesian'));
  return { answer_to_model: byModel, answer_to_filter: byFilter, redraw: Math.max(drawnModel, drawnFilter) };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function size(browser, folder, journeys, runs) {
  const path = join(folder, `${journeys}.csv`);
  const { rows } = await writeTouchpoints(path, journeys);
  const floors = [];
  const visits = [];
  for (let run = 0; run < runs; run += 1) {
    floors.push(await floor(browser, path));
    visits.push(await visit(browser, path));
  }
  const of = (name) => Math.round(median(visits.map((one) => one[name])));
  const at = Math.round(median(floors));
  const result = { journeys, rows, megabytes: Math.round(statSync(path).size / 1e6), runs, floor_ms: at };
  for (const name of ['import', 'first_intervals', 'all_intervals', 'reload']) {
    result[`${name}_ms`] = of(name);
    result[`${name}_floors`] = Math.round((10 * of(name)) / at) / 10;
  }
  for (const name of ['answer_to_model', 'answer_to_filter', 'redraw']) result[`${name}_ms`] = of(name);
  result.longest_task_ms = of('longest_task');
  result.worker_memory_mb = of('worker_memory_mb');
  rmSync(path);
  return result;
}

/** 100,000 leads as a CSV. */
function leads(count) {
  const personas = ['Deal_Hunter', 'Proof_Seeker', 'Family_Protector', 'Status_Conscious'];
  const rows = ['property_id,primary_persona,sii_score,risk_score,estimated_value'];
  for (let lead = 0; lead < count; lead += 1) {
    rows.push(`lead-${lead},${personas[lead % 4]},${60 + (lead * 7) % 60},${60 + lead % 40},${200000 + (lead % 1000) * 100}`);
  }
  return `${rows.join('\n')}\n`;
}

/** A playbook that leaves much to chance: five touches, of drawn delays, and a logistic chance. */
function chancy() {
  const touches = ['ga4', 'email', 'door_knock', 'sms', 'email'].map((channel, at) => ({
    channel,
    probability: 0.9 - at / 10,
    delay: { since: 'previous', unit: 'hours', length: { log_normal: { median: 5, sigma: 1 } } },
    ...(at === 2 ? { otherwise: 4 } : {}),
    stop: 0.1,
  }));
  const effects = ['email', 'door_knock'].map((channel) => ({ channel, log_odds: 0.5, saturation: 0.5 }));
  const rule = {
    course: { touches },
    conversion: {
      when: { chance: { base_rate: 0.1, sii_centre: 90, sii_slope: 0.05, effects } },
      delay: { since: 'previous', unit: 'days', length: { gamma: { mean: 2, shape: 2 } } },
      closing: { channel: 'call', if_converts: 0.9, if_not: 0.1 },
    },
  };
  return JSON.stringify({
    schema: 1, name: 'chancy', event_id: 'BENCH', start_unix_seconds: 1718445600, rules: [], any_other: rule,
    value: { share_of_property: 300 },
  });
}

/** Milliseconds until 100,000 leads have new journeys by that playbook, their summary included; and those of a run of the truth lab. */
async function played(browser) {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(home);
  const choose = async (button, name, mimeType, text) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: button }).click();
    await (await chooser).setFiles({ name, mimeType, buffer: Buffer.from(text) });
  };
  await page.getByRole('button', { name: 'Try the sample' }).waitFor();
  await choose('Choose a file', 'leads.csv', 'text/csv', leads(100_000));
  await page.waitForFunction(() => performance.getEntriesByName('touchline:ready').length > 0, null, { timeout: 300000 });
  await page.getByText(/^Saved on this device/).waitFor({ timeout: 60000 });
  await page.getByRole('link', { name: 'Playbook', exact: true }).click();
  await page.getByRole('button', { name: 'Open JSON …' }).waitFor();
  await choose('Open JSON …', 'chancy.json', 'application/json', chancy());
  const measures = [];
  for (let run = 0; run < RUNS; run += 1) {
    const count = () => page.evaluate(() => performance.getEntriesByName('touchline:play').length);
    const before = await count();
    if (run === 0) await page.getByRole('button', { name: 'Make the journeys by it' }).click();
    else await page.getByRole('button', { name: 'New seed' }).first().click();
    await page.waitForFunction((before) => performance.getEntriesByName('touchline:play').length > before, before, { timeout: 60000 });
    measures.push(await page.evaluate(() => performance.getEntriesByName('touchline:play').at(-1).duration));
    await page.getByText(/^Saved on this device/).waitFor({ timeout: 60000 });
  }
  await context.close();
  return Math.round(median(measures));
}

async function lab(browser, world) {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(`${home}#lab`);
  await page.getByRole('combobox', { name: 'World' }).selectOption({ label: world });
  await page.getByRole('combobox', { name: 'Repetitions' }).selectOption({ label: '400' });
  await page.getByRole('combobox', { name: 'Journeys of a sample' }).selectOption({ label: '1000' });
  const start = Date.now();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByText('Marks of the models').first().waitFor({ timeout: 300000 });
  await context.close();
  return Date.now() - start;
}

const folder = mkdtempSync(join(tmpdir(), 'touchline-bench-'));
const browser = await chromium.launch({
  executablePath: process.env.CHROME,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
try {
  const playbooks = {
    leads: 100_000,
    played_ms: await played(browser),
    lab_400_repetitions_ms: {
      'One strong channel': await lab(browser, 'One strong channel'),
      'Long noisy journeys': await lab(browser, 'Long noisy journeys'),
    },
  };
  const results = [playbooks];
  if (!process.argv.includes('--playbooks')) results.push(await size(browser, folder, 100_000, RUNS));
  if (process.argv.includes('--large')) results.push(await size(browser, folder, 1_000_000, 1));
  console.log(JSON.stringify(results, null, 2));
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
