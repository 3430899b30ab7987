// A word that betrays where a file's cells go: a file that holds it in every cell, and the forms in which it is looked for.

/** In every cell, and nowhere else. */
export const CANARY = 'Zq7Kanari';

/** A file of touchpoints, of 30 journeys, whose every cell holds the word, as far as the cell's meaning lets it. */
export function canaries() {
  const rows = [`customer,timestamp,channel,conversion,value,${CANARY}_note,email`];
  for (let row = 0; row < 60; row += 1) {
    rows.push([`${CANARY}-id-${row >> 1}`, `2026-01-${String((row % 28) + 1).padStart(2, '0')}`, `${CANARY}-channel-${row % 3}`,
      row % 2, row * 7, `${CANARY}-word-${row % 2}`, `${CANARY}@example.org`].join(','));
  }
  rows.push(`${CANARY}-id-99,${CANARY}-no-time,${CANARY}-channel-0,0,1,,`);
  return rows.join('\n');
}

const bytes = [...Buffer.from(CANARY)];

const base64 = [0, 1, 2].map((shift) => Buffer.from('x'.repeat(shift) + CANARY).toString('base64').slice(shift ? 4 : 0, -4));

/** The word as it may be written on the way: as it is, as base64 at any offset, and by its bytes. */
const disguises = [CANARY, ...base64, Buffer.from(CANARY).toString('hex'), bytes.join(),
  bytes.map((byte) => `%${byte.toString(16)}`).join(''), [...CANARY].reverse().join('')];

/** The form in which a text holds the word, if it does. */
export const finds = (text) => disguises.find((word) => text.toLowerCase().includes(word.toLowerCase()));
