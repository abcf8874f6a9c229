// "What if this figure is wrong?": another value for a figure, and every number and verdict that changes.
// Without this script the page shows its worked example, which stands where the results do.

import { grid, Scope, Undefined } from "./evaluator.js";
import { shown } from "./numbers.js";

const MOST_SHOWN = 12;
const LONG = 25; // rows from which a table scrolls by itself
const CHECKS = { true: "agree", false: "do not agree" };
const DISAGREEING = new Set(["error", "contradiction", "misprint"]);

// -- the graph ----------------------------------------------------------------------------------------------

const held = (name) => JSON.parse(document.getElementById(name).textContent);

function unpacked(packed) {
  const figures = packed.figures.map(([id, printed, unit, table, held]) => ({ id, printed: [printed[0], printed.at(-1)], held, unit, table, words: id.replaceAll("-", " ") }));
  const numbers = packed.numbers.map(([id, how, tree, format, unit]) => ({ id, how, tree, format, unit }));
  const checked = (kind) => ([id, words, verdict, claimed, computed, tolerance]) => ({ kind, id, words, verdict, claimed, computed, tolerance });
  const functions = packed.functions.map(([id, how, text, rows, tables]) => ({ id, how, text, rows: new Set(rows), tables: new Set(tables) }));
  const drawn = packed.drawn.map(([kind, name, rows, named, tables]) => ({ kind, name, rows, named, tables: tables === "*" ? null : new Set(tables) }));
  const sentences = packed.sentences.map(([section, text, marks]) => ({ section: packed.sections[section], text, marks: marks.split(" ") }));
  const verdicts = [...packed.checks.map(checked("check")), ...packed.claims.map(checked("claim"))];
  return { ...packed, figures, numbers, verdicts, functions, drawn, sentences, byId: new Map(figures.map((one, at) => [one.id, at])) };
}

// -- working a case out -----------------------------------------------------------------------------------------

class Case {
  constructor(graph, changed) {
    const ranged = [...changed].filter(([, [low, high]]) => low < high).map(([figure]) => figure);
    this.graph = graph;
    this.changed = changed;
    this.before = new Scope(graph);
    this.after = new Scope(graph, changed, grid(ranged, graph.steps));
  }

  touches(trees) {
    return trees.some((tree) => [...this.before.rests(tree)].some((figure) => this.changed.has(figure)));
  }

  numbers() {
    const found = [];
    for (const [index, one] of this.graph.numbers.entries()) {
      if (!this.touches([one.tree])) continue;
      const was = whole(this.before.tried(one.tree));
      try {
        const now = whole(this.after.tried(one.tree));
        if (was[0] === now[0] && was[1] === now[1]) continue;
        found.push({ index, one, before: printed(was, one), after: printed(now, one), relative: Math.max(grown(was[0], now[0]), grown(was[1], now[1])), ends: now });
      } catch (error) {
        if (!(error instanceof Undefined)) throw error;
        found.push({ index, one, before: printed(was, one), after: "undefined", relative: Infinity, why: error.message });
      }
    }
    return found.sort((a, b) => b.relative - a.relative || (a.one.id < b.one.id ? -1 : 1) || 0);
  }

  verdicts() {
    const found = [];
    for (const [index, one] of this.graph.verdicts.entries()) {
      if (!this.touches([...one.claimed, ...one.computed])) continue;
      const was = outcomes(one, this.before);
      try {
        const now = outcomes(one, this.after);
        if (was.join() === now.join()) continue;
        const fit = now.every((found_) => fits(one, found_));
        found.push({ index, one, before: was.join(" or "), after: now.join(" or "), why: fit ? "" : `the verdict “${one.verdict}” would not fit any more` });
      } catch (error) {
        if (!(error instanceof Undefined)) throw error;
        found.push({ index, one, before: was.join(" or "), after: "undefined", why: error.message });
      }
    }
    return found;
  }

  functions() {
    const tables = new Set([...this.changed.keys()].map((figure) => this.graph.figures[figure].table));
    return this.graph.functions.filter(({ rows, tables: whole_ }) => [...this.changed.keys()].some((figure) => rows.has(figure)) || [...tables].some((table) => whole_.has(table)));
  }

  drawn() {
    return this.graph.drawn.filter(({ rows, named }) => rows.some((figure) => this.changed.has(figure)) || named.some((number) => this.touches([this.graph.numbers[number].tree])));
  }

  perhapsDrawn() {
    const sure = new Set(this.drawn());
    const tables = [...this.changed.keys()].map((figure) => this.graph.figures[figure].table);
    return this.graph.drawn.filter((one) => !sure.has(one) && (!one.tables || tables.some((table) => one.tables.has(table))));
  }

