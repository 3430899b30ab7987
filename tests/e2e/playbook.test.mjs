// The playbook: edited, checked as one types, held against the current one, undone, kept, made into journeys, taken along.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { eventually, figures, open, openSample, shows, visit } from './page.mjs';
import { go } from './tour.mjs';

/** The rows of a table by its caption's beginning: for each its cells by heading. */
async function sheet(page, caption) {
  const table = page.locator('table', { has: page.locator('caption', { hasText: new RegExp(`^${caption}`) }) }).first();
  await table.waitFor();
  return table.evaluate((table) => {
    const names = [...table.querySelectorAll('thead th')].map((heading) => heading.textContent);
    return [...table.querySelectorAll('tbody tr')].map((row) =>
      Object.fromEntries([...row.cells].map((cell, at) => [names[at], cell.textContent.replaceAll('\u00a0', ' ')])));
  });
}

const threshold = (page) => page.getByRole('spinbutton', { name: 'Converts with an SII of at least' });

async function type(field, text) {
  await field.fill(text);
  await field.press('Tab');
}

/** 15 of the 27 deal hunters convert; with no threshold all do: 12 conversions more than the 31. */
const CONVERSIONS = 31 + 12;

visit('a changed rule stands beside the current one, is undone, survives a reload and is made into journeys', async ({ page }) => {
  await openSample(page);
  const before = await figures(page);
  await go(page, 'Playbook', 'These journeys were made by the default playbook, seed 7');
  await page.getByRole('button', { name: 'Deal_Hunter' }).click();
  await type(threshold(page), '0');
  const totals = async () => (await sheet(page, 'Conversions by the current and the changed playbook'))
    .find((row) => Object.values(row)[0] === 'Conversions');
  await eventually(async () => {
    const row = Object.values(await totals());
    assert.deepEqual(row.slice(1, 3).map(Number), [31, CONVERSIONS], 'the current one and the changed one');
  });
  const credit = await sheet(page, 'Credit by the current and the changed playbook');
  assert.ok(credit.every((row) => Object.values(row).at(-1) === 'both'), 'every channel is in journeys by both');
  const value = (await sheet(page, 'Value by the current and the changed playbook'))
    .find((row) => Object.values(row)[0] === 'All conversions');
  assert.ok(!Object.values(value).slice(1, 6).includes('not defined'), "the property's value is known, and so is its part");
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Change a rule above to see what would change.').waitFor();
  assert.equal(await threshold(page).inputValue(), '100');
  await page.getByRole('button', { name: 'Redo' }).click();
  await eventually(async () => assert.equal(await threshold(page).inputValue(), '0'));
  await page.getByText(/^Saved on this device/).first().waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Deal_Hunter' }).click();
  await eventually(async () => assert.equal(await threshold(page).inputValue(), '0', 'both are found again'));
  await eventually(async () => assert.deepEqual(Object.values(await totals()).slice(1, 3).map(Number), [31, CONVERSIONS]));
  await page.getByRole('button', { name: 'Make the journeys by it' }).click();
  await page.getByText('Nothing is changed.').waitFor();
  await go(page, 'Overview');
  await shows(async () => (await figures(page)).conversions, page, String(CONVERSIONS));
  await page.getByText(/^Saved on this device/).first().waitFor();
  await page.reload();
  await shows(async () => (await figures(page)).conversions, page, String(CONVERSIONS));
  await go(page, 'Playbook');
  await page.getByRole('button', { name: 'Begin with the default' }).click();
  await page.getByRole('button', { name: 'Make the journeys by it' }).click();
  await page.getByText('Nothing is changed.').waitFor();
  await go(page, 'Overview');
  await shows(async () => figures(page), page, before);
});

visit('what decided a conversion is there again when one goes back to it', async ({ page }) => {
  await openSample(page);
  await go(page, 'Playbook');
  const decides = page.getByRole('combobox', { name: 'What decides the conversion' });
  const effect = page.getByRole('spinbutton', { name: 'Effect 1: log-odds a touch' });
  await decides.selectOption({ label: 'chance' });
  await page.getByRole('button', { name: "Add a channel's effect" }).click();
  await effect.waitFor();
  await type(effect, '1.5');
  await type(page.getByRole('spinbutton', { name: 'Converts without any touch, %' }), '12');
  await decides.selectOption({ label: 'its SII (StormOps Impact Index) alone' });
  await eventually(async () => assert.equal(await threshold(page).inputValue(), '100'));
  await decides.selectOption({ label: 'chance' });
  await eventually(async () => assert.equal(await effect.inputValue(), '1.5'));
  assert.equal(await page.getByRole('spinbutton', { name: 'Converts without any touch, %' }).inputValue(), '12');
});

