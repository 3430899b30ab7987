// How a file was read, as the page shows it, and the fields by which it is read otherwise.

import { eventually, pick, settled } from './page.mjs';

/** Opens a file, answers what it asks, and waits until its figures are there. */
export async function read(page, name, text, answer) {
  await pick(page, { name, text });
  await answer?.();
  await page.getByText(`${name}: `).waitFor();
  await settled(page);
}

/** Opens a part of the page by the words it begins with, unless it is open. A file that is read again has its parts made anew. */
export async function unfold(page, words) {
  const summary = page.locator('summary', { hasText: new RegExp(`^${words}`) });
  await eventually(async () => {
    if (!(await summary.evaluate((element) => element.parentElement.open))) await summary.click();
    await summary.locator('xpath=following-sibling::*').first().waitFor({ timeout: 2_000 });
  });
}

/** A field of a form by the words its label begins with. */
export const field = (place, words) => labelled(place, words).locator('input, select');

/** What a menu shows. */
export const chosen = (place, words) => field(place, words).locator('option:checked').textContent();

/** What stands below a field. */
export const note = (place, words) => labelled(place, words).locator('small').textContent();

const labelled = (place, words) => place.locator('label.field').filter({ hasText: new RegExp(`^${words}`) });

/** How the table was read: for each decision what was decided, and why. */
export async function facts(page) {
  await unfold(page, 'Read as ');
  const rows = page.getByRole('region', { name: 'How the table was read' }).locator('tbody tr');
  return Object.fromEntries(await rows.evaluateAll((rows) =>
    rows.map((row) => [...row.cells].map((cell) => cell.textContent)).map(([what, ...rest]) => [what, rest])));
}
