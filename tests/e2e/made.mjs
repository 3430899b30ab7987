// Made-up touchpoints: the same file for the same number of journeys.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const CHANNELS = ['affiliate', 'direct', 'display', 'email', 'organic_search', 'paid_search', 'paid_social', 'podcast',
  'push', 'referral', 'sms', 'video'];
const DEVICES = ['desktop', 'mobile', 'tablet'];
const COUNTRIES = ['Austria', 'France', 'Germany', 'Spain', 'United Kingdom', 'United States'];

/** Mulberry32: the same numbers for the same seed. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Writes events in order of time, about five a journey, three in ten journeys converting; says how many. */
export async function writeTouchpoints(path, journeys) {
  const next = random(20240615);
  const events = [];
  let conversions = 0;
  for (let journey = 0; journey < journeys; journey += 1) {
    const id = `c${String(100000000 + journey * 7).padStart(10, '0')}`;
    const touches = 1 + Math.floor(-4 * Math.log(1 - next()));
    const converts = next() < 0.3;
    conversions += converts ? 1 : 0;
    let at = 1735689600 + Math.floor(next() * 300 * 86400);
    for (let touch = 0; touch < touches; touch += 1) {
      const last = converts && touch === touches - 1;
      // Channels are not all alike: the square leans to the first ones.
      events.push([at, id, Math.floor(next() ** 2 * CHANNELS.length), last ? Math.floor(next() * 30000) : -1, next()]);
      at += Math.floor(next() * 3 * 86400);
    }
  }
  events.sort((a, b) => a[0] - b[0]);
  const out = createWriteStream(path);
  out.write('customer_id,timestamp,channel,converted,conversion_value,campaign,device,country\n');
  let block = '';
  for (const [at, id, channel, cents, other] of events) {
    const time = new Date(at * 1000).toISOString().slice(0, 19);
    const value = cents < 0 ? '' : (cents / 100).toFixed(2);
    const device = DEVICES[Math.floor(other * 3)];
    const country = COUNTRIES[Math.floor(other * 997) % COUNTRIES.length];
    const what = `${CHANNELS[channel]},${cents < 0 ? 0 : 1},${value}`;
    block += `${id},${time},${what},spring_campaign_${Math.floor(other * 40)},${device},${country}\n`;
    if (block.length > 1 << 20) {
      if (!out.write(block)) await once(out, 'drain');
      block = '';
    }
  }
  out.end(block);
  await once(out, 'close');
  return { rows: events.length, conversions };
}