visit('what is wrong is said as one types, with its place, and stops the journeys', async ({ page }) => {
  await openSample(page);
  await go(page, 'Playbook');
  const made = page.getByRole('spinbutton', { name: 'Touch 2: made, in percent' });
  await made.fill('120');
  const wrong = page.getByRole('alert', { name: 'What is wrong' });
  await wrong.getByText(/^How often: 120 % of touch 2 \(.+\): it has to be from 0 to 100 %\. \(.+\)$/).waitFor();
  assert.equal(await made.getAttribute('aria-invalid'), 'true');
  await made.press('Tab');
  assert.ok(await page.getByRole('button', { name: 'Make the journeys by it' }).isDisabled());
  await type(made, '60');
  await wrong.waitFor({ state: 'detached' });
  await page.getByRole('combobox', { name: 'Touch 2: if it is not made' }).selectOption('3');
  await type(page.getByRole('combobox', { name: 'Touch 3: channel' }), '');
  await wrong.getByText(/^The channel is empty: give it a name\. \(.+, touch 3\)$/).waitFor();
  await type(page.getByRole('combobox', { name: 'Touch 3: channel' }), 'sms');
  await wrong.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Make the journeys by it' }).click();
  await page.getByText('Nothing is changed.').waitFor();
  const seed = page.getByRole('spinbutton', { name: 'Seed of the draws' });
  assert.equal(await seed.inputValue(), '7');
  await page.getByRole('button', { name: 'New seed' }).first().click();
  await eventually(async () => assert.notEqual(await seed.inputValue(), '7'));
  await go(page, 'Overview');
  await eventually(async () => assert.equal((await figures(page)).journeys, '61'));
});

visit('playbooks are kept under names, duplicated, saved as JSON and opened again', async ({ page }) => {
  await openSample(page);
  await go(page, 'Playbook');
  await type(page.getByRole('textbox', { name: 'Name of the playbook' }), 'Hail');
  await page.getByRole('button', { name: 'Keep it under its name' }).click();
  const kept = page.getByRole('list', { name: 'Kept playbooks' });
  await kept.getByText('Hail', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Duplicate Hail' }).click();
  await kept.getByText('Hail (2)', { exact: true }).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as JSON' }).click();
  const file = await (await download).path();
  const playbook = JSON.parse(readFileSync(file, 'utf8'));
  assert.equal(playbook.name, 'Hail');
  assert.equal(playbook.rules[0].rule.conversion.when.sii_at_least, 100);
  await page.getByText(/^Saved on this device/).first().waitFor();
  await page.reload();
  await kept.getByText('Hail (2)', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Forget Hail (2)' }).click();
  await kept.getByText('Hail (2)', { exact: true }).waitFor({ state: 'detached' });
  playbook.name = 'From a file';
  playbook.rules[0].rule.conversion.when = { chance: { base_rate: 0.2, effects: [{ channel: 'email', log_odds: 1.5 }] } };
  await take(page, JSON.stringify(playbook));
  await eventually(async () =>
    assert.equal(await page.getByRole('textbox', { name: 'Name of the playbook' }).inputValue(), 'From a file'));
  const logOdds = page.getByRole('spinbutton', { name: 'Effect 1: log-odds a touch' });
  await eventually(async () => assert.equal(await logOdds.inputValue(), '1.5'));
  const refused = page.getByRole('alert').filter({ hasText: 'The playbook was refused' });
  const two = { ...playbook.rules[0].rule.course.touches[0], otherwise: 1 };
  const cycle = structuredClone(playbook);
  cycle.rules[0].rule.course.touches = [{ ...two, otherwise: 2 }, two];
  for (const [text, place] of [
    [JSON.stringify(playbook).replace('"event_id"', '"event"'), 'event'],
    [JSON.stringify(playbook).replace('"base_rate":0.2', '"base_rate":1.2'), 'rules[0].rule.conversion.when.chance.base_rate'],
    [JSON.stringify(cycle), 'rules[0].rule.course.touches'],
    ['{"schema": 1, "name":', 'line 1'],
    [' '.repeat(10_000_000), 'MB'],
  ]) {
    await take(page, text);
    await refused.getByText(place).first().waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Name of the playbook' }).inputValue(), 'From a file');
  }
});

async function take(page, text) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open JSON …' }).click();
  await (await chooser).setFiles({ name: 'playbook.json', mimeType: 'application/json', buffer: Buffer.from(text) });
}

/** 400 customers of two personas, by a rule of thumb that is easy to count: ads, then an e-mail for each second, and a purchase for each third with one. */
function touchpoints() {
  const rows = ['customer,time,channel,converted,persona'];
  for (let number = 0; number < 400; number += 1) {
    const persona = number % 2 === 0 ? 'Saver' : 'Spender';
    const mailed = number % 4 < 2;
    const buys = mailed ? number % 3 === 0 : number % 10 === 0;
    rows.push(`c${number},2025-03-0${1 + (number % 7)}T10:00:00Z,ads,${Number(buys && !mailed)},${persona}`);
    if (mailed) rows.push(`c${number},2025-03-0${1 + (number % 7)}T1${1 + (number % 8)}:00:00Z,email,${Number(buys)},${persona}`);
  }
  return `${rows.join('\n')}\n`;
}

visit('a playbook is learnt from observed journeys, kept, and used for leads', async ({ page }) => {
  await open(page);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles({ name: 'touches.csv', mimeType: 'text/csv', buffer: Buffer.from(touchpoints()) });
  await page.getByRole('link', { name: 'Playbook', exact: true }).click();
  await page.getByText('How well it makes them again').waitFor();
  await page.getByRole('button', { name: /^Keep it as / }).click();
  await page.getByText('It is kept: open leads').waitFor();
  await page.getByText(/^Saved on this device/).first().waitFor();
  await page.getByRole('link', { name: 'Truth lab', exact: true }).click();
  const world = page.getByRole('combobox', { name: 'World' });
  await world.selectOption({ label: 'On data like yours: what is learnt from it' });
  await page.getByRole('combobox', { name: 'Repetitions' }).selectOption({ label: '50' });
  await page.getByRole('combobox', { name: 'Journeys of a sample' }).selectOption({ label: '250' });
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByText('Marks of the models').waitFor();
});
