// Starts the page's program. A file of its own, because the policy allows no inline script.
const place = document.querySelector("script[data-wasm]");
const address = (name) => new URL(place.dataset[name], document.baseURI).href;

// A program that trapped answers nothing any more: what is left to say is said without it.
function stop(error) {
  document.getElementById("crash-message").textContent = `${error}\n${error?.stack ?? ""}`;
  document.getElementById("crash").hidden = false;
}
const isTrap = (error) => error instanceof WebAssembly.RuntimeError;
addEventListener("error", ({ error }) => isTrap(error) && stop(error));
addEventListener("unhandledrejection", ({ reason }) => isTrap(reason) && stop(reason));

try {
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
    if (kept) location.reload();
    kept = true;
    tell("ready");
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
