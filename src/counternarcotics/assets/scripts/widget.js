// A figure in a notebook: anywidget gives an element, and a model, whose settings of an explorer a kernel may read and set.

import { Explorer } from "./explorer.js";
import { bringToLife } from "./figure.js";

export function render({ model, el }) {
  el.classList.add("cn-widget");
  // JupyterLab and Notebook take arrow keys, Enter and letters as commands, and ask the very element that has the focus.
  el.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true"));
  // A notebook that hears of a key takes it for the cell; Escape goes on to what a page shows for a moment.
  el.addEventListener("keydown", (event) => event.key !== "Escape" && event.stopPropagation());
  el.innerHTML = model.get("html");
  return el.querySelector(".cn-explorer") ? renderExplorer(model, el) : renderChart(el.querySelector(".cn-chart"));
}

// A notebook lays an output out after it has rendered it, and a figure asks for its width.
function onceLaidOut(el, act) {
  const laidOut = new ResizeObserver(() => {
    if (!el.clientWidth) return;
    laidOut.disconnect();
    act();
  });
  laidOut.observe(el);
  return laidOut;
}

const ended = (chart) => chart.view && bringToLife(chart).then((view) => view.finalize());

function renderChart(chart) {
  const laidOut = onceLaidOut(chart, () => bringToLife(chart));
  return () => {
    laidOut.disconnect();
    ended(chart);
  };
}

function renderExplorer(model, el) {
  const explorer = new Explorer(el.querySelector(".cn-explorer"), {
    moved: () => {
      model.set("settings", explorer.values);
      model.save_changes();
    },
  });
  explorer.wake();
  const follow = () => explorer.take(model.get("settings"));
  model.on("change:settings", follow);
  const laidOut = onceLaidOut(el, () => {
    explorer.take(model.get("settings"));
    explorer.refresh();
  });
  return () => {
    model.off("change:settings", follow);
    laidOut.disconnect();
    ended(explorer.chart);
  };
}
