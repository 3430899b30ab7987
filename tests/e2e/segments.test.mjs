// Columns by whose words journeys can be filtered, and what the channels cost.

import assert from 'node:assert/strict';
import { read, unfold } from './form.mjs';
import { figures, open, shows, visit } from './page.mjs';

/** Twenty customers: every fourth on a phone, each of two touches; the first costs 1.50, the second 2. */
const CSV = 'customer_id,timestamp,channel,converted,conversion_value,device,cost\n'
  + Array.from({ length: 20 }, (_, at) => {
    const device = at % 4 ? 'desk' : 'phone';
    return `c${10 + at},2025-01-01,email,0,,${device},1.50\nc${10 + at},2025-01-02,ads,${Number(at % 2 === 0)},,${device},2\n`;
  }).join('');

visit('journeys are filtered by the words of a column, and all come back', async ({ page }) => {
  await open(page);
  await read(page, 'segments.csv', CSV);
  const journeys = async () => (await figures(page)).journeys;
  assert.equal(await journeys(), '20');
  const chip = page.locator('summary', { hasText: /^device/ });
  await chip.click();
  const menu = page.getByRole('group', { name: /^Only these of device/ });
  await menu.getByRole('checkbox', { name: /^phone/ }).check();
  await shows(journeys, page, '5');
  assert.match(await chip.textContent(), /phone$/);
  await page.getByText('5 of 20 journeys in scope').waitFor();
  await menu.getByRole('checkbox', { name: /^desk/ }).check();
  await shows(journeys, page, '20');
  await menu.getByRole('checkbox', { name: /^phone/ }).uncheck();
  await shows(journeys, page, '15');
  await menu.getByRole('button', { name: 'All' }).click();
  await shows(journeys, page, '20');
});

visit('a column is no segment any more, and one again', async ({ page }) => {
  await open(page);
  await read(page, 'segments.csv', CSV);
  const chip = page.locator('summary', { hasText: /^device/ });
  await chip.waitFor();
  await chip.click();
  await page.getByRole('group', { name: /^Only these of device/ }).getByRole('checkbox', { name: /^phone/ }).check();
  const journeys = async () => (await figures(page)).journeys;
  await shows(journeys, page, '5');
  await chip.click();
  await unfold(page, 'Columns');
  const choice = page.getByRole('group', { name: /^Segments to filter by/ });
  await choice.getByRole('checkbox', { name: 'device' }).uncheck();
  await page.getByRole('button', { name: 'Read again with these columns' }).click();
  await chip.waitFor({ state: 'detached' });
  // A filter by a column goes with it.
  await shows(journeys, page, '20');
  await choice.getByRole('checkbox', { name: 'device' }).check();
  await page.getByRole('button', { name: 'Read again with these columns' }).click();
  await chip.waitFor();
});

visit('costs are summed by channel', async ({ page }) => {
  await open(page);
  await read(page, 'segments.csv', CSV);
  await unfold(page, 'What the channels cost');
  const costs = page.getByRole('list', { name: 'Costs of the channels' }).getByRole('listitem');
  assert.deepEqual(await costs.allTextContents(), ['ads: 40', 'email: 30']);
});
