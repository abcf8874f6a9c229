// A page: its figures come to life when they come near the viewport; its explorers follow the address.
// A page is complete without this script: pictures, tables and the presets' results stand in its HTML.

import { Address } from "./address.js";
import { offerCards, tellCards } from "./cards.js";
import { offerChoice } from "./catalogue.js";
import { Explorer } from "./explorer.js";
import { bringToLife, prepare } from "./figure.js";
import { speakFormulas } from "./formulas.js";
import { showFound } from "./found.js";
import { predict, walk } from "./lessons.js";
import { offerPaper } from "./paper.js";
import { offerProgress } from "./progress.js";
import { save } from "./saving.js";

const LIVE = ".cn-chart:not(.cn-still)";  // a map stays a picture
const SLICE = 8, LATEST = 250;  // milliseconds
const explorers = new Map();

// A figure in view comes before everything else that the page offers; the rest follows in slices, so that no reader's
// move waits for all of it.
function start() {
  const address = new Address(explorers);
  const host = { moved: (explorer) => address.keep(explorer), link: (explorer) => address.link(explorer) };
  for (const section of document.querySelectorAll(".cn-explorer")) explorers.set(section.id, new Explorer(section, host));
  const near = new IntersectionObserver((entries) => {
    const coming = entries.filter((entry) => entry.isIntersecting).map(({ target }) => {
      near.unobserve(target);
      const explorer = explorers.get(target.closest(".cn-explorer")?.id);
      return explorer ? explorer.refresh() : bringToLife(target);
    });
    if (coming.length) Promise.allSettled(coming).then(inSlices);
  }, { rootMargin: "300px" });
  for (const chart of document.querySelectorAll(LIVE)) near.observe(chart);
  prepare();
  address.restore(history.state?.settings);
  // A hand that is faster than the slices finds its explorer awake: this comes before the control hears of it.
  for (const kind of ["pointerdown", "focusin", "click", "input"]) {
    document.addEventListener(kind, ({ target }) => explorers.get(target.closest?.(".cn-explorer")?.id)?.wake(), { capture: true, passive: true });
  }
  offerCards();
  // What has a button or a box of its own, what shows which rows a link chose, and what a reader left off: no move of these is lost.
  offerChoice();
  offerPaper();
  offerProgress();
  document.addEventListener("click", (event) => offerMove(event, address));
  addEventListener("change", tellAnswer);
  waiting.push(
    ...[...explorers.values()].map((explorer) => () => explorer.wake()),
    () => document.querySelectorAll(".cn-predict").forEach(predict),
    () => document.querySelectorAll(".cn-steps").forEach(walk),
    () => document.querySelectorAll(".cn-figure").forEach(offerSaving),
    speakFormulas, tellCards, showFound,
    () => document.querySelector(".bd-search-container input")?.focus(),
  );
  // Where no figure is, none is near, or what draws it is slow to arrive, the rest waits no longer.
  setTimeout(inSlices, document.querySelector(LIVE) ? LATEST : 0);
}

const waiting = [];
let slicing = false;

function inSlices() {
  if (slicing) return;
  slicing = true;
  dispatchEvent(new Event("cn-figures-stand"));  // page-mode.js waits for it
  slice();
}

function slice() {
  idle(() => {
    work(SLICE);
    if (waiting.length) slice();
  });
}

function work(long) {
  const end = performance.now() + long;
  while (waiting.length && performance.now() < end) waiting.shift()();
}

const idle = (act) => (globalThis.requestIdleCallback ? requestIdleCallback(act, { timeout: 100 }) : setTimeout(act));

function offerMove(event, address) {
  const link = event.target.closest?.("a.cn-move");
  const explorer = explorers.get(link?.hash.slice(1));
  if (!explorer) return;
  event.preventDefault();
  address.move(explorer, link.dataset.settings);
}

// The verdict stands in the style sheet; a screen reader hears it from a text that changes.
function tellAnswer({ target }) {
  const answer = target.closest(".cn-check .cn-answer");
  if (!answer) return;
  const verdict = answer.classList.contains("cn-right") ? "Right." : "Not this one.";
  answer.closest(".cn-check").querySelector("[role=status]").textContent = `${verdict} ${answer.querySelector(".cn-feedback").textContent}`;
}

// A figure is saved from beside its data, where nothing moves when the buttons arrive.
function offerSaving(figure) {
  const data = figure.querySelector(":scope > .cn-data");
  const table = data?.querySelector("table");
  if (!table) return;
  const actions = document.createElement("div");
  actions.className = "cn-actions";
  const about = () => ({
    title: figure.querySelector(".cn-title").textContent,
    source: figure.querySelector(".cn-source").textContent,
    link: new URL(`#${figure.id}`, location.href).href,
  });
  const rows = () => [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent));
  for (const kind of figure.querySelector(LIVE) ? ["png", "svg", "csv"] : ["csv"]) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: `Save as ${kind.toUpperCase()}` });
    button.addEventListener("click", () => {
      save(kind, figure.id, () => bringToLife(figure.querySelector(".cn-chart")), about(), rows).catch(() => {});
    });
    actions.append(button);
  }
  data.append(actions);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();

// For tests and benchmarks: every figure live, the live view of an explorer by name, the same once it shows what its
// controls say, the rows it shows; each with all that the page offers.
const whole = (act) => async (...given) => {
  work(Infinity);
  return act(...given);
};
const byName = (name) => explorers.get(`explorer-${name}`);
window.counternarcotics = {
  ready: whole(() => Promise.all([...document.querySelectorAll(LIVE)].map(bringToLife))),
  view: whole((name) => bringToLife(byName(name).chart)),
  settled: whole((name) => byName(name).refresh()),
  markdown: whole((name) => byName(name).markdown()),
  rows: whole(async (name) => byName(name).rows(await bringToLife(byName(name).chart))),
};
