// An explorer: the reader moves assumptions, the chart, the sentence and the results follow.

import { bringToLife } from "./figure.js";
import { NO_FIGURE, shown, withUnit } from "./numbers.js";

export class Explorer {
  constructor(section) {
    this.section = section;
    this.chart = section.querySelector(".cn-chart");
    this.controls = new Map([...section.querySelectorAll(".cn-control [name]")].map((c) => [c.name, c]));
    this.sentence = section.querySelector(".cn-sentence");
    this.note = section.querySelector(".cn-note");
    this.presets = [...section.querySelectorAll(".cn-presets button")];
    this.data = section.querySelector(".cn-data");
    this.values = this.read();
    for (const control of this.controls.values()) control.addEventListener("input", () => this.changed());
    for (const preset of this.presets) {
      preset.addEventListener("click", () => this.set(JSON.parse(preset.dataset.settings)));
    }
    section.querySelector(".cn-reset").addEventListener("click", () => this.set(this.defaults()));
    section.querySelector(".cn-link").addEventListener("click", () => this.copyLink());
    section.querySelector(".cn-print")?.addEventListener("click", () => this.print());
    section.querySelector(".cn-download")?.addEventListener("click", () => this.download());
    this.data.addEventListener("toggle", () => this.showData());
    this.label();
  }

  read() {
    return Object.fromEntries([...this.controls].map(([name, control]) => [name, +control.value]));
  }

  defaults() {
    return Object.fromEntries([...this.controls].map(([name, control]) => [name, +control.dataset.default]));
  }

  // A control clamps what it is given to its bounds and steps, so a value read back is a legal one.
  set(values) {
    for (const [name, value] of Object.entries(values)) this.controls.get(name).value = value;
    this.changed();
  }

