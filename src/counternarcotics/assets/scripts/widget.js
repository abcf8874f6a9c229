// The explorer in a notebook: anywidget gives a model, whose settings a kernel may read and set, and an element.

import { Explorer } from "./explorer.js";
import { bringToLife } from "./figure.js";

export function render({ model, el }) {
  el.classList.add("cn-widget");
  // JupyterLab and Notebook take arrow keys, Enter and letters as commands, and ask the very element that has the focus.
  el.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true"));
  el.innerHTML = model.get("html");
  const explorer = new Explorer(el.querySelector(".cn-explorer"), {
    moved: () => {
      model.set("settings", explorer.values);
      model.save_changes();
    },
  });
  const follow = () => explorer.take(model.get("settings"));
  model.on("change:settings", follow);
  // A notebook lays an output out after it has rendered it, and a figure asks for its width.
  const laidOut = new ResizeObserver(() => {
    if (!el.clientWidth) return;
    laidOut.disconnect();
    explorer.take(model.get("settings"));
    explorer.refresh();
  });
  laidOut.observe(el);
  return () => {
    model.off("change:settings", follow);
    laidOut.disconnect();
    if (explorer.chart.view) bringToLife(explorer.chart).then((view) => view.finalize());
  };
}
