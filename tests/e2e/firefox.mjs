// Firefox, driven by WebDriver BiDi, the standard's protocol, which it speaks itself: Puppeteer would bring eighty packages for
// the few commands that stand here, and geckodriver a program to be compiled. No script can be run in a worker this way yet.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import WebSocket from 'ws';
import { eventually, temporary, told } from './page.mjs';

/** So that what Firefox asks for itself does not stand between the requests of the page; all else is as it comes. */
const QUIET = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.newtabpage.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.search.update': false,
  'browser.sessionstore.resume_from_crash': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  'intl.accept_languages': 'en-US, en',
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'remote.prefs.recommended': true,
  'services.settings.server': 'data:,',
  'toolkit.startup.max_resumed_crashes': -1,
  'toolkit.telemetry.server': 'data:,',
};

/** Each request is written down with its headers, whoever makes it. Only so does a release hear of another server of settings. */
const LOGGED = { MOZ_LOG: 'nsHttp:3,sync', MOZ_REMOTE_SETTINGS_DEVTOOLS: '1' };

let profiles = 0;

/** The folder of a new profile, with settings beside those that keep it quiet. */
export function profile(settings = {}) {
  profiles += 1;
  const folder = temporary(`firefox-${profiles}`);
  mkdirSync(join(folder, 'downloads'), { recursive: true });
  const lines = Object.entries({ ...QUIET, ...settings })
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  writeFileSync(join(folder, 'user.js'), lines.join('\n'));
  return folder;
}

/** Starts Firefox over a profile, without a window, with one tab that shows nothing; it ends with the test. */
export async function start(t, folder) {
  const log = join(folder, `network-${Date.now()}`);
  const child = spawn(told('FIREFOX'),
    ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', folder, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...LOGGED, MOZ_LOG_FILE: log } });
  const ended = once(child, 'exit');
  const kill = () => {
    child.kill('SIGKILL');
    return ended;
  };
  t.after(kill);
  const { send, hear } = await connect(await listens(child));
  const { capabilities } = await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['network.beforeRequestSent', 'log.entryAdded'] });
  await send('browser.setDownloadBehavior',
    { downloadBehavior: { type: 'allowed', destinationFolder: join(folder, 'downloads') } });
  const { collector } = await send('network.addDataCollector', { dataTypes: ['request'], maxEncodedDataSize: 1 << 20 });
  const { contexts: [{ context }] } = await send('browsingContext.getTree');
  const [asked, errors, pending] = [[], [], []];
  hear('network.beforeRequestSent', ({ request }) => {
    const made = { url: request.url, method: request.method, headers: request.headers, body: '' };
    asked.push(made);
    if (!request.bodySize) return;
    // Not every body is kept for those who ask.
    const body = send('network.getData', { collector, dataType: 'request', request: request.request }).catch(() => null);
    pending.push(body.then((found) => {
      if (found) made.body = Buffer.from(found.bytes.value, found.bytes.type === 'base64' ? 'base64' : 'utf8').toString('latin1');
    }));
  });
  hear('log.entryAdded', ({ level, text }) => level === 'error' && errors.push(text));
  return {
    version: capabilities.browserVersion,
    asked,
    errors,
    send,
    context,
    downloads: () => readdirSync(join(folder, 'downloads')),
    /** All that Firefox wrote down of the network since it was started. */
    networkLog: () => readdirSync(folder).map((name) => join(folder, name)).filter((name) => name.startsWith(log))
      .map((name) => readFileSync(name, 'latin1')).join('\n'),
    async close() {
      await Promise.all(pending);
      await Promise.race([send('browser.close'), ended]);
      await ended;
    },
    /** Ends it with no time to write anything. */
    kill,
  };
}

async function listens(child) {
  let said = '';
  return new Promise((found, failed) => {
    child.on('error', failed);
    child.on('exit', () => failed(new Error(`Firefox ended: ${said.slice(-400)}`)));
    child.stderr.on('data', (bytes) => {
      said += bytes;
      const match = said.match(/WebDriver BiDi listening on (ws:\S+)/);
      if (match) found(`${match[1]}/session`);
    });
  });
}

async function connect(address) {
  const socket = new WebSocket(address, { maxPayload: 0 });
  await once(socket, 'open');
  const [waiting, ears] = [new Map(), []];
  socket.on('message', (bytes) => {
    const message = JSON.parse(bytes);
    if (message.type === 'event') return ears.forEach(([name, heard]) => name === message.method && heard(message.params));
    const { done, failed, method } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'success') return done(message.result);
    failed(new Error(`${method}: ${message.error}: ${message.message}`));
  });
  let last = 0;
  const send = (method, params = {}) => new Promise((done, failed) => {
    last += 1;
    waiting.set(last, { done, failed, method });
    socket.send(JSON.stringify({ id: last, method, params }));
  });
  return { send, hear: (name, heard) => ears.push([name, heard]) };
}

/** The tab's page: what a person does with it, found by what is written on it. */
export function pageOf(firefox) {
  const { send, context } = firefox;
  /** What a function returns in the page, both ways as JSON. */
  const run = async (body, ...given) => {
    const answer = await send('script.callFunction', {
      functionDeclaration: `async (given) => JSON.stringify(await (${body})(...JSON.parse(given)) ?? null)`,
      arguments: [{ type: 'string', value: JSON.stringify(given) }],
      awaitPromise: true,
      userActivation: true,
      target: { context },
    });
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
    return JSON.parse(answer.result.value);
  };
  const page = {
    run,
    open: (url) => send('browsingContext.navigate', { context, url, wait: 'interactive' }),
    reload: () => send('browsingContext.reload', { context, wait: 'interactive' }),
    text: () => run(() => document.body.innerText),
    says: (what) => eventually(async () => {
      const text = await page.text();
      if (!(what instanceof RegExp ? what.test(text) : text.includes(what))) throw new Error(`no ${what} in: ${text}`);
    }),
    /** Presses the button, or follows the link, of a name. */
    press: (name) => eventually(() => run((wanted) => {
      const named = [...document.querySelectorAll('button, a')]
        .find((part) => (part.ariaLabel ?? part.textContent).trim() === wanted && part.getClientRects().length > 0);
      if (!named) throw new Error(`nothing to press is named ${wanted}`);
      named.click();
    }, name)),
    /** Chooses a file of this machine by the page's button for it. */
    async pick(path) {
      const { nodes: [input] } = await send('browsingContext.locateNodes',
        { context, locator: { type: 'css', value: 'input[type=file]' }, maxNodeCount: 1 });
      await send('input.setFiles', { context, element: { sharedId: input.sharedId }, files: [path] });
    },
    figure: (name) => run((figure) => document.querySelector(`[data-figure=${figure}]`)?.textContent, name),
  };
  return page;
}
