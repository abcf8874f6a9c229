// A deck: reveal.js with the book's explorers in it.  The address belongs to the explorers, so slides leave it alone.

const asked = new URLSearchParams(location.search);

// A control that has the focus keeps its keys: arrows move a slider, Space presses a button.
const CONTROLS = "input, select, textarea, button, summary, a[href], [contenteditable], [tabindex]:not([tabindex='-1'])";
const turns = (event) => event.key === "Escape" || !event.target.closest?.(CONTROLS);

Reveal.initialize({
  width: 1280,
  height: 720,
  margin: 0.03,
  center: false,
  transition: "none",
  hash: false,
  respondToHashChanges: false,
  keyboardCondition: turns,
  showNotes: asked.has("notes") ? (asked.has("print-pdf") ? "separate-page" : true) : false,
  pdfSeparateFragments: false,
});

// A figure is as large as its slide has room for.
function fit(slide) {
  const figure = slide.querySelector(":scope > .cn-figure");
  if (!figure) return;
  for (let zoom = 1.45; zoom >= 0.8; zoom -= 0.05) {
    figure.style.zoom = zoom;
    if (slide.scrollHeight <= slide.clientHeight + 1) return;
  }
}

// A figure of a hidden slide has no size: it is drawn and fitted once its slide is shown.
function shown({ currentSlide }) {
  document.activeElement?.blur();
  fit(currentSlide);
  dispatchEvent(new Event("resize"));
}

Reveal.on("ready", shown);
Reveal.on("slidechanged", shown);
