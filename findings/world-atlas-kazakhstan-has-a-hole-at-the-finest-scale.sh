#!/usr/bin/env bash
# world-atlas 2.0.2 (Natural Earth as TopoJSON), countries at 1:50m and 1:10m, with topojson-client 3.1.0 and d3-geo 3.1.1.
#
# Expected: a finer scale draws the same countries with more corners.
# Seen: at 1:10m the town of Baikonur lies in no part of Kazakhstan but in a "country" of its own, Baikonur, which has no
# number of ISO 3166; the land that Russia leases is cut out.  At 1:50m it lies in Kazakhstan.
# Why it matters to a textbook: figures are joined to a map by a country's number.  With the finer scale Kazakhstan gets a
# hole in its map, its area is smaller, and a test that places each named town inside its country fails for Baikonur.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log 2>&1
npm install --no-audit --no-fund world-atlas@2.0.2 topojson-client@3.1.0 d3-geo@3.1.1 >>npm.log 2>&1
cat >hole.mjs <<'SCRIPT'
import { readFileSync } from "node:fs";
import { feature } from "topojson-client";
import { geoContains } from "d3-geo";
const found = ["50m", "10m"].map((scale) => {
  const atlas = JSON.parse(readFileSync(`node_modules/world-atlas/countries-${scale}.json`));
  const inside = feature(atlas, atlas.objects.countries).features
    .filter((country) => country.properties.name !== "Maldives" && geoContains(country, [63.3, 45.63]))
    .map((country) => `${country.properties.name} (${country.id ?? "no number"})`);
  console.log(`1:${scale}: the town of Baikonur lies in ${inside.join(" and ")}.`);
  return inside.join();
});
process.exit(found.join("; ") === "Kazakhstan (398); Baikonur (no number)" ? 0 : 1);
SCRIPT
node hole.mjs
