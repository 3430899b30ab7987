// A client's real touchpoints: read without a hint where the file tells all, asked about where it does not.

import assert from 'node:assert/strict';
import { facts, unfold } from './form.mjs';
import { column, eventually, figures, open, openMenu, pick, saved, settled, shows, visit } from './page.mjs';

/** Semicolons, windows-1252, German dates and amounts; a title before and a total behind the table. */
const GERMAN = Buffer.from([
  'Auswertung Touchpoints;;;;',
  '',
  'Kunde;Zeitpunkt;Kanal;Konversion;Umsatz',
  'Müller;31.12.2025 10:00;E-Mail;nein;',
  'Müller;01.01.2026 09:30;Außenwerbung;ja;1.200,50 EUR',
  'Özdemir;02.01.2026 11:00;Außenwerbung;nein;',
  'Weiß;02.01.2026 12:00;E-Mail;nein;',
  'Weiß;03.01.2026 12:00;Suche;ja;99,50 EUR',
  'Gesamt;;;;1.300,00 EUR',
].join('\r\n').replaceAll('ä', '\u00e4'), 'latin1');

/** Every date could be of either order. */
const UNCLEAR = 'customer_id,date,channel,converted\n'
  + 'a,3/4/2025,email,0\na,5/4/2025,ads,1\nb,4/3/2025,ads,0\nc,1/2/2025,email,1\n';

visit('a German export is read rightly without a hint', async ({ page }) => {
  await open(page);
  await pick(page, { name: 'touches.csv', text: GERMAN });
  await settled(page);
  await shows(figures, page, { journeys: '3', conversions: '2', rate: '66.7 %', value: '€1,300' });
  assert.deepEqual(Object.keys(await column(page, 'Touches')).sort(), ['Außenwerbung', 'E-Mail', 'Suche']);
  await page.getByText('Observed journeys').first().waitFor();
  await page.getByText('touches.csv: 5 rows read = 5 accepted + 0 rejected.').waitFor();
  await unfold(page, 'Read as touchpoints: how, and why');
  const read = await facts(page);
  const decided = ['Encoding', 'Delimiter', 'Header', 'Before', 'Behind'].map((what) => read[what][0]);
  assert.deepEqual(decided, ['windows-1252', ';', 'line 3', '2 lines', '1 line']);
});

visit('where leads are joined, their SII is a filter', async ({ page }) => {
  await open(page);
  await pick(page, { name: 'touches.csv', text: 'customer_id,timestamp,channel,conversion\na,2025-01-01,email,1\nb,2025-01-02,ads,0\n' });
  await settled(page);
  const sii = page.getByRole('group', { name: 'SII', exact: true });
  const filters = await openMenu(page, '\\+ Filter');
  await filters.getByRole('group', { name: 'Began on (UTC)' }).waitFor();
  assert.equal(await sii.count(), 0, 'without leads there is none');
  await page.keyboard.press('Escape');
  await unfold(page, 'Leads of the same customers');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Join a file of leads …' }).click();
  const leads = 'property_id,primary_persona,sii_score\na,Deal_Hunter,100\nb,Deal_Hunter,70\n';
  await (await chooser).setFiles({ name: 'leads.csv', mimeType: 'text/csv', buffer: Buffer.from(leads) });
  await unfold(page, 'Leads of the same customers');
  await page.getByText('2 of 2 customers are leads of leads.csv').waitFor();
  await settled(page);
  await openMenu(page, '\\+ Filter');
  await sii.getByRole('spinbutton', { name: 'From' }).fill('95');
  await sii.getByRole('spinbutton', { name: 'From' }).press('Enter');
  await shows(async () => (await figures(page)).journeys, page, '1');
});

visit('an unclear date is asked about, and the answer is followed', async ({ page }) => {
  await open(page);
  await pick(page, { name: 'unclear.csv', text: UNCLEAR });
  const question = page.getByRole('alert').filter({ hasText: 'none tells which' });
  await question.waitFor();
  await question.getByRole('button', { name: /^Month first/ }).click();
  await settled(page);
  await shows(figures, page, { journeys: '3', conversions: '2', rate: '66.7 %', value: 'not defined' });
  assert.equal(await page.getByRole('alert').count(), 0);
});

visit('a column that nothing tells is asked for', async ({ page }) => {
  await open(page);
  await pick(page, { name: 'columns.csv', text: 'who,when,what,done\nx,2025-01-01,email,0\nx,2025-01-02,ads,1\ny,2025-01-02,ads,0\n' });
  const question = page.getByRole('alert').filter({ hasText: 'customer' });
  await question.waitFor();
  await question.getByLabel(/^customer \(required\)/).selectOption('who');
  await question.getByLabel(/^time \(required\)/).selectOption('when');
  await question.getByLabel(/^channel \(required\)/).selectOption('what');
  await question.getByLabel(/^conversion/).selectOption('done');
  await question.getByRole('button', { name: 'Read again with these columns' }).click();
  await settled(page);
  await shows(async () => (await figures(page)).journeys, page, '2');
});

visit('clocks can stand in any time zone, whose table is fetched where it is needed', async ({ page }) => {
  const asked = [];
  page.context().on('request', (request) => asked.push(request.url()));
  const fetched = () => asked.filter((address) => /\/zones-[0-9a-f]+\.bin$/.test(address)).length;
  await open(page);
  // By UTC the clock of the email stands behind that of the ads, by Berlin before it.
  const rows = 'a,2025-07-01 12:00,email,0\na,2025-07-01T11:30:00Z,ads,1\nb,2025-07-01T11:30:00Z,ads,0\n';
  await pick(page, { name: 'zones.csv', text: `customer_id,timestamp,channel,converted\n${rows}` });
  await settled(page);
  await shows(async () => (await figures(page)).journeys, page, '3');
  assert.equal(fetched(), 0);
  await unfold(page, 'From touches to journeys');
  const zone = page.getByLabel(/^Time zone of clocks/);
  await zone.fill('Europe/Berlin');
  await zone.press('Enter');
  await shows(async () => (await figures(page)).journeys, page, '2');
  assert.equal(fetched(), 1);
});

visit('a rule is changed and the journeys follow; a reload needs no file', async ({ page }) => {
  await open(page);
  const rows = 'a,2025-01-01,email,1\na,2025-01-02,ads,0\na,2025-01-03,ads,1\nb,2025-01-01,ads,0\n';
  await pick(page, { name: 'rules.csv', text: `customer_id,timestamp,channel,converted\n${rows}` });
  await settled(page);
  await shows(async () => (await figures(page)).conversions, page, '2');
  await unfold(page, 'From touches to journeys');
  await page.getByLabel(/^Conversions of one customer/).selectOption({ label: 'the first only' });
  await shows(async () => (await figures(page)).conversions, page, '1');
  await saved(page);
  await page.reload();
  await settled(page);
  await eventually(async () => assert.equal((await figures(page)).conversions, '1'));
});
