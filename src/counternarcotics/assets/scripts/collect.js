// The links of a class as one table, its forecasts scored, and the calibration of the class: as
// counternarcotics.classroom.collecting does it.  Nothing leaves the page.

import { loadRuntime } from "./figure.js";
import { handIns, home, LinkError, settings } from "./links.js";
import { shown } from "./numbers.js";
import { BINS, button, curve, grid, make, mean, percent, times } from "./pieces.js";
import { offer } from "./saving.js";

const FORECAST = "forecast";
const OWN = ["own_low", "own_high", "happened"];
const BENCHMARKS = { no_change: "No change", trend: "Last trend", one: "Scenario One", two: "Scenario Two" };
const HEAD = ["name", "explorer", "settings", "sentence", "brief", "place", "year", "low", "high", "chance", "counted", "held", "score",
  ...Object.values(BENCHMARKS).map((label) => label.toLowerCase()), "remarks", "link"];
const SAME = 1e-9;
const NOTHING = "holds no line with a link; a line is a name and a link, with a comma between them.";
const NOT_UTF8 = "is not written in UTF-8; save it as “CSV UTF-8” and run this again.";

// -- the models -------------------------------------------------------------------------------------------------------

// A model of the page's explorers without a chart: settings in, words and numbers out.
class Model {
  constructor(vega, described) {
    this.view = new vega.View(vega.parse({ signals: described.signals }, vega.config, { ast: true }), { expr: vega.expressionInterpreter, renderer: "none" });
    this.described = described;
  }

  run(values) {
    for (const { name } of this.described.assumptions) this.view.signal(name, values[name]);
    this.view.run();
    return (name) => this.view.signal(name);
  }
}

const show = (a, value) => (a.slugs ? a.options[value] : shown(value, a.format, a.unit));
const differs = (one, other) => Math.abs(one - other) > SAME;
const known = (value) => (Number.isFinite(value) ? value : null);

function rowOf(handIn, { page, query, model, values, remarks }, run) {
  const read = run(model, values);
  const brief = [];
  for (const [position, heading] of model.brief.entries()) {
    brief.push([heading, read(`brief_${position}`)]);
    for (const note of model.notes) if (note.after === position && values[note.name]) brief.push([note.label, values[note.name]]);
  }
  const changed = model.assumptions.filter((a) => differs(values[a.name], a.default)).map((a) => `${a.label}: ${show(a, values[a.name])}`);
  return { handIn, page, query, explorer: model.name, title: model.title, changed, sentence: read("sentence"), brief, remarks, forecast: forecast(model, values, run) };
}

function forecast(model, values, run) {
  const assumption = (name) => model.assumptions.find((a) => a.name === name);
  if (model.name !== FORECAST || !OWN.some((name) => differs(values[name], assumption(name).default))) return null;
  const read = run(model, { ...values, happened: 1, quantity: 0 });
  const [low, high] = [read("result_own"), read("result_own_high")].sort((a, b) => a - b);
  const counted = known(read("result_counted"));
  return {
    place: show(assumption("place"), values.place), year: values.target, low, high, chance: 1 - values.miss, counted,
    held: counted === null ? null : low <= counted && counted <= high, score: known(read("result_score_own")),
    benchmarks: Object.fromEntries(Object.keys(BENCHMARKS).map((key) => [key, known(read(`result_score_${key}`))])),
  };
}

const written = (value, format = ".0f") => (value === null ? "" : shown(value, format, "").replace("\u2212", "-"));

function cells({ handIn, title, changed, sentence, brief, forecast: one, remarks }) {
  const scores = one ? [one.place, written(one.year), written(one.low), written(one.high), written(one.chance, ".0%"), written(one.counted),
    one.held === null ? "" : one.held ? "yes" : "no", written(one.score), ...Object.keys(BENCHMARKS).map((key) => written(one.benchmarks[key]))] : Array(12).fill("");
  return [handIn.name, title, changed.join("; ") || "as at the start", sentence, brief.map(([heading, words]) => `${heading}: ${words}`).join("\n"), ...scores, remarks.join("; "), handIn.link];
}

const scoredOf = ({ rows }) => rows.map((row) => row.forecast).filter((one) => one && one.counted !== null);

function collect(text, sites, models, run) {
  const came = handIns(text);
  const accepted = home(came.map(({ link }) => link), sites);
  const collected = { rows: [], skipped: [] };
  const lines = new Map();
  for (const handIn of came) {
    const { line, name, link, wrong } = handIn;
    try {
      if (wrong) throw new LinkError(wrong);
      const setHere = settings(link, accepted, models);
      const key = JSON.stringify([name, link]);
      const before = lines.get(key) ?? line;
      lines.set(key, before);
      for (const setting of setHere) {
        if (name && before !== line) setting.remarks.push(`line ${before} holds the same name and link`);
        collected.rows.push(rowOf(handIn, setting, run));
      }
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      collected.skipped.push({ handIn, why: error.message });
    }
  }
  return collected;
}

