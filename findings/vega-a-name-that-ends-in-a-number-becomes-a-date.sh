#!/usr/bin/env bash
# Vega 6.4.0 in node (V8, the engine of Chromium): a table in CSV whose types Vega is to find by itself (parse: "auto").
#
# Expected: numbers become numbers, dates of the usual forms become dates, and the names of rows stay names.
# Seen: "Wave 1" and "Wave 2" are January and February 2001, "Article 12" is December 2001, "Batken 2000" is January 2000:
# Vega asks Date.parse whether every value of a column is a date, and V8 passes over words before a number.  An axis says
# 978307200000 where it should say "Wave 1".  "Article 13" stays a name, there being no month 13, and one such value keeps
# its column.  Firefox ESR 153 reads "Wave 1" so, too, but "2001/02" is a date to V8 alone: the same page has dates in one
# browser and names in another.
# Why it matters to a textbook: rounds of a survey, articles of a law and drug years are the names of its rows.  Where the
# format names the type of each field, they are kept.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log 2>&1
npm install --no-audit --no-fund vega@6.4.0 >>npm.log 2>&1
cat >rows.mjs <<'SCRIPT'
import * as vega from "vega";
async function names(parse) {
  const view = new vega.View(vega.parse({
    data: [{ name: "rounds", values: "round,kg\nWave 1,3\nWave 2,5\n", format: { type: "csv", parse } }],
    scales: [{ name: "y", type: "band", domain: { data: "rounds", field: "round" }, range: [0, 100] }],
  }), { renderer: "none" });
  return (await view.runAsync()).scale("y").domain().join(" and ");
}
const [found, named] = [await names("auto"), await names({ round: "string", kg: "number" })];
const read = (value) => vega.read(`a\n${value}\n`, { type: "csv", parse: "auto" })[0].a;
const others = ["Article 12", "Batken 2000", "2001/02", "Article 13", "1999-2003"].map((name) => `${name}: ${read(name)}`);
console.log(`The axis says ${found}; with the types named, ${named}. ${others.join(", ")}.`);
const seen = /^\d+ and \d+$/.test(found) && typeof read("Batken 2000") === "number" && read("Article 13") === "Article 13";
process.exit(seen && named === "Wave 1 and Wave 2" ? 0 : 1);
SCRIPT
node rows.mjs
