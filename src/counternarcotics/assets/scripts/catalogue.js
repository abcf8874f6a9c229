// The catalogue: its rows by words, topic, place, source, page and years; the selection as a file.

import { load, pageOf } from "./cards.js";
import { placeSought } from "./place.js";
import { offer } from "./saving.js";

// Where rows stand that an older address still seeks on the first of these pages.
const MOVED = {
  "figures#figure-": "later-figures.html",
  "figures#computed-": "computed.html",
  "records#record-": "lists.html",
  "checking-the-sources#record-": "../reference/checks.html",
};

export function followMoved() {
  const [, kind] = /^#((?:figure|computed|record)-)/.exec(location.hash) ?? [];
  const to = kind && MOVED[`${pageOf(location.href).split("/").pop()}#${kind}`];
  if (to && !placeSought()) location.replace(to + location.hash);
}

function fits(row, wanted) {
  const { years = "", ...marks } = row.dataset;
  const [first, last] = years.split(" ").map(Number);
  for (const name of ["topic", "place", "source", "page"]) {
    if (wanted[name] && !(marks[name] ?? "").split(" ").includes(wanted[name])) return false;
  }
  if (wanted.from && !(last >= Number(wanted.from))) return false;
  if (wanted.to && !(first <= Number(wanted.to))) return false;
  return wanted.words.toLowerCase().split(/\s+/).every((word) => (row.said ??= row.textContent.toLowerCase()).includes(word));
}

function choose(form, rows) {
  const wanted = Object.fromEntries(new FormData(form));
  const kept = rows.filter((row) => (row.hidden = !fits(row, wanted), !row.hidden));
  for (const section of document.querySelectorAll(".cn-entries > section")) section.hidden = !section.querySelector(".cn-entry:not([hidden])");
  const [fit, all] = [kept.length, rows.length].map((number) => number.toLocaleString("en"));
  const count = form.querySelector(".cn-count");
  count.textContent = kept.length ? `${fit} of ${all} rows.` : "No row fits all of these: take one choice back, or all of them. ";  // whole without the button, which a live region leaves out
  if (!kept.length) count.append(Object.assign(document.createElement("button"), { type: "reset", textContent: `Show all ${all}` }));
  for (const button of form.querySelectorAll("[data-as]")) button.disabled = !kept.length;
  return kept;
}

function csvOf(columns, rows) {
  const cell = (value) => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return [columns, ...rows].map((row) => row.map((value) => cell(String(value ?? ""))).join(",")).join("\r\n") + "\r\n";
}

async function take(form, rows, as) {
  const all = await load(`${pageOf(location.href)}/rows`);
  const chosen = rows.map((row) => all.rows[row.id]);
  const used = all.columns.map((name, column) => (chosen.some((row) => row[column] !== null) ? column : -1)).filter((column) => column >= 0);
  const columns = used.map((column) => all.columns[column]);
  const values = chosen.map((row) => used.map((column) => row[column]));
  const taken = new Date().toISOString().slice(0, 10);
  const source = all.columns.indexOf("source");
  const text = as === "csv"
    ? csvOf([...columns, "citation", "licence", "taken"], values.map((row, at) => [...row, all.sources[chosen[at][source]] ?? all.title, all.licence.name, taken]))
    : JSON.stringify({
      title: all.title, version: all.version, taken, licence: all.licence,
      selection: Object.fromEntries([...new FormData(form)].filter(([, value]) => value)),
      sources: Object.fromEntries(Object.entries(all.sources).filter(([key]) => source < 0 || chosen.some((row) => row[source] === key))),
      rows: values.map((row) => Object.fromEntries(row.map((value, at) => [columns[at], value]))),
    }, null, 1);
  offer(`${form.dataset.name}.${as}`, new Blob([text], { type: as === "csv" ? "text/csv" : "application/json" }));
}

export function offerChoice() {
  followMoved();
  const form = document.querySelector(".cn-filter");
  if (!form) return;
  const rows = [...document.querySelectorAll(".cn-entry")];
  for (const [name, value] of new URLSearchParams(location.hash.split("?")[1] ?? "")) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  // On a low screen the choices are folded, so that rows are seen at once, unless an address has made some.
  const folded = form.querySelector(".cn-choices");
  const chosen = () => [...folded.querySelectorAll("select, input")].some((control) => control.value);
  const room = matchMedia("(min-width: 768px) and (min-height: 800px)");
  const unfold = () => { folded.open = room.matches || chosen(); };
  unfold();
  room.addEventListener("change", unfold);
  let kept = choose(form, rows);
  form.querySelector(".cn-count").setAttribute("role", "status");  // from here on it tells what changed
  const again = () => {
    kept = choose(form, rows);
    const said = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.replaceState(history.state, "", `#find?${said}`);
  };
  form.addEventListener("input", again);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => {
    const gone = form.querySelector(".cn-count").contains(document.activeElement);
    again();
    if (gone) form.elements.words.focus();
  }));
  for (const button of form.querySelectorAll("[data-as]")) {
    button.addEventListener("click", () => take(form, kept, button.dataset.as).catch((error) => {
      form.querySelector(".cn-count").textContent = `Nothing was saved: ${error.message}.`;
    }));
  }
  // A row that a link seeks is shown, whatever was chosen before.
  addEventListener("hashchange", () => {
    followMoved();
    const sought = placeSought();
    if (sought?.hidden) {
      form.reset();
      kept = choose(form, rows);
      sought.scrollIntoView();
    }
  });
}
