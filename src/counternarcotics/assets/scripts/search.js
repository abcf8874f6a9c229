// The search page: a question, the pages that answer it, and a link to each passage with its words marked.

import { SearchIndex, inOrder } from "./search-index.js";
import { bestStretch, wordsOf } from "./search-words.js";

const LONGEST = 300;  // characters of a question
const SHOWN = 10;  // pages at a time
const TAKEN = 3;  // passages of a page
const BEFORE = 15;  // words of a quotation before the first that was sought: back to where its sentence begins
const CELLS = 0.6;  // what cells or code count beside prose
const PAUSE = 300;  // milliseconds without a key before an answer, so that it is said once
const here = document.currentScript.src;

// -- what is loaded: scripts that hand over one thing each ---------------------------------------

const loading = new Map();
let handed;
window.counternarcoticsFound = (content) => { handed = content; };

function load(name) {
  if (!loading.has(name)) {
    loading.set(name, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(`search/${name}.js`, here);
      script.onerror = () => {
        loading.delete(name);  // the next question tries again
        reject(new Error(`the file _static/search/${name}.js did not arrive`));
      };
      script.onload = () => { script.remove(); resolve(handed); };
      document.head.append(script);
    }));
  }
  return loading.get(name);
}

let made;
async function index() {
  const content = await load("index");
  made ??= new SearchIndex(content, (word) => stemmer.stemWord(word), stopwords);
  return made;
}
const stemmer = new Stemmer();

// -- an answer --------------------------------------------------------------------------------------

// The texts of the first pages tell how close the words stand together, and what to quote.
async function search(question) {
  const held = await index();
  const { names, answers, all } = held.answers(question);
  await Promise.all(answers.slice(0, SHOWN + 2).map((answer) => quote(names, answer)));
  for (const answer of answers) {
    const close = Math.max(0, ...(answer.quotes ?? []).map((one) => one.close));
    answer.score *= 1 + close;
  }
  inOrder(answers);
  const unknown = names.filter((name) => !name.found.size).map(({ typed: said }) => ({ said, near: held.near(said).slice(0, 3) }));
  return { names, answers, unknown, all };
}

async function quote(names, answer) {
  if (answer.quotes) return;
  let passages;
  try {
    ({ passages } = await load(`text/${answer.page.name}`));
  } catch {
    return;  // the page is named without a quotation
  }
  const kinds = new Map();
  names.forEach((name, kind) => { for (const word of name.words.keys()) if (!kinds.has(word)) kinds.set(word, kind); });
  answer.quotes = answer.passages.slice(0, TAKEN + 4).map(({ place, score }) => {
    const [anchor, heading, text] = passages[place - answer.page.first];
    const words = inCells(text);
    const best = bestStretch(words, (word) => kinds.get(word), new Set(wordsOf(heading).map(({ word }) => kinds.get(word)).filter((kind) => kind !== undefined)));
    const said = new Set([...wordsOf(heading), ...words].map((one) => one.word).filter((word) => kinds.has(word)));
    const close = closeness(names, [...wordsOf(heading), ...words].map((one) => kinds.get(one.word)), best);
    return { anchor, heading, text, words, best, kinds, said, close, score: score * (1 + close) * (words[best.from]?.cell ? CELLS : 1) };
  }).sort((a, b) => b.score - a.score).slice(0, TAKEN);
}

// The words of a passage, those between two tabs marked: cells of a table, or code.
function inCells(text) {
  let [at, cell] = [0, false];
  return wordsOf(text).map((word) => {
    for (; at < word.start; at += 1) if (text[at] === "\t") cell = !cell;
    return { ...word, cell };
  });
}

// From 0, far apart, to 1: all names in one place, and each behind the one that the question has before it.
function closeness(names, kinds, { kinds: met, from, to }) {
  if (names.length < 2) return 0;
  const pairs = new Set();
  kinds.forEach((kind, place) => { if (kind > 0 && kinds[place - 1] === kind - 1) pairs.add(kind); });
  const dense = met > 1 ? (met / names.length) * Math.sqrt(met / (to - from + 1)) : 0;
  return (dense + pairs.size / (names.length - 1)) / 2;
}

// -- how it is shown ----------------------------------------------------------------------------------

function element(tag, properties = {}, ...children) {
  const one = Object.assign(document.createElement(tag), properties);
  one.append(...children);
  return one;
}

function excerpt({ text, words, best, kinds }) {
  if (!words.length) return "";
  const gap = (place) => text.slice(words[place - 1].end, words[place].start);
  const opens = (place) => place === 0 || gap(place).includes("\t") || (/[.?!]\S?\s/.test(gap(place)) && /\p{Lu}/u.test(text[words[place].start]));
  let from = best.from;
  while (best.from - from < BEFORE && !opens(from)) from -= 1;
  let to = best.to;
  while (to < words.length - 1 && to < Math.max(best.to + 8, from + 30) && !gap(to + 1).includes("\t")) to += 1;
  const parts = [opens(from) ? "" : "… "];
  let last = words[from].start;
  for (const { word, start, end } of words.slice(from, to + 1)) {
    if (!kinds.has(word)) continue;
    parts.push(text.slice(last, start), element("mark", {}, text.slice(start, end)));
    last = end;
  }
  parts.push(text.slice(last, to < words.length - 1 ? words[to].end : undefined), to < words.length - 1 ? " …" : "");
  return element("p", { className: "cn-excerpt" }, ...parts);
}

function address(page, quoted) {
  const url = new URL(`../${page.name}.html`, here);
  if (quoted) {
    url.searchParams.set("found", [...quoted.said].slice(0, 12).join(" "));
    url.hash = quoted.anchor;
  }
  return url.href;
}

