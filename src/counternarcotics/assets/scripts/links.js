// Links that a class handed in, read as counternarcotics.classroom.links reads them.

import { settingsOf } from "./address.js";
import { plain } from "./place.js";
import { fault, trimmed } from "./notes.js";
import { read } from "./numbers.js";

const LONGEST = 20000;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const LOOSE = /(?:^|\s)[<"“„«]*(?=(?:https?|file|javascript|data|vbscript|ftp):)/gi;
const BEHIND = /[>"”“»,;]+$/;  // what mail and typing leave behind a link
const DATED = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?!\d)/;  // a form puts the time before the name
const UNCLOSED = "a quotation mark is opened and never closed; close it or take it away, and collect again";
const LINK = /^(https?|file):\/\/([^/?#]*)(.*?)\/((?:book|notebooks)\/[a-z0-9/-]+)\.html(?:\?[^#]*)?#(.*)$/is;
const WRAPPED = /^https?:\/\/[^#]*?[?&][a-z]+=(https?%3a[^&#]*%23explorer-[^&#]*)/i;  // as mail and messengers lead through an address of their own
const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

export class LinkError extends Error {}

// -- lines ------------------------------------------------------------------------------------------------------------

// The links of each line; the name is the first cell beside them that is no date.  A head without a link is left out.
export function handIns(text) {
  const found = [];
  let head = true;
  for (const [line, cells, whole] of records(text.replace(/^\ufeff/, ""))) {
    if (!cells.some(Boolean) || (head && cells[0].startsWith("sep="))) continue;  // Excel's own line on what stands between cells
    const [beside, links] = toldApart(cells);
    const name = beside.find((cell) => cell && !DATED.test(cell)) ?? beside.find(Boolean) ?? "";
    // A name with an empty cell behind it is somebody who handed nothing in.
    if (!whole) found.push({ line, name, link: links[0] ?? "", wrong: UNCLOSED });
    else if (links.length || !head || (cells.length > 1 && cells.filter(Boolean).length === 1)) found.push(...(links.length ? links : [""]).map((link) => ({ line, name, link })));
    head = false;
  }
  return found;
}

// What stands beside the links of a row, and the links; a cell can hold a name and links with blanks between.
function toldApart(cells) {
  const [beside, links] = [[], []];
  for (const cell of cells) {
    const starts = [...cell.matchAll(LOOSE)];
    for (const [at, { index, 0: before }] of starts.entries()) links.push(cell.slice(index + before.length, starts[at + 1]?.index).trim().replace(BEHIND, ""));
    beside.push(starts.length ? cell.slice(0, starts[0].index).trim() : cell);
  }
  const at = links.length ? -1 : cells.findIndex((cell) => SCHEME.test(cell));
  if (at >= 0) links.push(...beside.splice(at, 1));
  return [beside, links.map((link) => plain(WRAPPED.exec(link)?.[1] ?? "") || link)];
}

// The line on which each row begins, its cells, and whether every quotation mark in it is closed: one that nothing
// closes is left out and its row ends with its line, so that it swallows no other.
function* records(pasted) {
  const text = pasted.replace(/\r\n?/g, "\n");
  const mark = markOf(text);
  let [cells, cell, whole, line, start, place] = [[], "", true, 1, 1, 0];
  while (place < text.length) {
    const sign = text[place];
    if (sign === '"' && whole && !cell.trim()) {
      const [inside, after] = quoted(text, place, mark);
      whole = after > place;
      cell += inside;
      line += inside.split("\n").length - 1;
      place = Math.max(after, place + 1);
      continue;
    }
    if (sign === mark) {
      cells.push(cell.trim());
      cell = "";
    } else if (sign === "\n") {
      yield [start, [...cells, cell.trim()], whole];
      line += 1;
      [cells, cell, whole, start] = [[], "", true, line];
    } else {
      cell += sign;
    }
    place += 1;
  }
  yield [start, [...cells, cell.trim()], whole];
}

// Judged by the first line with a link, which may hold commas of its own.
function markOf(text) {
  const lines = text.split("\n");
  const line = lines.find((one) => one.includes("://")) ?? lines[0];
  const bare = line.replace(/"[^"]*"|[a-z]+:\/\/[^\s;"]*?(?=,[^,;]*$|[\s;"]|$)/gi, "");
  const count = (mark) => bare.split(mark).length - 1;
  return count("\t") ? "\t" : count(";") && count(";") >= count(",") ? ";" : ",";
}

// What a quotation mark encloses and where the text goes on: at its own place where nothing closes it.
function quoted(text, place, mark) {
  const strict = new RegExp(`"([^"]*(?:""[^"]*)*)"(?=[^\\S\\n]*(?:${mark}|\\n|$))`, "y");
  strict.lastIndex = place;
  const match = strict.exec(text);
  if (match && !(match[1].includes("\n") && new RegExp(`${mark}[^\\S\\n]*"*(?:https?|file):`, "i").test(match[1]))) return [match[1].replaceAll('""', '"'), strict.lastIndex];
  const line = text.slice(place + 1).split("\n", 1)[0];
  if (line.split('"').length % 2) return ["", place];
  const [inside] = line.split('"', 1);
  return [inside, place + inside.length + 2];
}

// -- links ------------------------------------------------------------------------------------------------------------

// Host and folder of a published copy; nothing for a copy on the student's own machine.
function site(link) {
  const match = LINK.exec(link);
  if (!match || match[1].toLowerCase() === "file" || LOCAL.test(match[2].toLowerCase())) return "";
  return match[2].toLowerCase() + match[3];
}

export function home(links, stated) {
  if (stated.length) return new Set(stated.map(statedSite));
  const count = new Map();
  for (const one of links.map(site).filter(Boolean)) count.set(one, (count.get(one) ?? 0) + 1);
  const most = Math.max(...count.values());
  return new Set([...count.keys()].filter((one) => count.get(one) === most).slice(0, 1));
}

// An address as `site` names it, whether or not it names a page or a scheme.
function statedSite(address) {
  const [host, ...folder] = address.trim().replace(/^[a-z]+:\/\//i, "").replace(/(\/(book|notebooks)\/[^?#]*\.html?|\/[^/?#]*\.html?)?\/*([?#].*)?$/, "").split("/");
  return [host.toLowerCase(), ...folder].join("/");
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
