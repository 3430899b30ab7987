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
} catch (error) {
  stop(error);
}
