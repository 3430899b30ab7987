// What leaves the browser: nothing but requests for the page's own files. A proxy in front of the
// browser sees all of them, those of the worker too.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { after } from 'node:test';
import { engines, eraseAll, eventually, expected, figures, figuresOf, home, openMenu, openPrivacy, openSample, pick,
  sampleText, saved, settled, shows, slider, stored, subHome, vaults, visit } from './page.mjs';

const FILES = new Set(readdirSync(process.env.TOUCHLINE_DIST ?? new URL('../../dist/', import.meta.url)));
const SECRET = 'TwelveOaksLane';

/** Where Chromium itself asks, for every page with a text field, how such fields are filled in. */
const CHROMIUMS_OWN = 'content-autofill.googleapis.com:443';

const seen = [];
const proxy = createServer((incoming, answer) => {
  const { method, url, headers } = incoming;
  const body = [];
  incoming.on('data', (chunk) => body.push(chunk));
  incoming.on('end', () => seen.push({ method, url, headers, body: Buffer.concat(body).toString() }));
  const onward = request(url, { method, headers }, (reply) => {
    answer.writeHead(reply.statusCode, reply.headers);
    reply.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  incoming.pipe(onward);
});
proxy.on('connect', (incoming, socket) => {
  if (incoming.url !== CHROMIUMS_OWN) seen.push({ method: 'CONNECT', url: incoming.url, headers: {}, body: '' });
  socket.destroy();
});
const proxied = { proxy: { server: await listening(proxy), bypass: '<-loopback>' } };
after(() => close(proxy));

/** All that was asked for since the last time. */
function requests() {
  return seen.splice(0);
}

function isOneOfThePagesFiles(base) {
  return ({ method, url, headers, body }) => {
    assert.equal(method, 'GET', url);
    assert.ok(url.startsWith(base), `${url} is not below ${base}`);
    const name = url.slice(base.length);
    assert.ok(name === '' || FILES.has(name), `${url} is no file of the page`);
    assert.equal(body, '', url);
    assert.ok(!JSON.stringify(headers).includes(SECRET), `the headers for ${url}`);
  };
}

visit('a whole session asks for the files of the page and for nothing else', proxied, async ({ page, context }) => {
  const asked = [];
  context.on('request', (made) => asked.push(made));
  requests();
  await openSample(page);
  await saved(page);
  await openPrivacy(page);
  await page.getByRole('link', { name: 'Overview' }).click();
  await settled(page);
  const loading = requests();
  assert.ok(loading.some(({ url }) => /worker-.*\.wasm$/.test(url)), 'the requests of the worker are among those seen');
  loading.forEach(isOneOfThePagesFiles(home));

  await pick(page, { name: `${SECRET}.csv`, text: own() });
  await eventually(async () => assert.equal((await figures(page)).journeys, '2'));
  await saved(page);
  const menu = await openMenu(page, 'ZIP');
  await menu.getByRole('checkbox', { name: '75209' }).check();
  await openMenu(page, 'Channels');
  await page.getByRole('checkbox', { name: 'call' }).uncheck();
  await slider(page).press('End');
  await page.getByRole('combobox', { name: 'Model' }).selectOption('shapley');
  await page.getByRole('columnheader', { name: 'Channel' }).getByRole('button').click();
  await settled(page);
  await saved(page);
  await eraseAll(page);
  const later = requests().filter(({ url }) => url !== `${home}favicon.svg`);
  assert.deepEqual(later, [], 'no request for a file of one\'s own, its figures and its erasure');

  const addresses = asked.map((made) => made.url()).filter((url) => !/^(blob|data):/.test(url));
  assert.ok(addresses.length >= loading.length - 1);
  addresses.forEach((url) => isOneOfThePagesFiles(home)({ method: 'GET', url, headers: {}, body: '' }));
  assert.ok(asked.every((made) => made.postDataBuffer() === null));
});

visit('under a sub-path the page asks for nothing outside it', proxied, async ({ page }) => {
  requests();
  await openSample(page, subHome);
  await shows(figures, page, figuresOf(expected.all));
  await saved(page);
  await page.reload();
  await shows(figures, page, figuresOf(expected.all));
  const made = requests();
  assert.ok(made.some(({ url }) => url === `${subHome}a_tier_leads.csv`));
  made.forEach(isOneOfThePagesFiles(subHome));
});

visit('what is stored holds the ids of the leads and none of their addresses', async ({ page }) => {
  await openSample(page);
  await saved(page);
  const text = (await stored(page)).join();
  const [, ...rows] = sampleText.trim().split('\n');
  const [ids, addresses] = [0, 1].map((cell) => rows.map((row) => row.split(',')[cell]));
  assert.deepEqual(ids.filter((id) => !text.includes(id)), []);
  assert.deepEqual(addresses.filter((address) => text.includes(address)), []);
});

visit('the page states its policy, and nothing in it needs a weaker one', async ({ page }) => {
  await openSample(page);
  const policy = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
  for (const part of ["default-src 'none'", "connect-src 'self'", "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'", "form-action 'none'", "base-uri 'none'"]) {
    assert.ok(policy.split('; ').includes(part), part);
  }
  assert.equal(await page.locator('script:not([src]), style, [style], [onclick], [onload], iframe').count(), 0);
  await openPrivacy(page);
  await page.getByText(policy, { exact: true }).waitFor();
});

visit('neither the page nor its worker can reach another server', { ...proxied, faulty: true }, async ({ page }) => {
  let hits = 0;
  const other = createServer((_, answer) => {
    hits += 1;
    answer.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('reached');
  });
  const address = await listening(other);
  try {
    await openSample(page);
    await saved(page);
    const [engine] = await engines(page);
    requests();
    for (const place of [page, engine, (await vaults(page))[0]]) {
      assert.equal(await place.evaluate(reach, home), 'reached', 'the own server can be reached');
      assert.match(await place.evaluate(reach, address), /^TypeError/);
      assert.match(await place.evaluate(connect, address.replace('http', 'ws')), /^(SecurityError|error)/);
    }
    assert.match(await engine.evaluate(load, address), /^NetworkError/);
    assert.equal(await page.evaluate(picture, address), 'error');
    await page.evaluate((url) => navigator.sendBeacon(url, 'secret'), address);
    await eventually(async () => assert.equal(await page.evaluate(reach, home), 'reached'));
    assert.deepEqual(requests().map(({ url }) => url).filter((url) => !url.startsWith(home)), []);
    assert.equal(hits, 0);
    assert.equal(await (await fetch(address)).text(), 'reached');
    assert.equal(hits, 1, 'the other server was there to be reached');
  } finally {
    await close(other);
  }
});

const reach = (url) => fetch(url).then(() => 'reached', String);

const connect = (url) => new Promise((done) => {
  try {
    const socket = new WebSocket(url);
    socket.onopen = () => done('open');
    socket.onerror = () => done('error');
  } catch (refusal) {
    done(refusal.name);
  }
});

function load(url) {
  try {
    importScripts(url);
    return 'loaded';
  } catch (refusal) {
    return refusal.name;
  }
}

const picture = (url) => new Promise((done) => {
  const image = new Image();
  image.onload = () => done('loaded');
  image.onerror = () => done('error');
  image.src = url;
});

/** A file of two leads, whose every cell would betray it. */
function own() {
  const row = (id) => `${SECRET}-${id},Deal_Hunter,75209,95,110,Play_${SECRET},100000`;
  return ['property_id,primary_persona,zip_code,risk_score,sii_score,recommended_play,estimated_value', row(1), row(2)]
    .join('\n');
}

/** The address of a server on a free port of this machine. */
async function listening(server) {
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${server.address().port}/`;
}

async function close(server) {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}
