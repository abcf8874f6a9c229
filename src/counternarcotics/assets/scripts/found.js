// A hit of the search: its words are marked on the page, which stays as it is, and the passage comes into view.
// The address names the words (`?found=heroin+1631`) and, behind the hash, the passage.

import { placeSought } from "./place.js";
import { bestStretch, wordsOf } from "./search-words.js";

const UNREAD = "script, style, svg, template, nav, button, .headerlink";

function rangesIn(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(UNREAD)) continue;
    const cell = Boolean(node.parentElement.closest("table, pre"));
    for (const { word, start, end } of wordsOf(node.data)) found.push({ word, node, start, end, cell });
  }
  return found;
}

export function showFound() {
  const sought = new Set(wordsOf(new URLSearchParams(location.search).get("found") ?? "").map((one) => one.word));
  const root = placeSought() || document.querySelector(".bd-article");
  if (!sought.size || !root) return;
  // The definition of a term stands beside it.
  const words = [root, root.tagName === "DT" && root.nextElementSibling].filter(Boolean).flatMap(rangesIn);
  const met = words.filter((one) => sought.has(one.word));
  if (!met.length) return;
  if (globalThis.Highlight && CSS.highlights) {
    const ranges = met.map(({ node, start, end }) => new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end }));
    CSS.highlights.set("cn-found", new Highlight(...ranges));
    document.documentElement.classList.add("cn-marked");  // until then no browser asks for each element how it is marked
  }
  const passage = words[bestStretch(words, (word) => (sought.has(word) ? word : undefined)).from].node.parentElement;
  for (let fold = passage.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const show = () => passage.scrollIntoView({ block: "center", behavior: "instant" });
  show();
  settle(show);
}

// The browser goes to the anchor once more when everything has arrived, and figures above come to life: the
// passage stays in the middle until the reader moves, or all has come to rest.
function settle(show) {
  const root = document.documentElement;
  const settled = new AbortController();
  const { signal } = settled;
  const resting = new ResizeObserver(show);
  resting.observe(document.querySelector(".bd-article"));
  root.style.scrollBehavior = "auto";
  signal.addEventListener("abort", () => {
    resting.disconnect();
    root.style.removeProperty("scroll-behavior");
  });
  for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) addEventListener(kind, () => settled.abort(), { passive: true, signal });
  addEventListener("scroll", show, { signal });
  const rest = () => setTimeout(() => settled.abort(), 1500);
  if (document.readyState === "complete") rest();
  else addEventListener("load", rest, { once: true, signal });
}