function kind({ name }) {
  if (name.startsWith("notebooks/")) return "Lab";
  if (name.startsWith("book/reference/")) return "Reference";
  return /^book\/(?:part-|evidence\/)/.test(name) ? "Chapter" : "Start";
}

function hit({ page, quotes = [] }) {
  const [first, ...others] = quotes;
  const item = element("li", {}, element("a", { href: address(page, first) }, page.title), element("span", { className: "cn-kind" }, kind(page)));
  if (first && first.heading && first.heading !== page.title) item.append(element("p", { className: "cn-under" }, first.heading));
  if (first) item.append(excerpt(first));
  if (others.length) {
    item.append(element("ul", {}, ...others.map((one) => element("li", {}, element("a", { href: address(page, one) }, one.heading || page.title)))));
  }
  return item;
}

const PLACES = [["figures", "the figures by their numbers"], ["glossary", "the glossary"], ["abbreviations", "the abbreviations"], ["timeline", "the timeline"]];

function elsewhere() {
  const links = PLACES.flatMap(([name, words], number) => [number ? (number < PLACES.length - 1 ? ", " : " and ") : "", element("a", { href: new URL(`../book/reference/${name}.html`, here).href }, words)]);
  return element("p", {}, "Look in ", ...links, ".");
}

function suggestions(unknown) {
  return unknown.filter(({ near }) => near.length).map(({ said, near }) => element("p", {}, `Nearest to “${said}”: `,
    ...near.flatMap((word, number) => [number ? ", " : "", element("a", { href: `?q=${encodeURIComponent(word)}`, className: "cn-instead" }, word)]), "."));
}

function listed(words) {
  return words.map((word) => `“${word}”`).join(", ");
}

// -- the page -------------------------------------------------------------------------------------------

let latest = 0;

async function answer(question, spoken) {
  const [form, summary, status, results] = ["form", ".cn-found-summary", "[role=status]", "#search-results"].map((one) => box.querySelector(one));
  const asked = question.trim();
  const turn = (latest += 1);
  const say = (sentence) => {
    summary.textContent = sentence;
    status.textContent = spoken ? sentence : "";
  };
  results.replaceChildren();
  document.title = asked ? `${asked.slice(0, 60)} – ${title}` : title;
  if (!asked) return say(spoken ? "Type a word, a name, a number or the number of a section." : "");
  if (asked.length > LONGEST) return say(`A question has up to ${LONGEST} characters, and this one has ${asked.length.toLocaleString("en")}: shorten it.`);
  form.setAttribute("aria-busy", "true");
  let found;
  try {
    found = await search(asked);
  } catch (error) {
    return say(`Nothing can be looked up: ${error.message}. Reload the page, or try again.`);
  } finally {
    form.removeAttribute("aria-busy");
  }
  if (turn !== latest) return undefined;
  const { names, answers, unknown } = found;
  if (!names.length) return say("Found neither a word nor a number in this question: type one.");
  if (!answers.length) {
    say(`No page has ${listed(unknown.map(({ said }) => said))}.`);
    results.append(...suggestions(unknown), elsewhere());
    return undefined;
  }
  const without = unknown.length ? ` No page has ${listed(unknown.map(({ said }) => said))}.` : "";
  const instead = names.filter(({ said, typed }) => said !== typed).map(({ said, typed }) => ` No page has “${typed}”, so “${said}” was looked up.`);
  say(`${answers.length} ${answers.length === 1 ? "page" : "pages"} for “${asked}”.${instead.join("")}${without}`);
  results.append(...suggestions(unknown));
  const list = element("ol", { className: "search cn-hits" });
  results.append(list);
  return more(list, names, answers, turn);
}

async function more(list, names, answers, turn) {
  const from = list.children.length;
  const next = answers.slice(from, from + SHOWN);
  await Promise.all(next.map((one) => quote(names, one)));
  if (turn !== latest) return;
  list.append(...next.map(hit));
  if (from) list.children[from].querySelector("a").focus();
  list.parentElement.querySelector(".cn-next")?.remove();
  const rest = answers.length - list.children.length;
  if (!rest) return;
  const button = element("button", { type: "button", className: "cn-next" }, `Show ${Math.min(rest, SHOWN)} more of ${rest}`);
  button.addEventListener("click", () => more(list, names, answers, turn));
  list.after(button);
}

function ask(question) {
  try {
    history.replaceState(null, "", question.trim() ? `?q=${encodeURIComponent(question.trim().slice(0, LONGEST))}` : location.pathname);
  } catch {
    // A browser may refuse this for a page from disk; the answer does not need it.
  }
  return answer(question, true);
}

const box = document.querySelector(".cn-search");
const title = document.title;
const field = box.querySelector("input");
let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(field.value), PAUSE);
});
box.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  ask(field.value);
});
box.addEventListener("click", (event) => {
  const instead = event.target.closest(".cn-instead");
  if (!instead) return;
  event.preventDefault();
  field.value = instead.textContent;
  field.focus();
  ask(field.value);
});
field.value = new URLSearchParams(location.search).get("q") ?? "";
answer(field.value, false);

// For tests: the pages that answer, in order, each with its passages and their addresses; and the words of a text.
async function found(question) {
  const { answers } = await search(question);
  return answers.map(({ page, quotes = [] }) => ({ page: page.name, title: page.title, passages: quotes.map((one) => ({ anchor: one.anchor, heading: one.heading, address: address(page, one) })) }));
}
window.counternarcoticsSearch = Object.assign(found, { wordsOf });
