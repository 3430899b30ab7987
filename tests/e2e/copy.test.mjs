// What is copied: a table as text that a spreadsheet takes, a chart as a picture.

import assert from 'node:assert/strict';
import { openSample, visit } from './page.mjs';

visit('a table and a chart are copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openSample(page);
  await page.getByRole('link', { name: 'Report & exports', exact: true }).click();
  await page.getByRole('button', { name: 'Copy "Credit by channel"' }).click();
  await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
  const [head, first] = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  assert.match(head, /^Channel\tTouches\t.*\tscope\tmodel\tlevel\torigin$/);
  assert.match(first, /^call\t31\t31\t31\t.*\tsynthetic$/);
  const chart = page.getByRole('listitem').filter({ hasText: /^Credit by channel.*SVG/ });
  await chart.getByRole('button', { name: 'Copy this chart as a picture' }).click();
  await chart.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
  const kinds = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => types));
  assert.deepEqual(kinds, ['image/png']);
});

visit('where the browser keeps its clipboard to itself, it is said', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await openSample(page);
  await page.getByRole('link', { name: 'Report & exports', exact: true }).click();
  await page.getByRole('button', { name: 'Copy "Credit by channel"' }).click();
  await page.getByText('Not copied: this browser gives this page no clipboard').waitFor();
});
