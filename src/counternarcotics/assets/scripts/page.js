// A page: its figures come to life when they come near the viewport; its explorers follow the address.
// A page is complete without this script: pictures, tables and the presets' results stand in its HTML.

import { Explorer, explorerRows } from "./explorer.js";
import { bringToLife } from "./figure.js";

// A hand-written address may hold a percent sign that encodes nothing.
function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function followAddress() {
  const [identifier, query = ""] = plain(location.hash.slice(1)).split("?");
  const folded = document.getElementById(identifier);
  if (folded?.tagName === "DETAILS") folded.open = true;
  return explorers.get(identifier)?.follow(query);
}

// -- start ------------------------------------------------------------------------------------

const explorers = new Map();

function start() {
  for (const section of document.querySelectorAll(".cn-explorer")) explorers.set(section.id, new Explorer(section));
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      const explorer = explorers.get(target.closest(".cn-explorer")?.id);
      (explorer ? explorer.refresh() : bringToLife(target)).catch(() => {});
    }
  }, { rootMargin: "300px" });
  for (const chart of document.querySelectorAll(".cn-chart")) near.observe(chart);
  followAddress();
  addEventListener("hashchange", () => followAddress());
  document.querySelector(".bd-search-container input")?.focus();
  for (const answer of document.querySelectorAll(".cn-check")) answer.addEventListener("change", tellAnswer);
}

// The verdict stands in the style sheet; a screen reader hears it from a text that changes.
function tellAnswer(event) {
  const answer = event.target.closest(".cn-answer");
  const verdict = answer.classList.contains("cn-right") ? "Right." : "Not this one.";
  event.currentTarget.querySelector("[role=status]").textContent = `${verdict} ${answer.querySelector(".cn-feedback").textContent}`;
}


if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();

// For tests and benchmarks: every figure live, the live view of an explorer by name, the rows it shows.
window.counternarcotics = {
  ready: () => Promise.all([...document.querySelectorAll(".cn-chart")].map(bringToLife)),
  view: (name) => bringToLife(document.querySelector(`#explorer-${name} .cn-chart`)),
  markdown: (name) => explorers.get(`explorer-${name}`).markdown(),
  rows: async (name) => {
    const section = document.querySelector(`#explorer-${name}`);
    return explorerRows(await bringToLife(section.querySelector(".cn-chart")), section.querySelector("[data-columns]"));
  },
};
