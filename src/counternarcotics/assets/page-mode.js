// Before the first paint: light or dark as the reader chose, or as their system says.
// Also the settings of the folding buttons, which the theme would otherwise write into every page.
(() => {
  let chosen = "auto";
  try { chosen = localStorage.getItem("mode") || "auto"; } catch { /* storage is closed to this page */ }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const page = document.documentElement;
  page.dataset.mode = chosen;
  page.dataset.theme = chosen === "auto" ? (dark ? "dark" : "light") : chosen;
  page.classList.add("cn-scripted");
})();
var toggleHintShow = "Show"; // eslint-disable-line no-var
var toggleHintHide = "Hide"; // eslint-disable-line no-var
var toggleOpenOnPrint = "true"; // eslint-disable-line no-var
var togglebuttonSelector = ".toggle, .admonition.dropdown"; // eslint-disable-line no-var
