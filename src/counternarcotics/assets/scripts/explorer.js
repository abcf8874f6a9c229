// An explorer: the reader moves assumptions; the chart, the sentence and the results follow.

import { dress, nameOf, text } from "./controls.js";
import { bringToLife } from "./figure.js";
import { NO_FIGURE, fewOf, inQuotes, read, shown, withUnit } from "./numbers.js";
import { asMarkdown, fault, mirror, words } from "./notes.js";
import { offer, save } from "./saving.js";
import { Voice } from "./voice.js";

const SAME = 1e-9;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

// `host` is the page, or a notebook: moved() hears of every new setting, link() gives its address where there is one.
export class Explorer {
  constructor(section, { moved = () => {}, link = null } = {}) {
    this.section = section;
    this.moved = moved;
    this.link = link;
    this.chart = section.querySelector(".cn-chart");
    this.controls = new Map([...section.querySelectorAll(".cn-control [name]")].map((c) => [c.name, c]));
    this.notes = new Map([...section.querySelectorAll(".cn-own textarea")].map((field) => [field.name, field]));
    this.values = this.read();
    this.settled = this.values;
    this.past = [];
    this.future = [];
  }

  // What a reader's hand meets: most readers of a page open, and most explorers of an address leave, all others alone.
  wake() {
    if (this.awake) return;
    this.awake = true;
    const { section } = this;
    this.sentence = section.querySelector(".cn-sentence");
    this.voice = new Voice(section);
    this.room = section.querySelector(".cn-said");
    this.note = section.querySelector(".cn-note");
    this.presets = [...section.querySelectorAll(".cn-presets button")];
    this.data = section.querySelector(".cn-data");
    this.more = section.querySelector(".cn-more");
    for (const control of this.controls.values()) {
      dress(control, (words) => this.say(words));
      control.addEventListener("input", () => this.changed(control));
      control.addEventListener("change", () => this.rest(control));
    }
    for (const field of this.notes.values()) {
      field.addEventListener("input", () => this.written());
      field.addEventListener("change", () => this.rest(field));
    }
    for (const preset of this.presets) preset.addEventListener("click", () => this.set(this.afterPreset(preset)));
    this.on("reset", () => this.set(this.defaults()));
    this.on("undo", () => this.travel(this.past, this.future));
    this.on("redo", () => this.travel(this.future, this.past));
    this.on("play", () => this.play());
    this.on("pin", () => this.pin());
    this.on("link", () => this.copyLink());
    this.on("print", () => this.print());
    this.on("download", () => this.download());
    for (const kind of ["png", "svg", "csv"]) this.on(kind, () => this.save(kind));
    if (!this.link) this.button("link").hidden = true;
    this.data.addEventListener("toggle", () => this.showData());
    // Time stands still where a hand takes over, and where nobody looks.
    for (const kind of ["input", "click"]) {
      section.addEventListener(kind, ({ target }) => target.closest("input, select, button:not(.cn-play, .cn-ask)") && this.stop(), { capture: true });
    }
    document.addEventListener("visibilitychange", () => document.hidden && this.stop());
    this.label();
  }

  button(name) {
    return this.section.querySelector(`button.cn-${name}`);
  }

  on(name, act) {
    this.button(name)?.addEventListener("click", act);
  }

  // -- settings -----------------------------------------------------------------------------------

  read() {
    const numbers = [...this.controls].map(([name, control]) => [name, +control.value]);
    return Object.fromEntries([...numbers, ...[...this.notes].map(([name, field]) => [name, words(field)])]);
  }

  defaults() {
    const numbers = [...this.controls].map(([name, control]) => [name, +control.dataset.default]);
    return Object.fromEntries([...numbers, ...[...this.notes.keys()].map((name) => [name, ""])]);
  }

  // As Explorer.pressed in Python: what a preset does not name starts anew, but for a place, a horizon or the reader's words.
  afterPreset(preset) {
    const kept = Object.entries(this.values).filter(([name]) => this.notes.has(name) || "kept" in this.controls.get(name).dataset);
    return { ...this.defaults(), ...Object.fromEntries(kept), ...JSON.parse(preset.dataset.settings) };
  }

