// Starts the page's program. A file of its own, because the policy allows no inline script.
const place = document.querySelector("script[data-wasm]");
const address = (name) => new URL(place.dataset[name], document.baseURI).href;

try {
  const { default: start } = await import(address("js"));
  await start({ module_or_path: address("wasm") });
} catch (error) {
  document.getElementById("crash-message").textContent = String(error);
  document.getElementById("crash").hidden = false;
}
