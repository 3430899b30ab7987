// A tour of everything that a page with a dataset can do: for the tests that hold whatever is used. Every later view adds itself.

import assert from 'node:assert/strict';
import { eventually, idle, openMenu } from './page.mjs';

/** Each view of the dataset by the words of its link, and something that it shows when it is there. */
export const VIEWS = [
  ['Models', /choice of model|No model has credit/],
  ['Plays & personas', /too few|leads|plays|personas|no channel|values of/i],
  ['Paths', /most frequent|Too few|No conversion/],
  ['Robustness', 'Transition probabilities'],
  ['Compare', 'How the difference is made'],
  ['Economics', 'What each channel cost'],
  ['Playbook', /playbook/i],
  ['Truth lab', 'Credit is not effect'],
  ['Report & exports', 'Tables of exchange'],
  ['Privacy & storage', 'What is stored'],
];

/** Goes to a view, and waits until it is there. */
export async function go(page, view, shown) {
  await page.getByRole('link', { name: view, exact: true }).click();
  if (shown) await page.locator('.views').getByText(shown).first().waitFor();
  await idle(page);
}

/** Uses what there is beside the views, goes through all of them, and saves whatever can be saved. */
export async function tour(page) {
  await go(page, 'Overview');
  await page.getByRole('button', { name: /^Why this number\? / }).first().click();
  await page.getByRole('dialog', { name: 'Why this number?' }).getByRole('listitem').first().waitFor();
  await page.keyboard.press('Escape');
  const filters = await openMenu(page, '\\+ Filter');
  await filters.getByRole('group', { name: 'Holding all of' }).getByRole('checkbox').first().check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Undo' }).click();
  const names = await openMenu(page, 'View');
  await names.getByRole('textbox', { name: 'Name of this view' }).fill('As it was');
  await names.getByRole('button', { name: 'Keep this view' }).click();
  await names.getByRole('button', { name: 'As it was', exact: true }).waitFor();
  await page.keyboard.press('Escape');
  for (const [view, shown] of VIEWS) {
    await go(page, view, shown);
    if (view === 'Compare') {
      await page.getByRole('button', { name: 'Take this scope as B' }).click();
      await page.getByText('A and B are the same scope').first().waitFor();
    }
    if (view === 'Report & exports') await saveAll(page);
  }
}

async function saveAll(page) {
  const offered = async (button) => {
    const download = page.waitForEvent('download');
    await button.click();
    await download;
  };
  const report = page.getByRole('button', { name: 'Save the report' });
  await eventually(async () => assert.ok(await report.isEnabled()));
  await offered(report);
  for (const name of [/^Save ".*" as CSV$/, /^Save ".*" as JSON$/, 'Save this chart as SVG', 'Save this chart as PNG',
    'Save customer_journeys.csv', 'Save all as SQL for SQLite']) {
    await offered(page.getByRole('button', { name, exact: true }).first());
  }
}
