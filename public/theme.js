// The theme that was chosen instead of the system's, "light" or "dark", worn before anything is painted. A file of its own, since the
// page's program comes behind the first paint, and a classic script, since modules wait.

// Other copies of the page may stand under other paths of the origin: what is stored and shared has the name of this one.
globalThis.touchlineHome = `touchline${new URL(".", document.baseURI).pathname.replaceAll("/", " ")}`.trim();
const THEME = `${touchlineHome}-theme`;

function wear(theme) {
  document.documentElement.dataset.theme = theme;
  for (const bar of document.querySelectorAll("meta[name=theme-color]")) {
    bar.media = !theme ? `(prefers-color-scheme: ${bar.id})` : theme === bar.id ? "all" : "not all";
  }
}

// A browser that stores nothing has a theme until the page is closed.
function stored(store) {
  try {
    return store(localStorage) ?? "";
  } catch {
    return "";
  }
}

wear(stored((storage) => storage.getItem(THEME)));
addEventListener("touchline-theme", ({ detail }) => {
  wear(detail);
  stored((storage) => (detail ? storage.setItem(THEME, detail) : storage.removeItem(THEME)));
});
// Another tab has chosen; `key` is null where it cleared all.
addEventListener("storage", ({ key, newValue }) => (key ?? THEME) === THEME && wear(newValue ?? ""));
