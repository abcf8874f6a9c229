#!/usr/bin/env bash
# world-atlas 2.0.2, countries-10m.json (Natural Earth 1:10m as TopoJSON), read by topojson-client 3.1.0 and d3-geo 3.1.1.
#
# Expected: a town lies inside one country, and the land of the Earth is three tenths of its surface (as at 1:50m).
# Seen: the rings of three islets of the Maldives, triangles of less than a kilometre, run the wrong way round.  On a
# sphere such a ring encloses everything but the islet: Osh lies in Kyrgyzstan and in the Maldives, the
# Maldives are three times as large as the Earth, all land is 3.3 times, and a map of Central Asia that fills countries
# is painted with the colour of the Maldives from edge to edge.  At 1:50m and 1:110m nothing of this is seen.
# Why it matters to a textbook: whoever takes the finest scale for a better map, or asks it which country a place is in,
# gets two answers or a map of one colour, and no message.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log 2>&1
npm install --no-audit --no-fund world-atlas@2.0.2 topojson-client@3.1.0 d3-geo@3.1.1 >>npm.log 2>&1
cat >towns.mjs <<'SCRIPT'
import { readFileSync } from "node:fs";
import { feature } from "topojson-client";
import { geoArea, geoContains, geoMercator, geoPath } from "d3-geo";
const sphere = 4 * Math.PI;
const results = ["50m", "10m"].map((scale) => {
  const atlas = JSON.parse(readFileSync(`node_modules/world-atlas/countries-${scale}.json`));
  const countries = feature(atlas, atlas.objects.countries).features;
  const osh = countries.filter((country) => geoContains(country, [72.8, 40.53])).map((country) => country.properties.name);
  const land = geoArea(feature(atlas, atlas.objects.land)) / sphere;
  const maldives = countries.find((country) => country.properties.name === "Maldives");
  const region = geoMercator().center([68, 42]).scale(1500).translate([200, 150]).clipExtent([[0, 0], [400, 300]]);
  const painted = geoPath(region).area(maldives) / (400 * 300);
  console.log(`1:${scale}: Osh lies in ${osh.join(" and ")}; land covers ${land.toFixed(2)} of the Earth; `
    + `the Maldives paint ${painted.toFixed(2)} of a map of Central Asia.`);
  return [osh.length, land > 1, painted > 0.9];
});
process.exit(JSON.stringify(results) === "[[1,false,false],[2,true,true]]" ? 0 : 1);
SCRIPT
node towns.mjs
