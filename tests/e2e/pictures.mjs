// Pictures of every view, light and dark, wide and narrow, of the sample: to be looked at.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const folder = process.env.TOUCHLINE_PICTURES;
const VIEWS = ['overview', 'models', 'plays', 'paths', 'robustness', 'compare', 'economics', 'playbook', 'lab', 'report', 'privacy'];
/** Those in the README, and how high they are cut. */
const SHOWN = { overview: 1250, plays: 1100, paths: 1250, compare: 1050 };

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROME,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 375]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, locale: 'en-US' });
      const page = await context.newPage();
      await page.goto(process.env.TOUCHLINE_URL);
      await page.screenshot({ path: join(folder, `start-${width}-${colorScheme}.png`), fullPage: true });
      await page.getByRole('button', { name: 'Try the sample' }).click();
      await page.locator('[data-figure=journeys]').waitFor();
      for (const view of VIEWS) await take(page, view, `${view}-${width}-${colorScheme}`);
      await context.close();
    }
  }
} finally {
  await browser.close();
}

async function take(page, view, name) {
  await page.evaluate((view) => { location.hash = view; }, view);
  await page.locator(`nav [aria-current][href="#${view}"]`).waitFor();
  await page.locator('[data-part=view], [data-figure=journeys]').first().waitFor();
  await page.waitForTimeout(500);
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
  if (view === 'compare') await compareWithDealHunters(page);
  if (view === 'playbook') await changeARule(page);
  if (view === 'lab') await runTheLab(page);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  if (name.endsWith('-1280-light') && view in SHOWN && process.env.TOUCHLINE_DOCS) {
    const clip = { x: 0, y: 0, width: 1280, height: SHOWN[view] };
    await page.screenshot({ path: join(process.env.TOUCHLINE_DOCS, `${view}.png`), fullPage: true, clip });
  }
}

/** The deal hunters get an e-mail less often. */
async function changeARule(page) {
  const made = page.getByRole('spinbutton', { name: 'Touch 2: made, in percent' });
  await made.fill('60');
  await made.press('Tab');
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
}

async function runTheLab(page) {
  await page.getByRole('combobox', { name: 'Repetitions' }).selectOption({ label: '50' });
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByText('Marks of the models').first().waitFor({ timeout: 120_000 });
}

/** A is the Deal_Hunters, B everybody. */
async function compareWithDealHunters(page) {
  await page.getByRole('button', { name: 'Take this scope as B' }).click();
  await page.locator('summary', { hasText: '+ Filter' }).click();
  await page.getByRole('group', { name: 'Persona' }).getByRole('checkbox', { name: 'Deal_Hunter' }).check();
  await page.keyboard.press('Escape');
  await page.getByText('27 journeys are in both A and B').waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
}