  sentences(numbers, verdicts) {
    const marks = new Set([...this.changed.keys()].map((figure) => `f${figure}`));
    for (const { index, before, after } of numbers) if (before !== after) marks.add(`c${index}`);
    for (const { index } of verdicts) marks.add(`r${index}`);
    return this.graph.sentences.filter((one) => one.marks.some((mark) => marks.has(mark)));
  }

  all() {
    const [numbers, verdicts] = [this.numbers(), this.verdicts()];
    return { numbers, verdicts, functions: this.functions(), drawn: this.drawn(), perhaps: this.perhapsDrawn(), sentences: this.sentences(numbers, verdicts) };
  }
}

const whole = ([low, high]) => [low.reduce((a, b) => Math.min(a, b)), high.reduce((a, b) => Math.max(a, b))];

function grown(was, now) {
  if (was === now) return 0;
  return was ? Math.abs(now - was) / Math.abs(was) : Infinity;
}

function printed([low, high], { format, unit }) {
  const [one, other] = [shown(low, format), shown(high, format)];
  return unit.replace("{}", one === other ? one : `${one}\u2013${other}`);
}

const agree = ([a, b], [c, d], tolerance) => a - tolerance <= d && c <= b + tolerance;

function outcomes({ kind, claimed, computed, tolerance }, scope) {
  const [said, found] = [claimed, computed].map((side) => side.map((tree) => scope.tried(tree)));
  const size = Math.max(...[...said, ...found].map(([low]) => low.length));
  const at = (ends, point) => ends.map((end) => end[end.length > 1 ? point : 0]);
  const seen = new Set();
  for (let point = 0; point < size; point += 1) {
    const parts = found.map((ends, part) => [at(said[said.length > 1 ? part : 0], point), at(ends, point)]);
    if (kind === "check") seen.add(CHECKS[parts.every((pair) => agree(...pair, tolerance))]);
    else {
      const each = new Set(parts.map(([one, other]) => outcome(one, other, tolerance)));
      seen.add(each.size === 1 ? [...each][0] : "split");
    }
  }
  return [...seen].sort();
}

function outcome(claimed, observed, tolerance) {
  if (!agree(claimed, observed, tolerance)) return "miss";
  return claimed[0] - tolerance <= observed[0] && observed[1] <= claimed[1] + tolerance ? "hit" : "split";
}

function fits({ kind, verdict }, found) {
  if (kind === "claim") return verdict === found || verdict === "undecidable";
  return verdict === "passes" ? found === "agree" : !(found === "agree" && DISAGREEING.has(verdict));
}

// -- what the reader writes ---------------------------------------------------------------------------------------

// An address carries a case as id=707 or id=123..707, several joined by &; a bare id keeps the printed value.
function parsed(query, graph) {
  const changed = new Map();
  const amiss = [];
  for (const part of query.split("&").filter(Boolean)) {
    const [name, value] = part.split("=");
    const figure = graph.byId.get(name);
    const ends = (value ?? "").split("..");
    const [low, high = low] = ends.map((end) => (end.trim() === "" ? NaN : Number(end)));
    if (figure === undefined) amiss.push(`The address names “${name}”, which is no figure of this book${nearest(name, graph)}.`);
    else if (value === undefined) changed.set(figure, (graph.figures[figure].held ?? graph.figures[figure].printed).slice());
    else if (![low, high].every(Number.isFinite) || ends.length > 2) amiss.push(`The address gives “${value}” for ${name}; expected a number, or a range such as 123..707.`);
    else if (low > high) amiss.push(`The address gives ${name} a range from ${low} down to ${high}; the lower end comes first.`);
    else changed.set(figure, [low, high]);
  }
  const ranges = [...changed.values()].filter(([low, high]) => low < high).length;
  const most = Math.max(...Object.keys(graph.steps).map(Number));
  if (ranges > most) {
    amiss.push(`The address has ${ranges} ranges, and at most ${most} can be tried together; give the other figures one value each.`);
    changed.clear();
  }
  return { changed, amiss };
}

function found(text, graph) {
  const words = text.toLowerCase().split(/[\s-]+/).filter(Boolean);
  return words.length ? graph.figures.filter(({ words: said }) => words.every((word) => said.includes(word))) : [];
}

function nearest(name, graph) {
  const words = name.toLowerCase().split("-");
  const scored = graph.figures.map(({ id }) => [words.filter((word) => word && id.includes(word)).length, id]).filter(([score]) => score > 1);
  const best = scored.sort((a, b) => b[0] - a[0] || a[1].length - b[1].length).slice(0, 3).map(([, id]) => id);
  return best.length ? `; the nearest are ${best.join(", ")}` : "";
}

