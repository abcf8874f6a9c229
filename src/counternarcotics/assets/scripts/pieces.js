// Pieces of a page that a script builds, and the calibration curve that the trainer and the collected links share.

import { shown } from "./numbers.js";

export const BINS = [[50, 60], [60, 70], [70, 80], [80, 90], [90, 100]];

export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

export const percent = (share) => `${shown(share * 100, ",.0f", "")}%`;

export const times = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

export function make(tag, properties = {}, ...children) {
  const { attributes = {}, ...plain } = properties;
  const element = Object.assign(document.createElement(tag), plain);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function draw(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// How often somebody was right, over how sure he or she was; on the dashed line the two agree.
export function curve(bins, sentence, { across = "How sure you were", along = "How often you were right" } = {}) {
  const [left, top, width, height] = [52, 14, 270, 210];
  const x = (share) => left + (share - 0.5) * 2 * width;
  const y = (share) => top + (1 - share) * height;
  const parts = [];
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    parts.push(draw("line", { class: "cn-grid", x1: left, x2: left + width, y1: y(share), y2: y(share) }));
    parts.push(draw("text", { x: left - 7, y: y(share) + 4, "text-anchor": "end" }, percent(share)));
  }
  for (const share of [0.5, 0.6, 0.7, 0.8, 0.9, 1]) parts.push(draw("text", { x: x(share), y: top + height + 18, "text-anchor": "middle" }, percent(share)));
  parts.push(draw("line", { class: "cn-perfect", x1: x(0.5), y1: y(0.5), x2: x(1), y2: y(1) }));
  parts.push(draw("polyline", { class: "cn-curve", points: bins.map((bin) => `${x(bin.said)},${y(bin.right)}`).join(" ") }));
  for (const bin of bins) parts.push(draw("circle", { class: "cn-dot", cx: x(bin.said), cy: y(bin.right), r: Math.min(4 + Math.sqrt(bin.number), 9) }));
  parts.push(draw("text", { x: left + width / 2, y: top + height + 38, "text-anchor": "middle" }, across));
  parts.push(draw("text", { x: -(top + height / 2), y: 12, "text-anchor": "middle", transform: "rotate(-90)" }, along));
  return draw("svg", { viewBox: `0 0 ${left + width + 22} ${top + height + 46}`, role: "img", "aria-label": `Calibration curve. ${sentence}` }, ...parts);
}

export function grid(caption, heads, rows) {
  const body = rows.map(([first, ...rest]) => make("tr", {}, make("th", { scope: "row", textContent: first }), ...rest.map((text) => make("td", { textContent: text }))));
  return make("table", { className: "cn-scores" }, make("caption", { textContent: caption }),
    make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col", textContent: text })))), make("tbody", {}, ...body));
}

export function button(text, press) {
  const element = make("button", { type: "button", textContent: text });
  element.addEventListener("click", press);
  return element;
}
