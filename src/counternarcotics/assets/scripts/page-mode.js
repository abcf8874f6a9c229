// Before the first paint: light or dark as the reader chose, or as their system says; and what the page will soon need,
// or later.
(() => {
  const page = document.documentElement;
  const statics = new URL(".", document.currentScript.src).href;

  // A browser that keeps nothing for this page throws at the first question; the theme's own script would stop there,
  // and its search and colour buttons with it.  A store that lasts as long as the page keeps them alive.
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      window[name].getItem("mode");
    } catch {
      const kept = new Map();
      const store = {
        getItem: (key) => kept.get(String(key)) ?? null,
        setItem: (key, value) => void kept.set(String(key), String(value)),
        removeItem: (key) => void kept.delete(String(key)),
        clear: () => kept.clear(),
        key: (position) => [...kept.keys()][position] ?? null,
        get length() { return kept.size; },
      };
      try {
        Object.defineProperty(window, name, { value: store, configurable: true });
      } catch { /* then the buttons stay without effect, and the page is whole all the same */ }
    }
  }

  let chosen = "auto";
  try { chosen = localStorage.getItem("mode") || "auto"; } catch { /* storage is closed to this page */ }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  page.dataset.mode = chosen;
  page.dataset.theme = chosen === "auto" ? (dark ? "dark" : "light") : chosen;

  // What makes figures live arrives beside the page where that costs the reader nothing, from disk, or where the address
  // names a figure of the page.
  const figures = document.querySelector("meta[name=cn-figures]")?.content;
  if (figures && (location.protocol === "file:" || /^#(explorer|figure)-/.test(location.hash))) {
    // Not before the first paint: what arrives with the text's style sheets holds it up.
    requestAnimationFrame(() => {
      for (const href of [`${statics}vega.js`, figures]) {
        document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "script", href }));
      }
    });
  }

  // Controls are shown where the script that moves them runs; when it does not arrive, or a browser cannot run it, the
  // page is that of a reader without scripts, and the style sheet says so in a sentence.
  page.classList.add("cn-scripted");
  addEventListener("error", (event) => {
    const lost = event.target?.src ?? event.filename ?? "";
    if (!/\/textbook\.js(\?|$)/.test(lost)) return;
    page.classList.remove("cn-scripted");
    page.classList.add("cn-lost");
    bringTheme();
  }, true);

  // The theme's own scripts (search box, colours, place in the contents) follow the figures in view, for which a reader
  // waits longer: textbook.js tells when those stand.  What is pressed before waits for them and is not lost.
  const THEME = ["documentation_options", "doctools", "scripts/sphinx-book-theme", "scripts/bootstrap", "scripts/pydata-sphinx-theme"];
  const early = [];
  let coming = false;

  function bringTheme() {
    if (coming || document.readyState === "loading") return;
    if (!document.querySelector(".bd-container")) return;  // slides have nothing of the theme
    coming = true;
    const scripts = THEME.map((name) => Object.assign(document.createElement("script"), { src: `${statics}${name}.js`, async: false }));
    scripts.at(-1).addEventListener("load", () => {
      removeEventListener("click", hold, true);
      removeEventListener("keydown", hold, true);
      window.bootstrap?.ScrollSpy.getOrCreateInstance(document.body);  // it looks for its place when a page has loaded
      for (const again of early) again();
    });
    document.head.append(...scripts);
  }

  function hold(event) {
    const button = event.type === "click" && event.target.closest?.(".search-button__button, .theme-switch-button");
    const search = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && /^k$/i.test(event.key);
    if (!button && !search) return;
    event.preventDefault();
    early.push(button ? () => button.click() : () => dispatchEvent(new KeyboardEvent("keydown", event)));
    bringTheme();
  }

  // The theme brings the contents to the page's own entry, or to where they stood: a reader who is in them by then stays.
  for (const type of ["focusin", "scroll"]) {
    addEventListener(type, (event) => {
      const contents = event.target.closest?.(".bd-sidebar-primary");
      if (contents) sessionStorage.setItem("sidebar-scroll-top", contents.scrollTop);
    }, true);
  }

  addEventListener("click", hold, true);
  addEventListener("keydown", hold, true);
  addEventListener("cn-figures-stand", bringTheme);
  addEventListener("DOMContentLoaded", () => { if (early.length || page.classList.contains("cn-lost")) bringTheme(); });
})();
