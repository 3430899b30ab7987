// Keeps all files of one version of the page, so that it works without a network. The build writes the version and the list
// of files, each with its size and its SHA-256; a version is kept whole or not at all.
const VERSION = "{version}";
const FILES = {files};
const HEADERS = {headers};

const PAGE = "index.html";
const scope = new URL("./", self.location.href).href;
// Other copies of the page may stand under other paths of the origin.
const PREFIX = `touchline ${scope} `;
const CACHE = PREFIX + VERSION;

addEventListener("install", (event) => event.waitUntil(keepAll()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("message", ({ data }) => data === "switch" && skipWaiting());
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  const name = request.url.slice(scope.length).split(/[?#]/)[0] || PAGE;
  if (Object.hasOwn(FILES, name)) event.respondWith(kept(name, request));
});

async function kept(name, request) {
  try {
    const cache = await caches.open(CACHE);
    return (await cache.match(scope + name)) ?? fetch(request);
  } catch {
    return fetch(request);
  }
}

async function keepAll() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.keys(FILES).map((name) => keep(cache, name)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function keep(cache, name) {
  const { size, sha256 } = FILES[name];
  // Hosts answer for the page at its folder; not all do at its name.
  const address = scope + (name === PAGE ? "" : name);
  const isHashed = /-[0-9a-f]{16}[._]/.test(name);
  const answer = await fetch(address, { cache: isHashed ? "default" : "no-cache", credentials: "omit" });
  const bytes = await answer.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!answer.ok || bytes.byteLength !== size || hex !== sha256) throw new Error(`${name} is not that of version ${VERSION}`);
  const headers = { ...HEADERS, "Content-Type": answer.headers.get("Content-Type") ?? "" };
  await cache.put(scope + name, new Response(bytes, { headers }));
}

async function takeOver() {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
  // The page that brought the first version works offline at once; later ones wait until they are asked.
  await clients.claim();
}