const isEmpty = ({ rows, skipped }) => !rows.length && !skipped.some(({ handIn }) => handIn.link || handIn.wrong);

// -- the class --------------------------------------------------------------------------------------------------------

function calibration(scored) {
  const sure = (one) => Number((100 * one.chance).toFixed(9));
  return BINS.map(([from, to]) => ({ from, to, members: scored.filter((one) => from <= sure(one) && (sure(one) < to || to === 100)) })).filter(({ members }) => members.length)
    .map(({ from, to, members }) => ({ from, to, number: members.length, said: mean(members.map((one) => one.chance)), right: mean(members.map((one) => +one.held)) }));
}

function summary(collected) {
  const { rows, skipped } = collected;
  const scored = scoredOf(collected);
  const said = `${times(rows.length, "setting")} read, ${times(skipped.length, "link")} skipped, ${times(rows.filter((row) => row.forecast).length, "forecast")}, ${scored.length} of them scored.`;
  if (!scored.length) return said;
  return `${said} The class gave its ranges a chance of ${percent(mean(scored.map((one) => one.chance)))} on average, and ${percent(mean(scored.map((one) => +one.held)))} of them held.`;
}

function scores(scored) {
  const columns = [["The class", scored.map((one) => one.score)], ...Object.entries(BENCHMARKS).map(([key, label]) => [label, scored.map((one) => one.benchmarks[key])])];
  return columns.map(([label, values]) => [label, values.filter((value) => value !== null)]).filter(([, values]) => values.length).map(([label, values]) => [label, String(values.length), written(mean(values))]);
}

// -- a table that no spreadsheet runs -----------------------------------------------------------------------------------

function safe(value) {
  const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(value) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value);
  return formula ? `'${value}` : value;
}