  changed() {
    this.values = this.read();
    this.label();
    this.note.hidden = true;
    this.refresh();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => history.replaceState(null, "", this.fragment()), 250);
  }

  label() {
    for (const control of this.controls.values()) {
      if (control.type !== "range") continue;
      const text = shown(+control.value, control.dataset.format, control.dataset.unit);
      control.setAttribute("aria-valuetext", text);
      control.nextElementSibling.textContent = text;
    }
    for (const preset of this.presets) {
      const settings = JSON.parse(preset.dataset.settings);
      const same = Object.entries(settings).every(([name, value]) => Math.abs(this.values[name] - value) < 1e-9);
      preset.setAttribute("aria-pressed", String(same));
    }
    const listed = this.section.querySelector(".cn-settings");
    if (listed) listed.textContent = this.settings().join("\n");
  }

  refresh() {
    this.pending ??= (async () => {
      const view = await bringToLife(this.chart).catch(() => null);
      await new Promise(requestAnimationFrame);
      this.pending = null;
      if (!view) return this.backToStart();
      for (const [name, value] of Object.entries(this.values)) view.signal(name, value);
      await view.runAsync();
      this.showResults(view);
      this.showData();
    })();
    return this.pending;
  }

  // Without the model the sentence and the results are those of the start, so the controls go back to it.
  backToStart() {
    for (const control of this.controls.values()) control.value = control.dataset.default;
    this.values = this.read();
    this.label();
  }

  showResults(view) {
    clearTimeout(this.speaking);
    // A screen reader speaks the sentence once the reader pauses, not at every step of a slider.
    this.speaking = setTimeout(() => { this.sentence.textContent = view.signal("sentence"); }, 120);
    for (const row of this.section.querySelectorAll("[data-result]")) {
      const { result, format, unit } = row.dataset;
      const low = view.signal(`result_${result}`);
      const high = "range" in row.dataset ? view.signal(`result_${result}_high`) : null;
      let text = shown(low, format, "");
      if (text !== NO_FIGURE) {
        const upper = high === null ? text : shown(high, format, "");
        if (upper !== text) text += ` to ${upper}`;  // a range that rounds to one number is one number
        text = withUnit(text, unit);
      }
      row.querySelector("td").textContent = text;
    }
    for (const paragraph of this.section.querySelectorAll("[data-brief]")) {
      paragraph.textContent = view.signal(`brief_${paragraph.dataset.brief}`);
    }
  }

  // -- the brief, where an explorer writes one ---------------------------------------------------

  settings() {
    return [...this.controls.values()].map((control) => {
      const name = control.closest(".cn-control").querySelector("label").textContent;
      const option = control.selectedOptions?.[0];
      return `- ${name}: ${option ? option.textContent : shown(+control.value, control.dataset.format, control.dataset.unit)}`;
    });
  }

  // The same text as Explorer.brief_markdown in Python.
  async markdown() {
    const view = await this.refresh().then(() => this.chart.view);
    const paragraphs = [...this.section.querySelectorAll("[data-brief]")];
    const parts = [`# ${this.section.querySelector(".cn-title").textContent}`, view.signal("sentence")];
    for (const paragraph of paragraphs) {
      parts.push(`## ${paragraph.previousElementSibling.textContent}\n\n${view.signal(`brief_${paragraph.dataset.brief}`)}`);
    }
    const source = this.section.querySelector("[data-source]").dataset.source;
    return [...parts, `## Assumptions\n\n${this.settings().join("\n")}`, `## Source\n\n${source}.`].join("\n\n") + "\n";
  }

  async download() {
    const address = new URL(this.fragment(), location.href).href;
    const text = `${await this.markdown()}\n## Link\n\n<${address}>\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
    link.download = `${this.section.dataset.name}.md`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);  // some browsers fetch the text only after the click
  }

  // The page leaves its printing state once the browser has printed: on a phone print() returns before that.
  async print() {
    await this.refresh();
    this.section.querySelector(".cn-address").textContent = new URL(this.fragment(), location.href).href;
    document.documentElement.classList.add("cn-printing");
    this.section.classList.add("cn-printed");
    addEventListener("afterprint", () => {
      document.documentElement.classList.remove("cn-printing");
      this.section.classList.remove("cn-printed");
    }, { once: true });
    window.print();
  }

  async showData() {
    if (!this.data.open || !this.chart.view) return;
    const view = await this.chart.view;
    const holder = this.data.querySelector("[data-columns]");
    const columns = JSON.parse(holder.dataset.columns);
    const body = document.createElement("tbody");
    for (const row of explorerRows(view, holder)) {
      const line = body.insertRow();
      for (const [column, format] of Object.entries(columns)) {
        const cell = line.cells.length ? line.insertCell() : line.appendChild(document.createElement("th"));
        if (cell.tagName === "TH") cell.scope = "row";
        cell.textContent = !format ? row[column] : format === "d" ? String(row[column]) : shown(row[column], format, "");
      }
    }
    holder.querySelector("tbody").replaceWith(body);
  }

  // -- the setting in the address ---------------------------------------------------------------

  fragment() {
    const changed = [...this.controls].filter(([, control]) => Math.abs(+control.value - +control.dataset.default) > 1e-9);
    const said = changed.map(([name, control]) => {
      const option = control.selectedOptions?.[0];
      return `${name}=${option ? option.dataset.slug : control.value}`;
    });
    return `#${this.section.id}${said.length ? `?${said.join("&")}` : ""}`;
  }

  // What a hand-written address asks beyond the bounds is refused, and the reader is told.
  follow(query) {
    const values = this.defaults();
    const refused = [];
    for (const [name, text] of new URLSearchParams(query)) {
      const control = this.controls.get(name);
      if (!control) {
        refused.push(`there is no assumption “${name}”`);
      } else if (control.tagName === "SELECT") {
        const option = [...control.options].find((o) => o.dataset.slug === text);
        if (option) values[name] = +option.value;
        else refused.push(`${name} has no option “${text}”`);
      } else {
        const value = text.trim() === "" ? NaN : Number(text);
        if (value >= +control.min && value <= +control.max) values[name] = value;
        else {
          refused.push(`${name} is “${text}”, it must lie from ${control.min} to ${control.max}`);
        }
      }
    }
    for (const [name, value] of Object.entries(values)) this.controls.get(name).value = value;
    this.values = this.read();
    this.label();
    this.note.hidden = refused.length === 0;
    this.note.textContent = refused.length ? `Not taken from the address: ${refused.join("; ")}. Those stay at their start.` : "";
    for (const group of this.section.querySelectorAll(".cn-group")) {
      if ([...group.querySelectorAll("[name]")].some((c) => +c.value !== +c.dataset.default)) group.open = true;
    }
    this.section.scrollIntoView();
    return this.refresh();
  }

  async copyLink() {
    const address = new URL(this.fragment(), location.href).href;
    history.replaceState(null, "", address);
    const told = this.section.querySelector(".cn-copied");
    try {
      await navigator.clipboard.writeText(address);
      told.textContent = "Link copied: it opens this setting.";
    } catch {
      told.textContent = "Copy the address of this page: it opens this setting.";
    }
  }
}

// The rows that the data table lists: the longest data set with every column of it, and with the column that says
// which rows are shown, which the rows before the model lack.
export function explorerRows(view, holder) {
  const filter = holder.dataset.filter;
  const columns = [...Object.keys(JSON.parse(holder.dataset.columns)), ...(filter ? [filter] : [])];
  const names = Object.keys(view.getState({ data: () => true, signals: () => false }).data);
  const complete = names.map((name) => view.data(name) ?? []).filter((rows) => columns.every((c) => c in (rows[0] ?? {})));
  const rows = complete.reduce((a, b) => (b.length > a.length ? b : a), []);
  return filter ? rows.filter((row) => row[filter] > 0) : rows;
}
