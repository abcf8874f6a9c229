// Links that a class handed in, read as counternarcotics.classroom.links reads them.

import { settingsOf } from "./address.js";
import { fault, trimmed } from "./notes.js";
import { read } from "./numbers.js";

const LONGEST = 20000;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const LOOSE = /(^|\s)(?=(?:https?|file|javascript|data|vbscript|ftp):)/i;
const LINK = /^(https?|file):\/\/([^/?#]*)(.*?)\/((?:book|notebooks)\/[a-z0-9/-]+)\.html(?:\?[^#]*)?#(.*)$/is;
const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

export class LinkError extends Error {}

// -- lines ------------------------------------------------------------------------------------------------------------

// The cell that begins with a scheme is the link, the first other one the name; a head without a link is left out.
export function handIns(text) {
  const found = [];
  for (const [line, cells] of records(text.replace(/^\ufeff/, ""))) {
    if (!cells.some(Boolean)) continue;
    let at = cells.findIndex((cell) => SCHEME.test(cell));
    if (at < 0) {
      at = cells.findIndex((cell) => LOOSE.test(cell));
      if (at >= 0) {
        const match = LOOSE.exec(cells[at]);
        const cut = match.index + match[0].length;
        cells.splice(at, 1, cells[at].slice(0, cut).trim(), cells[at].slice(cut).trim());
        at += 1;
      }
    }
    const name = cells.find((cell, place) => cell && place !== at) ?? "";
    if (at < 0 && !found.length && line === 1) continue;
    found.push({ line, name, link: at < 0 ? "" : cells[at] });
  }
  return found;
}

// The cells of each row, with the line that it begins on; commas, semicolons or tabs stand between them.
function* records(text) {
  const first = text.split("\n", 1)[0].replace(/"[^"]*"/g, "");
  const count = (mark) => first.split(mark).length - 1;
  const mark = count("\t") ? "\t" : count(";") > count(",") ? ";" : ",";
  let [cells, cell, quoted, line, start] = [[], "", false, 1, 1];
  for (let place = 0; place < text.length; place += 1) {
    const sign = text[place];
    if (quoted && sign === '"' && text[place + 1] === '"') {
      cell += sign;
      place += 1;
    } else if (sign === '"' && (quoted || !cell.trim())) {
      quoted = !quoted;
    } else if (sign === mark && !quoted) {
      cells.push(cell.trim());
      cell = "";
    } else if (sign === "\n" && !quoted) {
      yield [start, [...cells, cell.trim()]];
      [cells, cell, start] = [[], "", line + 1];
    } else {
      cell += sign;
    }
    if (sign === "\n") line += 1;
  }
  yield [start, [...cells, cell.trim()]];
}

// -- links ------------------------------------------------------------------------------------------------------------

// Host and folder of a published copy; nothing for a copy on the student's own machine.
function site(link) {
  const match = LINK.exec(link);
  if (!match || match[1].toLowerCase() === "file" || LOCAL.test(match[2].toLowerCase())) return "";
  return match[2].toLowerCase() + match[3];
}

export function home(links, stated) {
  if (stated.length) return new Set(stated.map((one) => one.toLowerCase().replace(/^https?:\/\/|\/+$/g, "")));
  const count = new Map();
  for (const one of links.map(site).filter(Boolean)) count.set(one, (count.get(one) ?? 0) + 1);
  const most = Math.max(...count.values());
  return new Set([...count.keys()].filter((one) => count.get(one) === most).slice(0, 1));
}

function refused(link, sites) {
  if (!link) return "holds no link";
  const { length } = [...link];
  if (length > LONGEST) return `the link has ${length} characters, more than any setting needs`;
  if (!LINK.test(link)) {
    const scheme = SCHEME.exec(link)[0].toLowerCase();
    if (!["http:", "https:", "file:"].includes(scheme)) return `the link begins with ${scheme} and leads to no page`;
    return link.includes("#") ? "the link leads to no page of this book" : "the link ends before the setting: it holds no #explorer-…";
  }
  const where = site(link);
  return where && !sites.has(where) ? `the link leads to ${where}, which is not this book's address` : "";
}

// Every explorer that a link sets; `models` are what the page holds of them, by name.
export function settings(link, sites, models) {
  const reason = refused(link, sites);
  if (reason) throw new LinkError(reason);
  const [, , , , page, fragment] = LINK.exec(link);
  const named = [...settingsOf(fragment)].filter(([identifier]) => identifier.startsWith("explorer-")).map(([identifier, query]) => [identifier.slice("explorer-".length), query]);
  const unknown = named.find(([name]) => !models.has(name));
  if (unknown) throw new LinkError(`no explorer of this book is called “${unknown[0]}”`);
  if (!named.length) throw new LinkError("the link names a place of the page and no explorer");
  return named.map(([name, query]) => ({ page, query, ...followed(models.get(name), query) }));
}

const ruler = document.createElement("input");
ruler.type = "range";

// A slider, asked: the step nearest to a value.
function stepped(value, { min, max, step }) {
  Object.assign(ruler, { min, max, step });
  ruler.value = value;
  return +ruler.value;
}

// As Explorer.follow of a page has it, without a page.
function followed(model, query) {
  const assumptions = new Map(model.assumptions.map((a) => [a.name, a]));
  const notes = new Map(model.notes.map((note) => [note.name, note]));
  const values = Object.fromEntries([...model.assumptions.map((a) => [a.name, a.default]), ...model.notes.map((note) => [note.name, ""])]);
  const remarks = [];
  const taken = new Map();
  for (const [name, asked] of new URLSearchParams(query)) {
    const a = assumptions.get(name);
    if (notes.has(name)) {
      if (fault(asked, notes.get(name).limit)) remarks.push(`${name} is too long or no text`);
      else values[name] = trimmed(asked);
    } else if (!a) {
      remarks.push(`there is no assumption “${name}”`);
    } else if (a.slugs) {
      const option = a.slugs.indexOf(asked);
      if (option >= 0) values[name] = option;
      else remarks.push(`${name} has no option “${asked}”`);
    } else {
      const value = read(asked, a.min, a.max);
      if (value >= a.min && value <= a.max) {
        values[name] = stepped(value, a);
        taken.set(name, value);
      } else {
        remarks.push(`${name} is “${asked}”, outside its bounds`);
      }
    }
  }
  for (const [name, value] of taken) if (Math.abs(values[name] - value) > 1e-9) remarks.push(`${name} is taken at its nearest step`);
  return { model, values, remarks };
}