// -- what the reader sees -------------------------------------------------------------------------------------------

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const link = (address, text) => element("a", { href: address }, text);

function table(caption, heads, rows) {
  if (!rows.length) return [];
  const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)));
  const body = rows.map(([first, ...rest]) => element("tr", {}, element("th", { scope: "row" }, first), ...rest.map((cell) => element("td", {}, cell))));
  const made = element("table", { class: `cn-effects${rows.length > LONG ? " cn-long" : ""}` }, element("caption", {}, caption), element("thead", {}, head), element("tbody", {}, ...body));
  return [element("div", { class: "cn-table", tabindex: "0", role: "region", "aria-label": caption }, made)];
}

const plain = (value) => Number(value.toPrecision(12)).toLocaleString("en-US", { maximumFractionDigits: 10 });
const span = ([low, high], unit) => unit.replace("{}", low === high ? plain(low) : `${plain(low)}\u2013${plain(high)}`);
const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

class Tool {
  constructor(section) {
    this.graph = unpacked(held("what-if-graph"));
    this.places = held("what-if-places");
    this.section = section;
    this.outcome = section.querySelector(".cn-outcome");
    this.changed = new Map();
    this.build(section.querySelector(".cn-case"));
    addEventListener("hashchange", () => this.follow());
    if (!this.follow()) this.take(section.dataset.example);
  }

  build(place) {
    const search = element("input", { type: "search", id: "what-if-search", autocomplete: "off", "aria-describedby": "what-if-found", oninput: () => this.offer(search.value) });
    this.search = search;
    this.offered = element("ul", { class: "cn-offered", id: "what-if-found", "aria-live": "polite" });
    this.rows = element("div", { class: "cn-changed" });
    this.message = element("p", { class: "cn-amiss", role: "alert", hidden: "" });
    this.status = element("p", { class: "cn-summed", role: "status" });
    this.address = element("a", { class: "cn-case-link" }, "Link to this case");
    place.append(element("label", { for: "what-if-search" }, "Find a figure by words of its name, such as: heroin seized kazakhstan"), search, this.offered, this.rows, this.message, this.status, element("p", {}, this.address));
  }

  follow() {
    const [identifier, ...rest] = decode(location.hash.slice(1)).split("?");
    if (identifier !== this.section.id || !rest.length) return false;
    this.take(rest.join("?"));
    return true;
  }

  take(query) {
    const { changed, amiss } = parsed(query, this.graph);
    this.changed = changed;
    this.list();
    this.tell(amiss.join(" "));
    this.refresh(false);
  }

  tell(text) {
    this.message.textContent = text;
    this.message.hidden = !text;
  }

  offer(text) {
    const all = found(text, this.graph);
    const items = all.slice(0, MOST_SHOWN).map((figure) => element("li", {}, element("button", { type: "button", onclick: () => this.add(figure) }, `${figure.words}: ${span(figure.printed, figure.unit)}`)));
    if (all.length > MOST_SHOWN) items.push(element("li", {}, `and ${all.length - MOST_SHOWN} more: write another word`));
    if (text.trim() && !all.length) items.push(element("li", {}, "No figure has all these words."));
    this.offered.replaceChildren(...items);
  }

  add(figure) {
    this.changed.set(this.graph.byId.get(figure.id), (figure.held ?? figure.printed).slice());
    this.search.value = "";
    this.offer("");
    this.list();
    this.refresh();
    this.rows.lastElementChild.querySelector("input").select();
    this.rows.lastElementChild.querySelector("input").focus();
  }

  list() {
    this.rows.replaceChildren(...[...this.changed].map(([index, ends]) => this.row(index, ends)));
  }

  row(index, [low, high]) {
    const figure = this.graph.figures[index];
    const field = (value, words) => element("input", { type: "number", step: "any", value, "aria-label": `${figure.words}, ${words}`, oninput: () => this.typed(index, inputs) });
    const inputs = [field(low, "another value, or the lower end"), field(high === low ? "" : high, "the upper end of a range, if it is one")];
    const remove = element("button", { type: "button", "aria-label": `Leave ${figure.words} as it is`, onclick: () => { this.changed.delete(index); this.list(); this.refresh(); this.search.focus(); } }, "Leave as it is");
    const unit = figure.unit.replace("{}", "").trim();
    return element("div", { class: "cn-changed-row" },
      element("span", {}, link(this.places.figures[figure.table] + figure.id, figure.words), ` is ${span(figure.held ?? figure.printed, figure.unit)}`),
      element("span", { class: "cn-values" }, "what if ", inputs[0], " to ", inputs[1], ` ${unit}`), remove);
  }