function csv(head, rows) {
  const cell = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return `\ufeff${[head, ...rows.map((row) => row.map(safe))].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

const settingsCsv = ({ rows }) => csv(HEAD, rows.map(cells));

// -- the page ---------------------------------------------------------------------------------------------------------

class Collector {
  constructor(section) {
    this.root = new URL(section.dataset.root, location.href);
    const held = JSON.parse(section.querySelector("script").textContent);
    this.models = new Map(held.map((described) => [described.name, described]));
    this.views = new Map();
    this.build(section.querySelector(".cn-collecting"));
  }

  async collect(text, sites = []) {
    const vega = await loadRuntime();
    const run = (described, values) => {
      if (!this.views.has(described.name)) this.views.set(described.name, new Model(vega, described));
      return this.views.get(described.name).run(values);
    };
    return collect(text, sites, this.models, run);
  }

  build(place) {
    this.field = make("textarea", { id: "collect-links", rows: 6, spellcheck: false, autocomplete: "off", attributes: { "aria-describedby": "collect-help" } });
    this.site = make("input", { id: "collect-site", type: "text", inputMode: "url", autocomplete: "off", spellcheck: false, attributes: { "aria-describedby": "collect-site-help" } });
    const file = make("input", { id: "collect-file", type: "file", accept: ".csv,.tsv,.txt,text/csv,text/plain" });
    file.addEventListener("change", () => this.load(file));
    this.status = make("p", { className: "cn-told", attributes: { role: "status" } });
    this.result = make("div", { className: "cn-collected" });
    const label = (field, text) => make("label", { htmlFor: field.id, textContent: text });
    const help = (id, text) => make("p", { id, className: "cn-hint", textContent: text });
    const go = button("Collect", () => this.show());
    go.className = "cn-send";
    place.append(
      label(this.field, "Names and links"), help("collect-help", "One hand-in a line: a name, a comma and a link, or the rows of a table as you copy them."), this.field,
      label(file, "Or a table as a CSV file"), file,
      label(this.site, "Address of the book, where the class uses one"), help("collect-site-help", "Left empty, the site that most links share is taken for the book; links to other sites are skipped."), this.site,
      go, this.status, this.result,
    );
  }

  async load(file) {
    if (!file.files.length) return;
    const [chosen] = file.files;
    this.result.replaceChildren();
    try {
      this.field.value = new TextDecoder("utf-8", { fatal: true }).decode(await chosen.arrayBuffer());
    } catch {
      this.status.textContent = `${chosen.name}: ${NOT_UTF8}`;
      return;
    }
    await this.show(`${chosen.name}: ${NOTHING}`);
  }

  async show(nothing = `What stands here ${NOTHING}`) {
    const sites = this.site.value.split(/[\s,]+/).filter(Boolean);
    this.status.textContent = "Reading…";
    try {
      this.collected = await this.collect(this.field.value, sites);
    } catch (error) {
      this.status.textContent = `The links could not be read: ${error.message}.`;
      return;
    }
    const empty = isEmpty(this.collected);
    this.status.textContent = empty ? nothing : summary(this.collected);
    this.result.replaceChildren(...(empty ? [] : this.parts()));
  }

  parts() {
    const { rows, skipped } = this.collected;
    const parts = [];
    if (skipped.length) {
      const said = ({ handIn, why }) => `line ${handIn.line} (${handIn.name || "no name"}): ${why}.`;
      parts.push(make("h3", { textContent: "Skipped" }), make("ul", { className: "cn-skipped" }, ...skipped.map((one) => make("li", { textContent: said(one) }))));
    }
    if (!rows.length) return parts;
    const scored = scoredOf(this.collected);
    if (scored.length) parts.push(...this.chart(scored));
    const own = rows.filter((row) => row.forecast);
    if (own.length) {
      parts.push(scrolling(grid("Every forecast", ["Name", "Place", "Year", "Low", "High", "Chance", "Counted", "Held", "Score", ...Object.values(BENCHMARKS)],
        own.map((row) => [row.handIn.name, ...cells(row).slice(5, 17)]))));
    }
    parts.push(make("h3", { textContent: "Settings" }), scrolling(this.table(rows)));
    const save = (text, name, made) => button(text, () => offer(name, new Blob([made()], { type: "text/csv" })));
    parts.push(make("div", { className: "cn-actions" }, save("Save the settings as CSV", "settings.csv", () => settingsCsv(this.collected)),
      save("Save what was skipped", "skipped.csv", () => csv(["line", "name", "why", "link"], skipped.map(({ handIn, why }) => [String(handIn.line), handIn.name, why, handIn.link])))));
    return parts;
  }

  chart(scored) {
    const bins = calibration(scored);
    const words = { across: "How sure the class was", along: "How often its ranges held" };
    return [
      make("h3", { textContent: "Forecasts" }),
      grid("Mean interval score; less is better", ["Forecast", "Scored", "Score"], scores(scored)),
      make("div", { className: "cn-record-of" }, curve(bins, summary(this.collected), words)),
      grid("The curve as a table", ["Stated chance", "Forecasts", "On average", "Held"], bins.map((bin) => [`${bin.from}–${bin.to === 100 ? 100 : bin.to - 1}%`, String(bin.number), percent(bin.said), percent(bin.right)])),
    ];
  }

  // A name and the explorer's own address in this copy of the book: what came in is never made a link.
  table(rows) {
    const table = grid("Every explorer of every link", ["Name", "Explorer", "Settings", "Sentence", "Remarks"],
      rows.map((row) => [row.handIn.name, "", row.changed.join("; ") || "as at the start", row.sentence, row.remarks.join("; ")]));
    for (const [at, row] of rows.entries()) {
      const line = table.tBodies[0].rows[at];
      const address = new URL(`${row.page.toLowerCase()}.html`, this.root);
      address.hash = `explorer-${row.explorer}?${row.query}`;
      line.cells[1].append(make("a", { href: address.href, textContent: row.title }));
      if (row.brief.length) {
        const inside = row.brief.map(([heading, text]) => make("p", {}, make("strong", { textContent: `${heading}. ` }), text));
        line.cells[3].append(make("details", { className: "cn-fold" }, make("summary", { textContent: "The brief" }), ...inside));
      }
    }
    return table;
  }
}

const scrolling = (table) => make("div", { className: "cn-scrolling", tabIndex: 0, attributes: { role: "region", "aria-label": table.caption.textContent } }, table);

function begin() {
  for (const section of document.querySelectorAll(".cn-collector")) {
    const collector = new Collector(section);
    // For tests: the rows that the page makes of a text, and its class.
    window.counternarcoticsCollector = {
      collect: async (text, sites) => {
        const collected = await collector.collect(text, sites);
        const scored = scoredOf(collected);
        return { cells: collected.rows.map(cells), skipped: collected.skipped.map(({ handIn, why }) => [handIn.line, handIn.name, why]), summary: summary(collected), scores: scores(scored), bins: calibration(scored), csv: settingsCsv(collected), values: collected.rows.map((row) => row.forecast) };
      },
    };
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
