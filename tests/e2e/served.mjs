// A host of the page that a test can stop, break and update: a copy of dist/, of which it makes further versions.

import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { temporary } from './page.mjs';

const DIST = process.env.TOUCHLINE_DIST ?? new URL('../../dist/', import.meta.url).pathname;

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.wasm': 'application/wasm', '.css': 'text/css',
  '.svg': 'image/svg+xml', '.csv': 'text/csv', '.png': 'image/png', '.webmanifest': 'application/manifest+json' };

/**
 * Serves a copy of dist/ under a path, without any header of policy. `plants` are lines that are put before the scripts whose
 * names begin so.
 */
export async function host(path = '/', plants = {}) {
  let folder = version(0, plants);
  let spoils = () => false;
  const received = [];
  const server = createServer((incoming, answer) => {
    const url = incoming.url.split('?')[0];
    const whole = { method: incoming.method, url: incoming.url, headers: incoming.headers, body: '' };
    received.push(whole);
    incoming.on('data', (bytes) => { whole.body += bytes.toString('latin1'); });
    const name = url === path ? 'index.html' : url.slice(path.length);
    if (!url.startsWith(path) || spoils(name)) return answer.destroy();
    let file;
    try {
      file = readFileSync(join(folder, name));
    } catch {
      return answer.writeHead(404).end();
    }
    const immutable = /-[0-9a-f]{16}[._]/.test(name);
    answer.writeHead(200, {
      'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
      'Cache-Control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    }).end(file);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  // A test that failed does not wait for it.
  server.unref();
  const { port } = server.address();
  const stop = () => new Promise((closed) => {
    server.close(closed);
    server.closeAllConnections();
  });
  return {
    address: `http://127.0.0.1:${port}${path}`,
    /** Whole requests: what follows the path too, and their bodies. */
    received,
    stop,
    publish: (number) => { folder = version(number, plants); },
    /** From now on requests for files whose name the check holds for break off. */
    spoil: (check) => { spoils = check; },
  };
}

let copies = 0;

/** A folder with the page marked by a number, as another build would have made it. */
function version(number, plants) {
  copies += 1;
  const folder = temporary(`dist-${copies}`);
  cpSync(DIST, folder, { recursive: true });
  const read = (name) => readFileSync(join(folder, name), 'utf8');
  for (const [start, lines] of Object.entries(plants)) {
    for (const name of readdirSync(folder).filter((name) => name.startsWith(start) && name.endsWith('.js'))) {
      writeFileSync(join(folder, name), `${lines}\n${read(name)}`);
    }
  }
  const boot = readdirSync(folder).find((name) => /^boot-.*\.js$/.test(name));
  const renamed = `boot-${digest(String(number)).slice(0, 16)}.js`;
  writeFileSync(join(folder, boot), `document.documentElement.dataset.boot = "${number}";\n${read(boot)}`);
  renameSync(join(folder, boot), join(folder, renamed));
  const index = read('index.html').replaceAll(boot, renamed).replace('<html', `<html data-index="${number}"`);
  writeFileSync(join(folder, 'index.html'), index);
  const worker = read('sw.js');
  const kept = Object.keys(JSON.parse(worker.match(/const FILES = (\{.*?\});/)[1]));
  const files = Object.fromEntries(kept.map((name) => (name === boot ? renamed : name)).map((name) => {
    const bytes = readFileSync(join(folder, name));
    return [name, { size: bytes.length, sha256: digest(bytes) }];
  }));
  writeFileSync(join(folder, 'sw.js'), worker
    .replace(/const FILES = \{.*?\};/, () => `const FILES = ${JSON.stringify(files)};`)
    .replace(/const VERSION = ".*?";/, `const VERSION = "${digest(JSON.stringify(files)).slice(0, 16)}";`));
  return folder;
}

const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');
