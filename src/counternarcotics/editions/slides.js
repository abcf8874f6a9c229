// A deck: reveal.js with the book's explorers in it.  The address belongs to the explorers, so slides leave it alone.

const asked = new URLSearchParams(location.search);

// A control that has the focus keeps its keys: arrows move a slider, Space presses a button.
const CONTROLS = "input, select, textarea, button, summary, a[href], [contenteditable], [tabindex]:not([tabindex='-1'])";
const turns = (event) => event.key === "Escape" || !event.target.closest?.(CONTROLS);

// A phone held upright would show the wide slide at a third of its size.
const narrow = innerWidth < 700 && innerHeight > innerWidth;
document.documentElement.classList.toggle("narrow", narrow);
const [width, height] = narrow ? [480, Math.round((480 * innerHeight) / innerWidth)] : [1280, 720];

Reveal.initialize({
  width,
  height,
  margin: 0.03,
  center: false,
  transition: "none",
  hash: false,
  respondToHashChanges: false,
  scrollActivationWidth: null,
  keyboardCondition: turns,
  showNotes: asked.has("notes") ? (asked.has("print-pdf") ? "separate-page" : true) : false,
  pdfSeparateFragments: false,
  pdfMaxPagesPerSlide: 1,  // what a slide hides below its edge is no second sheet
});

// The first size at which nothing hangs over the edge, or the last.
function largest(sizes, set, room) {
  for (const size of sizes) {
    set(size);
    if (room.scrollHeight <= room.clientHeight + 1 && room.scrollWidth <= room.clientWidth + 1) return;
  }
}

const steps = (from, to, by) => Array.from({ length: Math.round((from - to) / by) + 1 }, (_, at) => from - at * by);

// A figure, an explorer and words are as large as their slide has room for.
function fit(slide) {
  const figure = slide.querySelector(":scope > .cn-figure");
  const explorer = slide.querySelector(":scope > .cn-explorer");
  if (figure) {
    largest(narrow ? [1] : steps(1.45, 0.8, 0.05), (zoom) => { figure.style.zoom = zoom; }, slide);
  } else if (explorer && !narrow) {
    largest(steps(1.1, 0.8, 0.05), (zoom) => Object.assign(explorer.style, { zoom, height: `${704 / zoom}px` }), explorer);
  } else if (!explorer) {
    largest(narrow ? steps(22, 16, 1) : steps(30, 18, 1), (size) => { slide.style.fontSize = `${size}px`; }, slide);
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
