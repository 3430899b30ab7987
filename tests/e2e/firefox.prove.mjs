// In Firefox as in Chromium: nothing of a file leaves the browser, a leak that is planted is found, no other server is reached,
// and what was once loaded works without its host, also after the browser was killed.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { CANARY, canaries, finds } from './canary.mjs';
import { pageOf, profile, start } from './firefox.mjs';
import { eventually, expected, figuresOf, plain, temporary } from './page.mjs';
import { host } from './served.mjs';

const FILES = readdirSync(process.env.TOUCHLINE_DIST ?? new URL('../../dist/', import.meta.url));

/** A test host renames the script that starts the page. */
const named = (name) => name.replace(/^boot-[0-9a-f]+/, 'boot-*');
const NAMES = new Set(['', 'sw.js', 'favicon.ico', ...FILES.map(named)]);

/** Where Firefox itself asks for settings and updates. */
const FIREFOXS_OWN = /^https:\/\/([a-z0-9-]+\.)*mozilla\.(com|org|net)\//;

const figures = async (page) => {
  const [journeys, conversions, rate, value] =
    await Promise.all(['journeys', 'conversions', 'rate', 'value'].map(page.figure));
  return { journeys, conversions, rate: rate && plain(rate), value };
};
const journeys = (page, count) => eventually(async () => assert.equal(await page.figure('journeys'), count));
const saved = (page) => page.says('Saved on this device\n');

async function openSample(page, address) {
  await page.open(address);
  await page.press('Try the sample');
  await eventually(async () => assert.deepEqual(await figures(page), figuresOf(expected.all)));
  await saved(page);
}

async function look(page) {
  for (const [view, heading] of [['Models', /choice of model/i], ['Robustness', /transition probabilities/i],
    ['Privacy & storage', /what is stored/i]]) {
    await page.press(view);
    await page.says(heading);
  }
}

async function isOffered(firefox, name) {
  await eventually(() => assert.ok(firefox.downloads().some((file) => name.test(file)), firefox.downloads().join()));
}

/** All that holds the word or goes anywhere but to a file of the build: who saw it, and whether it holds the word. */
function findings(address, received, runs) {
  const isOwn = (url) => url.startsWith(address) && NAMES.has(named(url.slice(address.length).split('#')[0]));
  const found = [];
  const judge = (by, { url, method, headers, body }) => {
    const holds = Boolean(finds(`${url} ${JSON.stringify(headers)} ${body}`));
    if (holds || method !== 'GET' || !isOwn(url)) found.push({ by, url, holds });
  };
  for (const made of received) judge('host', { ...made, url: new URL(made.url, address).href });
  for (const { asked, log } of runs) {
    for (const made of asked.filter(({ url }) => !/^(blob|data):/.test(url))) judge('browser', made);
    const urls = [...log.matchAll(/ uri=(\S+)/g)].map(([, url]) => url);
    assert.ok(urls.some((url) => url.startsWith(address)), 'the log has the requests of the page');
    for (const url of urls.filter((url) => !FIREFOXS_OWN.test(url))) judge('log', { url, method: 'GET' });
    // Its headers are in it too.
    for (const line of log.split('\n').filter(finds)) found.push({ by: 'log', url: line, holds: true });
  }
  return found;
}