  typed(index, [first, second]) {
    const low = first.valueAsNumber;
    const high = second.value === "" ? low : second.valueAsNumber;
    const ranges = [...this.changed].filter(([other, [a, b]]) => other !== index && a < b).length;
    const most = Math.max(...Object.keys(this.graph.steps).map(Number));
    if (!Number.isFinite(low) || !Number.isFinite(high)) return this.tell("Write a number in the first field, and a second one if it is a range.");
    if (low > high) return this.tell(`The range runs from ${low} down to ${high}; write the lower end first.`);
    if (low < high && ranges >= most) return this.tell(`At most ${most} ranges can be tried together; give this figure one value.`);
    this.tell("");
    this.changed.set(index, [low, high]);
    return this.refresh();
  }

  query() {
    return [...this.changed].map(([index, [low, high]]) => `${this.graph.figures[index].id}=${low === high ? low : `${low}..${high}`}`).join("&");
  }

  refresh(own = true) {
    const fragment = `#${this.section.id}?${this.query()}`;
    this.address.href = fragment;
    if (own) history.replaceState(null, "", fragment);
    const result = new Case(this.graph, this.changed).all();
    this.status.textContent = this.sentence(result);
    this.outcome.replaceChildren(...this.tables(result));
  }

  sentence({ numbers, verdicts, sentences }) {
    if (!this.changed.size) return "No figure is changed: find one above.";
    const unfit = verdicts.filter(({ why }) => why).length;
    const pages = new Set(sentences.map(({ section }) => section[0])).size;
    return `${count(numbers.length, "number")} would change, ${count(verdicts.length, "comparison")} would come out otherwise and ${unfit} of them would leave ${unfit === 1 ? "its" : "their"} verdict without support; ${count(sentences.length, "sentence")} on ${count(pages, "page")} ${sentences.length === 1 ? "says" : "say"} something of it.`;
  }

  tables({ numbers, verdicts, functions, drawn, perhaps, sentences }) {
    const { places } = this;
    const moved = ({ relative, why }) => why ?? (relative === Infinity ? "from nought" : `${shown(100 * relative, relative >= 0.1 ? ",.0f" : ".1f")}%`);
    const pictures = (ones) => ones.flatMap(({ kind, name }) => {
      const place = places.drawn[`${kind === "chart" ? "figure" : "explorer"}-${name}`];
      return place ? [[linkedHtml(place), kind]] : [];
    });
    const said = sentences.map(({ section: [page, anchor], text }) => [page, anchor, text]).filter(([page]) => places.pages[this.graph.pages[page]])
      .map(([page, anchor, text]) => [text, link(`${places.pages[this.graph.pages[page]][0]}${anchor ? `#${anchor}` : ""}`, places.pages[this.graph.pages[page]][1])]);
    return [
      ...table("Numbers that change", ["Number", "Before", "After", "Change"], numbers.map((change) => [link(places.computed + change.one.id, change.one.how), change.before, change.after, moved(change)])),
      ...table("Comparisons that come out otherwise", ["Check or claim", "Before", "After", "Verdict"], verdicts.map(({ one, before, after, why }) => [link(places[one.kind] + one.id, one.words), before, after, why || "the verdict still fits"])),
      ...table("Not recomputed here: numbers that need more than an expression", ["Number", "Now", "After"], functions.map(({ id, how, text }) => [link(places.computed + id, how), text, "not recomputed here"])),
      ...table("Drawn from it", ["Figure", "Kind"], pictures(drawn)),
      ...table("Drawn from the whole table that it stands in, so perhaps from it", ["Figure", "Kind"], pictures(perhaps)),
      ...table("Sentences that say one of them", ["Sentence", "Page"], said),
    ];
  }
}

// Titles of figures may hold marks of their own, which the build has written as HTML.
function linkedHtml([address, title]) {
  const made = link(address, "");
  made.append(...new DOMParser().parseFromString(title, "text/html").body.childNodes);
  return made;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const tool = new Tool(document.querySelector(".cn-what-if"));

// For tests and benchmarks: cases worked out without showing them, and the time that one takes.
window.counternarcoticsWhatIf = {
  parsed: (query) => parsed(query, tool.graph).amiss,
  worked: (query) => {
    const start = performance.now();
    const { numbers, verdicts, functions } = new Case(tool.graph, parsed(query, tool.graph).changed).all();
    return {
      time: performance.now() - start,
      numbers: numbers.map(({ one, before, after, ends = null, why = "" }) => [one.id, before, after, ends, why]),
      verdicts: verdicts.map(({ one, before, after, why }) => [one.id, before, after, why]),
      functions: functions.map(({ id }) => id),
    };
  },
  show: (query) => {
    const start = performance.now();
    tool.take(query);
    return performance.now() - start;
  },
};
