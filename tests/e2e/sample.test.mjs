// The sample from its file to its figures, whichever way the file comes.

import assert from 'node:assert/strict';
import { column, expected, figures, open, openSample, percent, pick, samplePath, sampleText, settled, shares, sharesOf,
  shows, slider, visit } from './page.mjs';

const FIGURES = { journeys: '61', conversions: '31', rate: '50.8 %', value: '$313,385' };

async function showsTheSample(page) {
  await shows(figures, page, FIGURES);
  await shows(shares, page, sharesOf(expected.all));
}

visit('one click opens the sample and gives its figures', async ({ page }) => {
  await openSample(page);
  await showsTheSample(page);
  await page.getByText('208 touches').waitFor();
  const credit = { call: '8.69', ga4: '8.69', door_knock: '7.01', email: '5.09', sms: '1.51' };
  assert.deepEqual(await column(page, 'Credit'), credit);
  const share = { call: '28.0 %', ga4: '28.0 %', door_knock: '22.6 %', email: '16.4 %', sms: '4.9 %' };
  assert.deepEqual(await shares(page), share);
  const effects = Object.entries(expected.all.markov.order_1.channels)
    .map(([channel, figure]) => [channel, percent(figure.removal_effect)]);
  assert.deepEqual(await column(page, 'Removal effect'), Object.fromEntries(effects));
  assert.equal(await page.locator('svg .mark').count(), 5);
});

visit('a file that is picked gives the same', async ({ page }) => {
  await open(page);
  await pick(page, samplePath);
  await showsTheSample(page);
});

visit('a file that is dropped gives the same', async ({ page, context }) => {
  await open(page);
  const devtools = await context.newCDPSession(page);
  const drag = { x: 400, y: 300, data: { items: [], files: [samplePath], dragOperationsMask: 1 } };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await devtools.send('Input.dispatchDragEvent', { type, ...drag });
  }
  await showsTheSample(page);
});

visit('a file that a script makes and drops gives the same', async ({ page }) => {
  await open(page);
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }));
    const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
    if (!event.defaultPrevented) throw new Error('the browser would leave the page for the file');
  }, sampleText);
  await showsTheSample(page);
});

for (const place of ['the page', 'the field for it']) {
  visit(`text that is pasted into ${place} gives the same`,
    { permissions: ['clipboard-read', 'clipboard-write'] }, async ({ page }) => {
      await open(page);
      await page.evaluate((text) => navigator.clipboard.writeText(text), sampleText);
      if (place !== 'the page') await page.getByRole('textbox').focus();
      await page.keyboard.press('Control+V');
      await showsTheSample(page);
    });
}

visit('what limits the figures stands above the chart', async ({ page }) => {
  await openSample(page);
  const button = page.getByRole('button', { name: 'Show without call' });
  const finding = page.getByRole('listitem').filter({ has: button });
  assert.match(await finding.textContent(), /call happens if and only if a journey converts/);
  const chart = await page.locator('svg .mark').first().elementHandle();
  const above = await button.evaluate((node, chart) =>
    Boolean(node.compareDocumentPosition(chart) & Node.DOCUMENT_POSITION_FOLLOWING)
      && node.getBoundingClientRect().bottom < chart.getBoundingClientRect().top, chart);
  assert.ok(above);
});

visit('scope, chart and table each say that the journeys are synthetic', async ({ page }) => {
  await openSample(page);
  const chart = page.getByRole('group', { name: /synthetic/i }).filter({ has: page.locator('.mark') });
  await chart.waitFor();
  const places = [page.getByRole('group', { name: 'Scope' }), page.locator('section', { has: chart }),
    page.locator('table:has(tr[data-channel]) caption')];
  for (const place of places) assert.match(await place.innerText(), /synthetic/i);
});

visit('the first screen can be gone to, and leads back to what is open', async ({ page }) => {
  await openSample(page);
  await page.getByRole('button', { name: 'Touchline' }).click();
  const back = page.getByRole('button', { name: 'Back to a_tier_leads.csv' });
  await back.click();
  await showsTheSample(page);
  await page.getByRole('button', { name: 'Touchline' }).click();
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await showsTheSample(page);
  assert.equal(await back.count(), 0);
});

visit('the same file once more changes nothing and says so', async ({ page }) => {
  await openSample(page);
  await slider(page).press('End');
  await shows(shares, page, sharesOf(expected.all, 1));
  await pick(page, samplePath);
  await page.getByRole('status').filter({ hasText: 'Nothing was changed' }).waitFor();
  await settled(page);
  await shows(shares, page, sharesOf(expected.all, 1));
  await shows(figures, page, FIGURES);
});
