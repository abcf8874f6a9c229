// Before the first paint: light or dark as the reader chose, or as their system says.
(() => {
  let chosen = "auto";
  try { chosen = localStorage.getItem("mode") || "auto"; } catch { /* storage is closed to this page */ }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const page = document.documentElement;
  page.dataset.mode = chosen;
  page.dataset.theme = chosen === "auto" ? (dark ? "dark" : "light") : chosen;
  page.classList.add("cn-scripted");
})();
