// A card beside the line: what a number, a record, a term or a publication says of itself, without leaving the page.
// The cards lie in small scripts beside this one, since a page from disk may load a script and nothing else.
// Where anything is missing (the script, the platform's popover) the link is a link.

import { run, statics } from "./loading.js";
import { placeSought } from "./place.js";

// Inside a card the rows on which it rests, and which rest on it, are cards too.
const LINKS = 'a:is(.cn-number, .cn-record), a:has(> .std-term), a[href*="sources.html#id"], '
  + '.cn-lookup [id] a[href*="/reference/"]:is([href*="#figure-"], [href*="#computed-"], [href*="#record-"])';
const FILES = 16;
const FOLLOWED = "cn-followed";
const HEADER = 48, SHORTEST = 180;  // pixels: what stays in sight of the page above, and of a card below the fold
const folder = new URL("cards/", statics ?? location.href);
const site = new URL("../../", folder);
const arrived = new Map();
globalThis.counternarcoticsCards = (key, content) => arrived.set(key, content);

// The content of a file of cards or rows.
export async function load(key) {
  await run(new URL(`${key}.js`, folder).href);
  return arrived.get(key);
}

export function pageOf(address) {
  return decodeURIComponent(new URL(address).pathname.slice(site.pathname.length)).replace(/\.html$/, "");
}

async function content(link) {
  const anchor = decodeURIComponent(link.hash.slice(1));
  const file = [...anchor].reduce((sum, character) => sum + character.codePointAt(0), 0) % FILES;
  const name = `${pageOf(link.href)}/${file}`;
  const html = (await load(name))?.[anchor];
  if (html === undefined) throw new Error(`the file _static/cards/${name}.js has no card “${anchor}”`);
  const inside = document.createElement("div");
  inside.innerHTML = html;
  for (const other of inside.querySelectorAll("a[href]")) other.href = new URL(other.getAttribute("href"), link.href);
  return inside;
}

let card, opener, inView;
let trail = [];  // the links whose cards led to the one that is shown, each with what its card is called

function make() {
  card = document.createElement("div");
  card.className = "cn-lookup";
  card.popover = "auto";
  card.tabIndex = -1;
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-describedby", "cn-lookup-content");
  card.innerHTML = '<div id="cn-lookup-content"></div><p class="cn-lookup-foot"><a></a><button type="button" class="cn-card-before" hidden>Back</button><button type="button" class="cn-card-close">Close</button></p>';
  card.querySelector(".cn-card-close").addEventListener("click", () => card.hidePopover());
  card.querySelector(".cn-card-before").addEventListener("click", () => {
    const left = inView;
    inView = undefined;
    show(trail.pop().link).then(() => {  // to where the reader left it
      [...card.querySelectorAll("a[href]")].find((one) => one.href === left.href)?.focus();
    });
  });
  // Focus returns to the line, unless the reader has put it elsewhere.
  card.addEventListener("toggle", (event) => {
    const lost = document.activeElement === document.body || card.contains(document.activeElement);
    if (event.newState === "closed" && lost) opener.focus({ preventScroll: true });
  });
  // The theme takes the Escape key before the platform does.
  addEventListener("keydown", (event) => event.key === "Escape" && card.matches(":popover-open") && card.hidePopover(), true);
  document.body.append(card);
}

// Below the line, or above it where there is more room; it moves with the page, and scrolls where it is long.
// Tells whether all of it is in the window.
function place() {
  const lines = opener.getClientRects();
  const [first, last] = lines.length ? [lines[0], lines[lines.length - 1]] : Array(2).fill(opener.getBoundingClientRect());
  const { clientWidth, clientHeight } = document.documentElement;
  card.style.maxHeight = "";
  const { offsetWidth: width, offsetHeight: wanted } = card;
  const below = clientHeight - last.bottom - 14;
  const over = first.top - HEADER - 14;
  const above = wanted > below && over > below && over >= Math.min(wanted, SHORTEST);
  const height = Math.min(wanted, Math.max(above ? over : below, SHORTEST));
  card.style.maxHeight = `${height}px`;
  card.style.left = `${scrollX + Math.max(8, Math.min((above ? first : last).left, clientWidth - width - 8))}px`;
  card.style.top = `${scrollY + (above ? first.top - 6 - height : last.bottom + 6)}px`;
  return above || below >= height;
}

async function show(link) {
  const inside = await content(link);
  if (!card) make();
  if (link.isConnected && !card.contains(link)) {
    opener = link;
    trail = [];
  } else if (inView) trail.push({ link: inView, head: card.getAttribute("aria-label") });
  inView = link;
  const before = card.querySelector(".cn-card-before");
  before.hidden = !trail.length;
  if (trail.length) before.setAttribute("aria-label", `Back to ${trail.at(-1).head}`);
  const more = card.querySelector(".cn-lookup-foot a");
  more.hidden = false;
  more.href = link.href;
  more.textContent = /#(term-|id)/.test(link.href) ? "See it in its list" : "More, and how to cite it";
  lay(inside, inside.querySelector(".cn-lookup-head").textContent.trim());
}

function lay(inside, label) {
  inside.id = "cn-lookup-content";
  card.firstElementChild.replaceWith(inside);
  card.setAttribute("aria-label", label);
  card.scrollTop = 0;
  if (!card.matches(":popover-open")) card.showPopover({ source: opener });
  if (!place()) card.scrollIntoView({ block: "nearest", behavior: "instant" });
  card.focus({ preventScroll: true });
}

// Without its card a link is a link; the page that it opens says why.
function follow(link, error) {
  try {
    sessionStorage.setItem(FOLLOWED, error.message);
  } catch {
    // The browser keeps nothing for this page: the link works, unexplained.
  }
  location.assign(link.href);
}

function tellWhyHere() {
  let reason = null;
  try {
    reason = sessionStorage.getItem(FOLLOWED);
    sessionStorage.removeItem(FOLLOWED);
  } catch {
    // As in follow().
  }
  if (reason === null) return;
  make();
  card.querySelector(".cn-lookup-foot a").hidden = true;
  opener = placeSought() ?? document.querySelector("h1");
  const sentence = document.createElement("p");
  sentence.textContent = `Your link led to this page, since its card could not be shown beside the line: ${reason}.`;
  lay(sentence, "Why you are here");
}

export function offerCards() {
  if (!("popover" in HTMLElement.prototype)) return;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(LINKS);
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (pageOf(link.href) === pageOf(location.href)) return;
    event.preventDefault();
    show(link).catch((error) => follow(link, error));
  });
  addEventListener("resize", () => card?.matches(":popover-open") && place());
}

// What can wait: how a link that opens a card looks, and why a link led here instead.
export function tellCards() {
  if (!("popover" in HTMLElement.prototype)) return;
  for (const link of document.querySelectorAll(LINKS)) link.classList.add("cn-opens");
  tellWhyHere();
}
