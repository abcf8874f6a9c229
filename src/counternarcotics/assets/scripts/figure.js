// A figure: a picture that becomes live in place.  What draws, and what is to be drawn, is loaded once, and only where a
// figure comes near.

import { run, statics } from "./loading.js";
import { tooltip } from "./tooltip.js";

let specifications;
globalThis.counternarcoticsFigures = (listed) => { specifications = listed; };

export async function loadRuntime() {
  if (!globalThis.counternarcoticsVega) await run(`${statics}vega.js`);
  return globalThis.counternarcoticsVega;
}

// A page keeps the specifications of its figures in a file of their own; a figure in a notebook carries its own.
const kept = () => document.querySelector("meta[name=cn-figures]");
const loadSpecifications = () => run(new URL(kept().content, document.baseURI).href);

async function specificationOf(chart) {
  const own = chart.querySelector(":scope > .cn-specification");
  if (own) return JSON.parse(own.textContent);
  await loadSpecifications();
  return JSON.parse(specifications[chart.dataset.figure]);
}

// From disk what draws costs no reader a byte: it is there before a figure comes near.  page-mode.js has asked for it.
export function prepare() {
  if (location.protocol === "file:" && kept()) Promise.allSettled([loadRuntime(), loadSpecifications()]);
}

// The view of a chart, made once.
export function bringToLife(chart) {
  if (chart.view) return chart.view;
  chart.view = (async () => {
    const [vega, specification] = await Promise.all([loadRuntime(), specificationOf(chart)]);
    const stage = chart.querySelector(".cn-view");
    shapeFor(specification, room(stage));  // asked before anything changes, while the page is laid out
    chart.classList.add("cn-starting");
    const view = new vega.View(vega.parse(specification, vega.config, { ast: true }), {
      expr: vega.expressionInterpreter,
      container: stage,
      renderer: "svg",
      hover: true,
      logLevel: 2,  // warnings: a scale without an extent, say, is a fault of the figure
    });
    tooltip(view);
    await view.runAsync();
    // The stage carries the description; labels of single marks repeat raw digits and say nothing.
    stage.querySelector("svg").setAttribute("aria-hidden", "true");
    chart.classList.remove("cn-starting");
    chart.classList.add("cn-live");
    followSize(view, stage);
    return view;
  })();
  chart.view.then(() => chart.querySelector(":scope > .cn-note")?.remove(), (error) => {
    chart.view = undefined;
    chart.classList.remove("cn-starting");
    const note = chart.querySelector(":scope > .cn-note") ?? chart.appendChild(document.createElement("p"));
    note.className = "cn-note";
    note.textContent = `This figure stays a picture: ${error.message}. Reload the page, or try again.`;
  });
  return chart.view;
}

// The column gives the width.  The style sheet gives an explorer's height, so that sentence and controls find room.
function room(stage) {
  return { width: stage.clientWidth, height: stage.closest(".cn-result") ? stage.clientHeight : 0 };
}

function shapeFor(specification, sizes) {
  for (const [name, size] of Object.entries(sizes)) {
    const signal = specification.signals?.find((one) => one.name === name);
    if (!size) continue;
    if (signal) [signal.value, signal.init] = [size, undefined];
    else specification[name] = size;
  }
}

function fit(view, stage) {
  for (const [name, size] of Object.entries(room(stage))) if (size && size !== view.signal(name)) view.signal(name, size);
}

// A window, a sidebar or a fold changes the column; the figure follows once it has come to rest.
function followSize(view, stage) {
  let waiting;
  new ResizeObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      fit(view, stage);
      view.runAsync();
    }, 60);
  }).observe(stage);
}
