// The report on paper: Chromium prints it as PDF, and no chart and no row of a table is cut between two pages.
//
// Links in a PDF say on which page, and where on it, what they surround stands: the test puts one round each text of a chart, each mark
// and each cell, and reads where they came to lie.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { read } from './form.mjs';
import { eventually, open, openSample, visit } from './page.mjs';

const PAPERS = ['A4', 'Letter'];

/** The report of what is open, in a page of its own, each part of a chart and each cell with a link round it. */
async function marked(page, context) {
  await page.getByRole('link', { name: 'Report & exports', exact: true }).click();
  const button = page.getByRole('button', { name: 'Save the report' });
  await eventually(async () => assert.ok(await button.isEnabled()));
  const download = page.waitForEvent('download');
  await button.click();
  const folder = mkdtempSync(join(tmpdir(), 'touchline-print-'));
  try {
    const path = join(folder, 'report.html');
    await (await download).saveAs(path);
    const report = await context.newPage();
    await report.goto(pathToFileURL(path).href);
    await report.emulateMedia({ media: 'print' });
    await report.evaluate(mark);
    return report;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs in the report. A link of SVG round a shape, and one of HTML round a text, change no size. */
function mark() {
  const named = (link, thing, part) => link.setAttribute('href', `https://mark.invalid/${thing}/${part}`);
  const charts = [...document.querySelectorAll('figure svg')].filter((chart) => chart.checkVisibility());
  charts.forEach((chart, at) => {
    [...chart.querySelectorAll('text, rect, circle, line')].forEach((shape, part) => {
      const link = document.createElementNS('http://www.w3.org/2000/svg', 'a');
      named(link, `chart-${at}`, part);
      shape.replaceWith(link);
      link.append(shape);
    });
  });
  // A table's head is there on each of its pages.
  [...document.querySelectorAll('tbody tr, tfoot tr')].forEach((row, at) => {
    for (const cell of row.cells) {
      const link = document.createElement('a');
      named(link, `row-${at}`, cell.cellIndex);
      link.append(...cell.childNodes);
      cell.append(link);
    }
  });
}

/** The pages of a PDF on which each thing that was marked stands, and how often something of it lies beyond the page's edge. */
function places(pdf) {
  const objects = new Map();
  for (const [, number, body] of pdf.toString('latin1').matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) objects.set(number, body);
  const numbers = (text) => text.trim().split(/\s+/).map(Number);
  const found = new Map();
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\b(?!s)/.test(body));
  pages.forEach((page, at) => {
    const [, , width, height] = numbers(/\/MediaBox \[([^\]]*)\]/.exec(page)[1]);
    const links = (/\/Annots \[([^\]]*)\]/.exec(page)?.[1] ?? '').matchAll(/(\d+) 0 R/g);
    for (const [, number] of links) {
      const link = objects.get(number);
      const thing = /mark\.invalid\/([^/]+)\//.exec(link)?.[1];
      if (!thing) continue;
      const [left, bottom, right, top] = numbers(/\/Rect \[([^\]]*)\]/.exec(link)[1]);
      const place = found.get(thing) ?? { pages: new Set(), beyond: 0 };
      place.pages.add(at + 1);
      if (left < -1 || bottom < -1 || right > width + 1 || top > height + 1) place.beyond += 1;
      found.set(thing, place);
    }
  });
  return { found, pages: pages.length };
}

/** What is cut when the report is printed. */
async function cut(report, format) {
  const { charts, rows } = await report.evaluate(() => ({
    charts: [...document.querySelectorAll('figure svg')].filter((chart) => chart.checkVisibility()).length,
    rows: document.querySelectorAll('tbody tr, tfoot tr').length,
  }));
  const { found, pages } = places(await report.pdf({ format }));
  const of = (kind) => [...found.keys()].filter((thing) => thing.startsWith(kind)).length;
  assert.ok(pages > 3 && charts > 3 && rows > 30, `${pages} pages, ${charts} charts, ${rows} rows`);
  assert.deepEqual([of('chart-'), of('row-')], [charts, rows], `all are found in the PDF (${format})`);
  return [...found].filter(([, place]) => place.pages.size > 1 || place.beyond > 0).map(([thing]) => thing);
}

visit('the report prints on A4 and Letter without a cut chart or row', async ({ page, context }) => {
  await openSample(page);
  // With what is asked for in other views.
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await page.getByRole('button', { name: 'Take this scope as B' }).click();
  await page.getByText(/^B: /).waitFor();
  await page.locator('summary', { hasText: '+ Filter' }).click();
  await page.getByRole('group', { name: 'Persona' }).getByRole('checkbox', { name: 'Deal_Hunter' }).check();
  await page.keyboard.press('Escape');
  await page.getByText('27 journeys are in both A and B').waitFor();
  await page.getByRole('link', { name: 'Economics', exact: true }).click();
  const cost = page.getByRole('group', { name: 'Costs' }).getByRole('spinbutton', { name: 'email' });
  await cost.fill('1000');
  await cost.press('Enter');
  await page.getByText('What a shift of budget').first().waitFor();
  const report = await marked(page, context);
  for (const format of PAPERS) assert.deepEqual(await cut(report, format), [], format);
  await report.close();
});

visit('the report of thirty channels prints without a cut chart or row', async ({ page, context }) => {
  await open(page);
  const name = (at) => `channel number ${String(at % 30).padStart(2, '0')}`;
  const rows = Array.from({ length: 240 }, (_, at) => [0, 7, 11].map((step, touch) =>
    `c${at},2025-03-0${touch + 1},${name(at + step * (1 + at % 5))},${touch === 2 && at % 2 ? 1 : 0}`)).flat();
  await read(page, 'many.csv', `customer_id,timestamp,channel,conversion\n${rows.join('\n')}\n`);
  const report = await marked(page, context);
  for (const format of PAPERS) assert.deepEqual(await cut(report, format), [], format);
  await report.close();
});

// What the two tests above would miss, if they could not see it. A chart is one thing to a browser, which cuts it only where no page holds it.
const PLANTED = [
  ['chart that is taller than a page', 'chart-', '.plot svg { max-height: none; height: 400mm }'],
  ['row that may be broken', 'row-', 'table { width: 40mm; table-layout: fixed } tr, .unbroken { break-inside: auto } td.figure, th { white-space: normal; min-width: 0 }'],
];

for (const [what, kind, rules] of PLANTED) {
  visit(`a ${what} is seen to be cut`, async ({ page, context }) => {
    await openSample(page);
    const report = await marked(page, context);
    // The report's policy lets no other style sheet in.
    await report.evaluate((rules) => {
      const [sheet] = document.styleSheets;
      sheet.insertRule(`@media print { ${rules} }`, sheet.cssRules.length);
      for (const chart of document.querySelectorAll('figure svg')) chart.setAttribute('preserveAspectRatio', 'none');
    }, rules);
    for (const format of PAPERS) {
      const things = await cut(report, format);
      assert.ok(things.some((thing) => thing.startsWith(kind)), `${format}: ${things}`);
    }
    await report.close();
  });
}
