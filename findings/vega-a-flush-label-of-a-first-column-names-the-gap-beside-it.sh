#!/usr/bin/env bash
# Vega 6.4.0 with Vega-Lite 6.5.0, SVG text, in node.
#
# Five columns, one a year, and an axis style that keeps labels at the ends of a horizontal axis inside it (labelFlush: 14).
# Expected: every year stands below the middle of its column, since all five lie well inside the drawing.
# Seen: the first year begins at the middle of its column and reads as if it named the gap to the right; the last one,
# as far from its end, does not move.  "Within 14 px of the end" is asked of the left edge of the column's band, which
# lies at the axis' end, while the label stands at the band's middle.
# Why it matters to a textbook: a chart of years says 1999 between the bars of 1999 and 2000, and no test that looks for
# cut or overlapping words finds it.  State labelFlush for axes that count, not for all.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log 2>&1
npm install --no-audit --no-fund vega@6.4.0 vega-lite@6.5.0 >>npm.log 2>&1
cat >columns.mjs <<'SCRIPT'
import * as vega from "vega";
import { compile } from "vega-lite";
const years = ["1999", "2000", "2001", "2002", "2003"];
const { spec } = compile({
  data: { values: years.map((year) => ({ year, seized: 1 })) },
  width: 500,
  mark: "bar",
  config: { axisX: { labelFlush: 14 } },
  encoding: { x: { field: "year", type: "nominal", axis: { labelAngle: 0 } }, y: { field: "seized", type: "quantitative" } },
});
const svg = await new vega.View(vega.parse(spec), { renderer: "none" }).toSVG();
const labels = [...svg.matchAll(/text-anchor="(\w+)" transform="translate\(([\d.]+),[\d.]+\)"[^>]*>(\d{4})</g)];
const said = labels.map(([, anchor, x, year]) => `${year} ${anchor} at ${Math.round(x)}`).join(", ");
console.log(`Labels of columns 100 px wide: ${said}`);
process.exit(said === "1999 start at 49, 2000 middle at 149, 2001 middle at 249, 2002 middle at 350, 2003 middle at 450" ? 0 : 1);
SCRIPT
node columns.mjs