/** Uses every part of the page, with the host and without it, with lines that are planted in programs; returns what is found of the file outside the browser. */
async function session(t, plants, use) {
  const served = await host('/', plants);
  const { address, received } = served;
  const folder = profile();
  const own = temporary(`${CANARY}.csv`);
  writeFileSync(own, canaries());
  let firefox = await start(t, folder);
  t.diagnostic(`Firefox ${firefox.version}`);
  let page = pageOf(firefox);
  const runs = [];
  const ends = (end) => end().then(() => runs.push({ asked: firefox.asked, log: firefox.networkLog() }));
  await openSample(page, address);
  await page.says('Ready offline');
  await page.pick(own);
  await journeys(page, '30');
  await saved(page);
  await page.run(() => {
    const model = [...document.querySelectorAll('select')].find((one) => [...one.options].some(({ value }) => value === 'shapley'));
    model.value = 'shapley';
    model.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.says('Shapley');
  await saved(page);
  await look(page);
  await page.press('Save an audit');
  await page.press('Back up everything');
  await isOffered(firefox, /\.touchline$/);
  await use?.(page, address);
  await served.stop();

  await page.reload();
  await page.press('Overview');
  await journeys(page, '30');
  await look(page);
  // An encoding older than Unicode asks for the codec.
  const old = temporary('alt.csv');
  const rows = ['Kunde;Zeit;Kanal;Konversion'];
  for (let day = 10; day < 30; day += 1) rows.push(`k${day};${day}.01.2026 10:00;Büro;0`, `k${day};${day}.01.2026 12:00;Mail;1`);
  writeFileSync(old, rows.join('\r\n'), 'latin1');
  await page.pick(old);
  await page.press('Overview');
  await journeys(page, '20');
  await page.says('Büro');
  await saved(page);
  await ends(firefox.kill);

  firefox = await start(t, folder);
  page = pageOf(firefox);
  await page.open(address);
  await journeys(page, '20');
  await page.press('Privacy & storage');
  await page.press('Back up everything');
  await isOffered(firefox, /\.touchline$/);
  const [backup] = firefox.downloads().filter((name) => name.endsWith('.touchline')).slice(-1);
  assert.match(readFileSync(join(folder, 'downloads', backup), 'latin1'), /^touchline backup\n/);
  await page.press('Erase everything …');
  await page.press('Erase everything');
  await page.says('Everything was erased');
  assert.deepEqual(firefox.errors, []);
  await ends(firefox.close);
  return findings(address, received, runs);
}

test('of a file that betrays itself in every cell nothing leaves Firefox, which then works without its host, killed or not',
  async (t) => assert.deepEqual(await session(t, {}), []));

/** One to the host's page, which the service worker answers, and one that goes through to the host. */
const leak = async (address, from, word) => {
  await fetch(`${address}?${from}=${word}`);
  await fetch(`${address}${from}`, { method: 'POST', body: word });
};

/** Lines for a program that does what it is asked to on a channel. */
const errands = (program, tasks) => `{
  const tasks = { ${Object.entries(tasks).map(([name, body]) => `${name}: ${body}`)} };
  const channel = new BroadcastChannel('errands');
  channel.onmessage = async ({ data: { to, task, given } }) => {
    if (to === '${program}') channel.postMessage({ from: to, answer: await tasks[task](...given) });
  };
}`;

/** Asks a program; a service worker that sleeps is awake afterwards. */
const ask = (page, to, task, ...given) => page.run((to, task, given) => new Promise((done) => {
  navigator.serviceWorker.controller?.postMessage('wake');
  const channel = new BroadcastChannel('errands');
  channel.onmessage = ({ data }) => {
    if (data.from !== to) return;
    channel.close();
    done(data.answer);
  };
  channel.postMessage({ to, task, given });
}), to, task, given);

/** The engine sends on what it reads of a file, the program that stores what it stores. */
const BETRAYALS = {
  'worker-': `{
    const read = FileReaderSync.prototype.readAsArrayBuffer;
    FileReaderSync.prototype.readAsArrayBuffer = function (blob) {
      const bytes = read.call(this, blob);
      fetch(self.origin + '/read', { method: 'POST', body: bytes.slice(0) }).catch(() => {});
      return bytes;
    };
    const arrive = ReadableStreamBYOBReader.prototype.read;
    ReadableStreamBYOBReader.prototype.read = async function (view) {
      const read = await arrive.call(this, view);
      if (read.value) fetch(self.origin + '/read', { method: 'POST', body: read.value.slice() }).catch(() => {});
      return read;
    };
  }`,
  'vault-': `{
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value, ...key) {
      if (value instanceof Uint8Array) fetch(self.origin + '/stored', { method: 'POST', body: value.slice() }).catch(() => {});
      return put.call(this, value, ...key);
    };
  }`,
};

test('an engine that sends on what it reads, and a vault that sends on what it stores, are found', async (t) => {
  const found = await session(t, BETRAYALS);
  for (const by of ['host', 'browser', 'log']) {
    for (const what of ['read', 'stored']) assert.ok(found.some((one) => one.by === by && one.url.endsWith(`/${what}`)), `${what}, by ${by}`);
  }
  assert.ok(found.some(({ by, holds, url }) => by === 'host' && holds && url.endsWith('/read')), 'the word is in what was read');
  assert.ok(found.some(({ by, holds, url }) => by === 'host' && holds && url.endsWith('/stored')), 'and in what was stored');
});

test('leaks in the page, the engine, the program that stores and the service worker are found, disguised or not', async (t) => {
  const hidden = Buffer.from(`x${CANARY}`).toString('base64');
  const plants = { 'worker-': errands('worker', { leak }), 'vault-': errands('vault', { leak }), 'sw': errands('service', { leak }) };
  const found = await session(t, plants, async (page, address) => {
    await page.run(leak, address, 'page', CANARY);
    for (const program of ['worker', 'vault', 'service']) await ask(page, program, 'leak', address, program, hidden);
  });
  const seen = (by, ending) => found.some((one) => one.by === by && one.url.split('#')[0].endsWith(ending));
  for (const [from, word] of [['page', CANARY], ['worker', hidden], ['vault', hidden], ['service', hidden]]) {
    assert.ok(found.some(({ by, holds, url }) => by === 'host' && holds && url.endsWith(`/${from}`)), `the host got that of ${from}`);
    assert.ok(seen('log', `/?${from}=${word}`), `the log has that of ${from}`);
    // Firefox tells of no request of a service worker.
    if (from !== 'service') assert.ok(seen('browser', `/?${from}=${word}`) && seen('browser', `/${from}`), `the browser told of ${from}`);
  }
});

test('neither the page nor a worker of it reaches another server from Firefox', async (t) => {
  let hits = 0;
  const other = createServer((_, answer) => {
    hits += 1;
    answer.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('reached');
  });
  other.on('upgrade', (_, socket) => {
    hits += 1;
    socket.destroy();
  });
  await new Promise((ready) => other.listen(0, '127.0.0.1', ready));
  const foreign = `http://127.0.0.1:${other.address().port}/`;
  other.unref();
  const tasks = { reach, connect, listen, load };
  const { address, stop } = await host('/', { 'worker-': errands('worker', tasks), 'vault-': errands('vault', tasks) });
  const firefox = await start(t, profile());
  const page = pageOf(firefox);
  await openSample(page, address);
  for (const program of ['page', 'worker', 'vault']) {
    const tried = (task, url) => (program === 'page' ? page.run(tasks[task], url) : ask(page, program, task, url));
    assert.equal(await tried('reach', address), 'reached', 'the own host can be reached');
    assert.match(await tried('reach', foreign), /^TypeError/);
    assert.match(await tried('connect', foreign.replace('http', 'ws')), /^(SecurityError|NS_ERROR_CONTENT_BLOCKED|error)/);
    assert.equal(await tried('listen', foreign), 'error');
    if (program !== 'page') assert.match(await tried('load', foreign), /^NetworkError/);
  }
  await page.run(embed, foreign);
  // Whatever was under way has come by now.
  assert.equal(await page.run(reach, address), 'reached');
  await new Promise((ready) => setTimeout(ready, 1_000));
  assert.equal(hits, 0);
  assert.equal(await (await fetch(foreign)).text(), 'reached');
  assert.equal(hits, 1, 'the other server was there to be reached');
  await firefox.close();
  await stop();
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

const listen = (url) => new Promise((done) => {
  try {
    const source = new EventSource(url);
    source.onopen = () => done('open');
    source.onerror = () => done('error');
  } catch {
    done('error');
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

/** Whatever of a document can name an address. */
async function embed(url) {
  navigator.sendBeacon(url, 'secret');
  const parts = [['img', 'src'], ['script', 'src'], ['iframe', 'src'], ['video', 'src'], ['audio', 'src'], ['object', 'data'],
    ['embed', 'src'], ['track', 'src']];
  for (const [tag, attribute] of parts) {
    const part = document.createElement(tag);
    part[attribute] = url;
    document.body.append(part);
  }
  for (const rel of ['stylesheet', 'icon', 'prefetch', 'preload', 'modulepreload', 'manifest']) {
    const link = Object.assign(document.createElement('link'), { rel, href: url, as: 'fetch' });
    document.head.append(link);
  }
  const form = Object.assign(document.createElement('form'), { action: url, method: 'post' });
  document.body.append(form);
  try {
    form.submit();
  } catch {
    // Firefox refuses it aloud.
  }
  document.body.style.backgroundImage = `url(${url})`;
  new FontFace('foreign', `url(${url})`).load().catch(() => {});
  await new Promise((done) => setTimeout(done, 500));
}

test('in a private window of Firefox all works, without a second copy, which is said', async (t) => {
  const { address, stop } = await host();
  const firefox = await start(t, profile({ 'browser.privatebrowsing.autostart': true }));
  const page = pageOf(firefox);
  await page.open(address);
  await page.press('Try the sample');
  await eventually(async () => assert.deepEqual(await figures(page), figuresOf(expected.all)));
  await page.says(/Saved on this device, without a second copy: .*SecurityError/);
  await page.says('Ready offline');
  await stop();
  await page.reload();
  await eventually(async () => assert.deepEqual(await figures(page), figuresOf(expected.all)));
  await firefox.close();
});

test('where Firefox is told to keep no data of sites, all works and it is said that nothing is saved', async (t) => {
  const { address, stop } = await host();
  const firefox = await start(t, profile({ 'network.cookie.cookieBehavior': 2 }));
  const page = pageOf(firefox);
  await page.open(address);
  await page.press('Try the sample');
  await eventually(async () => assert.deepEqual(await figures(page), figuresOf(expected.all)));
  await page.says(/Not saved: This browser lets the page store nothing \(SecurityError.*gone when the page is closed/);
  assert.ok(!(await page.text()).includes('Ready offline'));
  await firefox.close();
  await stop();
});

test('of two tabs of Firefox one saves and the other follows, until that is made the one that saves', async (t) => {
  const { address, stop } = await host();
  const firefox = await start(t, profile());
  const page = pageOf(firefox);
  await openSample(page, address);
  const { context } = await firefox.send('browsingContext.create', { type: 'tab' });
  const other = pageOf({ ...firefox, context });
  await other.open(address);
  await other.says('Shows what another tab saves\n');
  await other.press('Privacy & storage');
  await other.press('Save from this tab');
  await saved(other);
  await page.says('Shows what another tab saves\n');
  await firefox.close();
  await stop();
});
