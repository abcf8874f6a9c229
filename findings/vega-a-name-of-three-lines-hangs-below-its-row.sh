#!/usr/bin/env bash
# Vega 6.4.0, SVG text, in node.
#
# Two rows, the first with a name that the axis breaks into three lines; labels on a vertical axis have baseline "middle".
# Expected: the three lines stand around the middle of their row, as a single line does.
# Seen: the first line stands at the middle and the others below it, so that a long name reaches into the next row while
# half of its own stays empty.  An offset of the label that counts its lines (labelOffset may ask datum.label) mends it.
# Why it matters to a textbook: on a phone names break, and a reader takes the last line of one for the first of the next.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log 2>&1
npm install --no-audit --no-fund vega@6.4.0 >>npm.log 2>&1
cat >rows.mjs <<'SCRIPT'
import * as vega from "vega";
const words = "split(datum.label, ' ')";
async function first(offset) {
  const svg = await new vega.View(vega.parse({
    width: 200,
    height: 100,
    scales: [{ name: "y", type: "band", domain: ["a longer name", "short"], range: "height" }],
    axes: [{ scale: "y", orient: "left", ...offset, encode: { labels: { update: { text: { signal: words } } } } }],
  }), { renderer: "none" }).toSVG();
  return Number(svg.match(/translate\([-\d.]+,([\d.]+)\)"[^>]*><tspan/)[1]);
}
const [plain, moved] = [await first({}), await first({ labelOffset: { signal: `-6 * (length(${words}) - 1)` } })];
console.log(`The row's middle is at 25 px; of three lines, 12 px apart, the first stands at ${plain}, with an offset at ${moved}.`);
process.exit(plain === 27.5 && moved === 15.5 ? 0 : 1);
SCRIPT
node rows.mjs
