// A page: its figures come to life when they come near the viewport; its explorers follow the address.
// A page is complete without this script: pictures, tables and the presets' results stand in its HTML.

import { Address } from "./address.js";
import { offerCards } from "./cards.js";
import { offerChoice } from "./catalogue.js";
import { Explorer } from "./explorer.js";
import { bringToLife } from "./figure.js";
import { speakFormulas } from "./formulas.js";
import { showFound } from "./found.js";
import { predict, walk } from "./lessons.js";
import { offerPaper } from "./paper.js";
import { offerProgress } from "./progress.js";
import { save } from "./saving.js";

const LIVE = ".cn-chart:not(.cn-still)";  // a map stays a picture
const explorers = new Map();

function start() {
  const address = new Address(explorers);
  const host = { moved: (explorer) => address.keep(explorer), link: (explorer) => address.link(explorer) };
  for (const section of document.querySelectorAll(".cn-explorer")) explorers.set(section.id, new Explorer(section, host));
  for (const figure of document.querySelectorAll(".cn-figure")) offerSaving(figure);
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      const explorer = explorers.get(target.closest(".cn-explorer")?.id);
      (explorer ? explorer.refresh() : bringToLife(target)).catch(() => {});
    }
  }, { rootMargin: "300px" });
  for (const chart of document.querySelectorAll(LIVE)) near.observe(chart);
  for (const link of document.querySelectorAll("a.cn-move")) {
    const explorer = explorers.get(link.hash.slice(1));
    if (!explorer) continue;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      address.move(explorer, link.dataset.settings);
    });
  }
  document.querySelectorAll(".cn-predict").forEach(predict);
  document.querySelectorAll(".cn-steps").forEach(walk);
  address.restore(history.state?.settings);
  speakFormulas();
  offerCards();
  offerChoice();
  offerPaper();
  offerProgress();
  showFound();
  document.querySelector(".bd-search-container input")?.focus();
  for (const answer of document.querySelectorAll(".cn-check")) answer.addEventListener("change", tellAnswer);
}

// The verdict stands in the style sheet; a screen reader hears it from a text that changes.
function tellAnswer(event) {
  const answer = event.target.closest(".cn-answer");
  const verdict = answer.classList.contains("cn-right") ? "Right." : "Not this one.";
  event.currentTarget.querySelector("[role=status]").textContent = `${verdict} ${answer.querySelector(".cn-feedback").textContent}`;
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
// controls say, the rows it shows.
window.counternarcotics = {
  ready: () => Promise.all([...document.querySelectorAll(LIVE)].map(bringToLife)),
  view: (name) => bringToLife(document.querySelector(`#explorer-${name} .cn-chart`)),
  settled: (name) => explorers.get(`explorer-${name}`).refresh(),
  markdown: (name) => explorers.get(`explorer-${name}`).markdown(),
  rows: async (name) => explorers.get(`explorer-${name}`).rows(await window.counternarcotics.view(name)),
};