  // A control clamps what it is given to its bounds and steps, so a value read back is a legal one.
  put(values) {
    this.wake();
    for (const [name, value] of Object.entries(values)) {
      const field = this.notes.get(name);
      // A caret jumps where a field is given what it holds.
      if (!field) this.controls.get(name).value = value;
      else if (words(field) !== value) field.value = value;
    }
    this.values = this.read();
    this.openTouched();
    this.label();
  }

  set(values, name = "") {
    this.put(values);
    this.changed();
    this.remember(name);
  }

  // The setting that another part of the host has chosen: a kernel, the address.
  take(values) {
    if (same(this.values, { ...this.values, ...values })) return undefined;
    this.stop();
    this.put(values);
    this.remember();
    return this.refresh();
  }

  changed(control = null) {
    this.values = this.read();
    this.touched = control;
    this.label();
    this.say("");
    this.refresh();
    this.tell(120);
  }

  // Words change neither chart nor sentence.
  written() {
    this.values = this.read();
    this.label();
    this.tell(400);
  }

  // A control is let go of, a field is left: who waits for the setting hears of it now.
  rest(field) {
    this.remember(field.name);
    if (this.waiting) this.tell(0);
  }

  tell(milliseconds) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.waiting = 0;
      this.moved(this);
    }, milliseconds);
  }

  // What lies behind "All assumptions" shows itself when it is no longer at its start.
  openTouched() {
    if (!this.more) return;
    const touched = [...this.more.querySelectorAll("[name]")].some((c) => Math.abs(+c.value - +c.dataset.default) > SAME);
    if (touched) this.more.open = true;
  }

  // One step of undo a setting; many small moves of one control in a row are one, and so is all that was played.
  remember(name = "") {
    if (same(this.values, this.settled)) return;
    const now = performance.now();
    if (!name || name !== this.lastMoved || (!this.playing && now - this.lastTime > 1500)) this.past.push(this.settled);
    [this.lastMoved, this.lastTime, this.settled] = [name, now, this.values];
    this.future.length = 0;
    this.label();
  }

  travel(from, to) {
    const values = from.pop();
    if (!values) return;
    to.push(this.values);
    this.settled = values;
    this.lastMoved = "";
    this.put(values);
    this.changed();
  }

  say(words) {
    this.note.hidden = !words;
    this.note.textContent = words;
  }

  label() {
    for (const control of this.controls.values()) {
      if (control.type !== "range") {
        control.previousElementSibling.textContent = text(control);
        continue;
      }
      control.setAttribute("aria-valuetext", text(control));
      if (document.activeElement !== control.field) control.field.value = text(control);
    }
    for (const preset of this.presets) preset.setAttribute("aria-pressed", String(same(this.values, this.afterPreset(preset))));
    this.button("undo").disabled = !this.past.length;
    this.button("redo").disabled = !this.future.length;
    this.notes.forEach(mirror);
    const listed = this.section.querySelector(".cn-settings");
    if (listed) listed.textContent = this.settings().join("\n");
    this.comparePinned();
  }

  // -- the picture, the sentence, the results ---------------------------------------------------------

  refresh() {
    this.pending ??= (async () => {
      const coming = bringToLife(this.chart).catch(() => null);
      this.wake();
      const view = await coming;
      await this.frame;  // a move is drawn at once, a second one within the same frame with the next
      this.frame = new Promise(requestAnimationFrame);
      this.pending = null;
      if (!view) return this.backToStart();
      for (const name of this.controls.keys()) view.signal(name, this.values[name]);
      await view.runAsync();
      this.showResults(view);
      this.showData();
      return view;
    })();
    return this.pending;
  }

  // Without the model the sentence and the results are those of the start, so the controls go back to it.
  backToStart() {
    for (const control of this.controls.values()) control.value = control.dataset.default;
    this.values = this.read();
    this.label();
    return null;
  }

  showResults(view) {
    const said = view.signal("sentence");
    // The page keeps room for the longest sentence, so that nothing moves under the reader's hand.
    if (said.length > this.room.dataset.longest.length) this.room.dataset.longest = said;
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      this.sentence.textContent = said;
      if (!this.playing) this.voice.say(said, this.touched);
      this.tellWithoutEffect();
    }, 120);
    for (const row of this.section.querySelectorAll("[data-result]")) {
      const { result, format, unit } = row.dataset;
      const low = view.signal(`result_${result}`);
      const high = "range" in row.dataset ? view.signal(`result_${result}_high`) : null;
      let figure = shown(low, format, "");
      if (figure !== NO_FIGURE) {
        const upper = high === null ? figure : shown(high, format, "");
        if (upper !== figure) figure += ` to ${upper}`;  // a range that rounds to one number is one number
        figure = withUnit(figure, unit);
      }
      row.querySelector("td").textContent = figure;
      const was = row.querySelector(".cn-was")?.dataset.was ?? NO_FIGURE;
      row.hidden = figure === NO_FIGURE && was === NO_FIGURE;
    }
    for (const paragraph of this.section.querySelectorAll("[data-brief]")) {
      paragraph.textContent = view.signal(`brief_${paragraph.dataset.brief}`);
    }
    for (const [name, control] of this.controls) {
      if (!control.dataset.idle) continue;
      const idle = !view.signal(`matters_${name}`);
      control.closest(".cn-control").classList.toggle("cn-idle", idle);
      const described = control.getAttribute("aria-describedby").split(" ").filter((id) => id !== `${control.id}-idle`);
      control.setAttribute("aria-describedby", [...described, ...(idle ? [`${control.id}-idle`] : [])].join(" "));
    }
  }

  // A control that moved and changed nothing within sight: the reader is told, rather than left to look for it.
  tellWithoutEffect() {
    const parts = this.section.querySelectorAll(".cn-view svg, .cn-sentence, [data-result] td:not(.cn-was), [data-brief]");
    const seen = [...parts].map((part) => (part.tagName === "svg" ? part.innerHTML : part.textContent)).join("|");
    const moved = this.touched && this.seen && Math.abs(this.seen.values[this.touched.name] - this.values[this.touched.name]) > SAME;
    if (moved && this.seen.seen === seen && this.note.hidden) {
      this.say(`“${nameOf(this.touched)}” changes nothing at this setting${this.touched.dataset.idle ? `; ${this.touched.dataset.idle}` : "."}`);
    }
    this.seen = { seen, values: this.values };
  }

  async showData() {
    if (!this.data.open || !this.chart.view) return;
    const view = await this.chart.view;
    const holder = this.data.querySelector("[data-columns]");
    const body = document.createElement("tbody");
    for (const row of this.rows(view)) {
      const line = body.insertRow();
      for (const [column, format] of Object.entries(JSON.parse(holder.dataset.columns))) {
        const cell = line.cells.length ? line.insertCell() : line.appendChild(document.createElement("th"));
        if (cell.tagName === "TH") cell.scope = "row";
        cell.textContent = !format ? row[column] : format === "d" ? String(row[column]) : shown(row[column], format, "");
      }
    }
    holder.querySelector("tbody").replaceWith(body);
  }

  // The rows that the data table lists: the longest data set with every column of it, and with the column that says
  // which rows are shown, which the rows before the model lack.
  rows(view) {
    const holder = this.section.querySelector("[data-columns]");
    const filter = holder.dataset.filter;
    const columns = [...Object.keys(JSON.parse(holder.dataset.columns)), ...(filter ? [filter] : [])];
    const names = Object.keys(view.getState({ data: () => true, signals: () => false }).data);
    const complete = names.map((name) => view.data(name) ?? []).filter((rows) => columns.every((c) => c in (rows[0] ?? {})));
    const rows = complete.reduce((a, b) => (b.length > a.length ? b : a), []);
    return filter ? rows.filter((row) => row[filter] > 0) : rows;
  }

  // -- time, where an assumption is time -----------------------------------------------------------------

  play() {
    if (this.playing) return this.pause();
    const control = this.controls.get(this.section.querySelector("[data-plays]").dataset.plays);
    const step = () => {
      const next = +control.value + +control.step;
      this.set({ [control.name]: next > +control.max + SAME ? +control.min : next }, control.name);
      if (+control.value + +control.step > +control.max + SAME) this.pause();
    };
    if (+control.value + +control.step > +control.max + SAME) this.set({ [control.name]: +control.min });
    else step();
    if (calm.matches) return undefined;  // one step a press
    this.button("play").textContent = "Pause";
    this.playing = setInterval(step, 700);
    return undefined;
  }

  pause() {
    clearInterval(this.playing);
    this.playing = null;
    this.voice.say(this.sentence.textContent);
    this.button("play").textContent = "Play";
  }

  stop() {
    if (this.playing) this.pause();
  }

  // -- a setting kept beside the present one ---------------------------------------------------------------

  async pin() {
    if (this.pinned) return this.unpin();
    const view = await this.refresh();
    if (!view) return undefined;
    const results = [...this.section.querySelectorAll("[data-result] td")].map((cell) => cell.textContent);
    this.pinned = { values: this.values, results };
    const box = document.createElement("div");
    box.className = "cn-pinned";
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "Pinned setting");
    const line = (css, words) => Object.assign(document.createElement("p"), { className: css, textContent: words });
    const picture = document.createElement("div");
    // Two pictures stand in one page: their internal names must not meet.
    picture.innerHTML = this.chart.querySelector(".cn-view svg").outerHTML.replace(/(id="|url\(#)(clip|gradient)/g, "$1pinned-$2");
    const back = Object.assign(document.createElement("button"), { type: "button", textContent: "Go back to the pinned setting" });
    back.addEventListener("click", () => this.set(this.pinned.values));
    const actions = document.createElement("div");
    actions.className = "cn-actions";
    actions.append(back);
    box.append(line("cn-kicker", "Pinned"), line("cn-pinned-sentence", view.signal("sentence")), picture, line("cn-differs", ""), actions);
    this.section.querySelector(".cn-body").after(box);
    for (const [position, row] of [...this.section.querySelectorAll("[data-result]")].entries()) {
      const cell = row.insertCell();
      cell.className = "cn-was";
      cell.dataset.was = results[position];
      cell.textContent = `pinned: ${results[position]}`;
    }
    this.button("pin").textContent = "Unpin";
    this.comparePinned();
    return undefined;
  }

  unpin() {
    this.pinned = null;
    for (const gone of this.section.querySelectorAll(".cn-pinned, .cn-was")) gone.remove();
    this.refresh();
    this.button("pin").textContent = "Pin to compare";
  }

  comparePinned() {
    const line = this.section.querySelector(".cn-differs");
    if (!line || !this.pinned) return;
    const look = (control, value) => (control.type === "range" ? shown(value, control.dataset.format, control.dataset.unit) : control.options[value].textContent);
    const differs = [...this.controls.values()].filter((c) => Math.abs(this.values[c.name] - this.pinned.values[c.name]) > SAME);
    const said = differs.map((c) => `${nameOf(c)} ${look(c, this.pinned.values[c.name])}, now ${look(c, this.values[c.name])}`);
    line.textContent = said.length ? `What differs: ${said.join("; ")}.` : "The pinned and the present setting are the same: move a control.";
  }

  // -- to take along -----------------------------------------------------------------------------------------

  about() {
    return {
      title: this.section.querySelector(".cn-title").textContent,
      sentence: this.sentence.textContent,
      source: `Source: ${this.section.querySelector("[data-source]").dataset.source}.`,
      link: this.link?.(this) ?? "",
    };
  }

  async save(kind) {
    const view = await this.refresh();
    if (!view) return;
    clearTimeout(this.speaking);
    this.sentence.textContent = view.signal("sentence");
    const columns = Object.keys(JSON.parse(this.section.querySelector("[data-columns]").dataset.columns));
    const heads = [...this.data.querySelectorAll("thead th")].map((head) => head.textContent);
    const rows = () => [heads, ...this.rows(view).map((row) => columns.map((column) => row[column]))];
    await save(kind, this.section.dataset.name, () => view, this.about(), rows).catch((error) => this.say(`Nothing was saved: ${error.message}.`));
  }

  settings() {
    return [...this.controls.values()].map((control) => `- ${nameOf(control)}: ${text(control)}`);
  }

  // The same text as Explorer.brief_markdown in Python.
  async markdown() {
    const view = await this.refresh();
    const paragraphs = [...this.section.querySelectorAll("[data-brief]")];
    const parts = [`# ${this.section.querySelector(".cn-title").textContent}`, view.signal("sentence")];
    for (const paragraph of paragraphs) {
      parts.push(`## ${paragraph.previousElementSibling.textContent}\n\n${view.signal(`brief_${paragraph.dataset.brief}`)}`);
      for (let own = paragraph.parentElement.nextElementSibling; own?.matches(".cn-own"); own = own.nextElementSibling) {
        const said = words(own.querySelector("textarea"));
        if (said) parts.push(`## ${own.querySelector("label").textContent}\n\n${asMarkdown(said)}`);
      }
    }
    const source = this.section.querySelector("[data-source]").dataset.source;
    return [...parts, `## Assumptions\n\n${this.settings().join("\n")}`, `## Source\n\n${source}.`].join("\n\n") + "\n";
  }

  async download() {
    const address = this.link?.(this);
    const words = (await this.markdown()) + (address ? `\n## Link\n\n<${address}>\n` : "");
    offer(`${this.section.dataset.name}.md`, new Blob([words], { type: "text/markdown" }));
  }

  // The page leaves its printing state once the browser has printed: on a phone print() returns before that.
  async print() {
    await this.refresh();
    this.section.querySelector(".cn-address").textContent = this.link?.(this) ?? "";
    document.documentElement.classList.add("cn-printing");
    this.section.classList.add("cn-printed");
    addEventListener("afterprint", () => {
      document.documentElement.classList.remove("cn-printing");
      this.section.classList.remove("cn-printed");
    }, { once: true });
    window.print();
  }

  async copyLink() {
    this.moved(this);
    const told = this.section.querySelector(".cn-copied");
    try {
      await navigator.clipboard.writeText(this.link(this));
      told.textContent = "Link copied: it opens this setting.";
    } catch {
      told.textContent = "Copy the address of this page: it opens this setting.";
    }
  }

  // -- the setting in an address --------------------------------------------------------------------------------

  atStart() {
    return same(this.values, this.defaults());
  }

  fragment() {
    const changed = [...this.controls].filter(([, control]) => Math.abs(+control.value - +control.dataset.default) > SAME);
    const said = changed.map(([name, control]) => `${name}=${control.selectedOptions?.[0].dataset.slug ?? control.value}`);
    for (const [name, field] of this.notes) if (words(field)) said.push(`${name}=${encodeURIComponent(words(field))}`);
    return `${this.section.id}${said.length ? `?${said.join("&")}` : ""}`;
  }

  // What a hand-written address asks beyond the bounds is refused, what lies between two steps is rounded, and the
  // reader is told of both.
  follow(query) {
    this.stop();
    const values = this.defaults();
    const refused = [];
    const rounded = [];
    for (const [name, asked] of new URLSearchParams(query)) {
      const control = this.controls.get(name);
      const note = this.notes.get(name);
      if (note) {
        const wrong = fault(asked, note.maxLength);
        if (wrong) refused.push(`${name} ${wrong}`);
        else values[name] = asked;
      } else if (!control) {
        refused.push(`there is no assumption ${inQuotes(name)}`);
      } else if (control.tagName === "SELECT") {
        const option = [...control.options].find((o) => o.dataset.slug === asked.trim().toLowerCase().replace(/\s+/g, "-"));
        if (option) values[name] = +option.value;
        else refused.push(`${name} has no option ${inQuotes(asked)}`);
      } else {
        const value = read(asked, +control.min, +control.max);
        if (value >= +control.min && value <= +control.max) {
          values[name] = value;
          rounded.push(name);
        } else {
          refused.push(`${name} is ${asked.trim() ? inQuotes(asked) : "empty"}, it must lie from ${control.min} to ${control.max}`);
        }
      }
    }
    this.put(values);
    this.remember();
    const taken = rounded.filter((name) => Math.abs(this.values[name] - values[name]) > SAME);
    const said = refused.length ? [`Not taken from the address: ${fewOf(refused).join("; ")}. Those stay at their start.`] : [];
    for (const name of taken) said.push(`${name} is taken as ${this.values[name]}: it moves in steps of ${this.controls.get(name).step}.`);
    this.say(said.join(" "));
    return this.refresh();
  }
}

function same(one, other) {
  return Object.keys(one).every((name) => one[name] === other[name] || Math.abs(one[name] - other[name]) < SAME);
}
