// Starts the page's program. A file of its own, because the policy allows no inline script.
const place = document.querySelector("script[data-wasm]");
const address = (name) => new URL(place.dataset[name], document.baseURI).href;

// A program that trapped answers nothing any more: what is left to say is said without it.
function stop(error) {
  document.getElementById("crash-message").textContent = `${error}\n${error?.stack ?? ""}`;
  document.getElementById("crash").hidden = false;
}
document.getElementById("crash-report").addEventListener("click", () => {
  const said = document.getElementById("crash-message").textContent;
  save("touchline-report.txt", new Blob([`${said}\n\n${place.dataset.wasm}\n${navigator.userAgent}\n`]));
});
document.getElementById("crash-backup").addEventListener("click", () => {
  backUp().then((file) => save("touchline.touchline", file), (error) => alert(`Nothing could be backed up: ${error}`));
});

function save(name, file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
}

// The program that stores is not the one that stopped: it is started anew, and asked for a backup. These bytes are the request
// as the programs pack it.
const BACK_UP = [1, 0, 0, 0, 10, 0];
function backUp() {
  return new Promise((done, failed) => {
    const { js, wasm } = document.querySelector("meta[name=touchline-vault]").dataset;
    const [script, module] = [js, wasm].map((name) => JSON.stringify(new URL(name, document.baseURI).href));
    const home = JSON.stringify(touchlineHome);
    const lines = `touchlineHome = ${home}; importScripts(${script}); wasm_bindgen({ module_or_path: ${module} });`;
    const worker = new Worker(URL.createObjectURL(new Blob([lines], { type: "text/javascript" })));
    worker.onerror = ({ message }) => failed(message);
    let asked = false;
    worker.onmessage = ({ data: [head, , [file]] }) => {
      if (asked) return file ? done(file) : failed("there is nothing, or it could not be read");
      asked = true;
      worker.postMessage([head, new Uint8Array(BACK_UP), []]);
    };
  });
}
const isTrap = (error) => error instanceof WebAssembly.RuntimeError;
addEventListener("error", ({ error }) => isTrap(error) && stop(error));
addEventListener("unhandledrejection", ({ reason }) => isTrap(reason) && stop(reason));

// Where nothing was ever stored, the program that stores need not be loaded before there is something to store. The database
// may have been lost and its copy not.
async function lookForFormerVisits() {
  try {
    const known = await indexedDB.databases();
    if (known.some(({ name }) => name === touchlineHome)) return;
    await (await navigator.storage.getDirectory()).getDirectoryHandle(touchlineHome);
  } catch (error) {
    if (error.name === "NotFoundError") place.dataset.firstVisit = "";
  }
}

// Further views are a program of their own, loaded when there is a place for one of them.
let views;
addEventListener("touchline-views", async ({ detail }) => {
  try {
    views ??= startViews();
    await views;
    dispatchEvent(new CustomEvent("touchline-mount", { detail }));
  } catch (error) {
    stop(error);
  }
});
async function startViews() {
  const { dataset } = document.querySelector("meta[name=touchline-views]");
  const absolute = (name) => new URL(name, document.baseURI).href;
  const styled = style(absolute(dataset.css));
  const { default: start } = await import(absolute(dataset.js));
  await styled;
  await start({ module_or_path: absolute(dataset.wasm) });
}

function style(href) {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: resolve });
    link.onerror = () => reject(new Error("The views' style sheet could not be loaded."));
    document.head.append(link);
  });
}

// A chart is drawn anew where its figures change. The mark that had the focus has it again; where it is gone, its chart.
let held;
const all = (selector, of = document) => [...of.querySelectorAll(selector)];
const named = (plot, name) => all(".mark", plot).filter((mark) => mark.dataset.mark === name);
addEventListener("focusin", ({ target: mark }) => {
  const plot = mark.matches(".mark") && mark.closest(".plot");
  const name = mark.dataset.mark;
  held = plot && { mark, name, nth: named(plot, name).indexOf(mark), place: all(".plot").indexOf(plot) };
});
// Who goes elsewhere is not called back. That a mark was taken away is only known behind that; one that is made another loses its
// attributes first.
addEventListener("focusout", ({ target }) => {
  if (held && !target.hasAttribute("tabindex")) held.redrawn = true;
  else queueMicrotask(() => {
    if (held && held.mark.isConnected && held.mark !== document.activeElement) held = null;
  });
});
new MutationObserver(() => {
  const isGone = held && (held.redrawn || !held.mark.isConnected);
  const plot = isGone && document.activeElement === document.body && all(".plot")[held.place];
  if (!plot) return;
  const marks = named(plot, held.name);
  const next = marks[held.nth] ?? marks[0] ?? plot.querySelector("svg") ?? plot;
  if (next.tabIndex < 0) next.tabIndex = -1;
  next.focus({ preventScroll: true });
}).observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-mark"] });

try {
  // theme.js names this copy of the page: without the name another one's data would be taken for it.
  if (!globalThis.touchlineHome) throw new Error("theme.js was not loaded");
  await lookForFormerVisits();
  const { default: start } = await import(address("js"));
  await start({ module_or_path: address("wasm") });
  await keepOffline();
} catch (error) {
  stop(error);
}

// The program hears of what becomes of it by events of the window.
async function keepOffline() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const tell = (word) => dispatchEvent(new CustomEvent("touchline-offline", { detail: word }));
  let kept = Boolean(workers.controller);
  workers.addEventListener("controllerchange", () => {
    // The page loads itself anew once it has saved what is open.
    tell(kept ? "switched" : "ready");
    kept = true;
  });
  try {
    const registration = await workers.register(new URL("sw.js", document.baseURI), { updateViaCache: "none" });
    const look = () => {
      if (registration.waiting && workers.controller) tell("waiting");
    };
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
    addEventListener("touchline-switch", () => registration.waiting?.postMessage("switch"));
    look();
    if (workers.controller) tell("ready");
  } catch (error) {
    console.debug("not kept for offline use", error);
  }
}
