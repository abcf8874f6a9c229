// Numbers as Python's format() writes them, and as readers type them.

export const NO_FIGURE = "no figure";
const FIGURES = 3, LONGEST_QUOTED = 40, MOST_TOLD = 4;

export function shown(value, format, unit) {
  if (!Number.isFinite(value)) return NO_FIGURE;
  const [, about, sign, comma, digits, kind] = /^(~?)(\+?)(,?)\.(\d)([f%])$/.exec(format);
  const scaled = kind === "%" ? value * 100 : value;
  const [size, decimals] = about ? significant(Math.abs(scaled), +digits) : [Math.abs(scaled), +digits];
  // toFixed rounds the exact binary value, as Python does here.  toLocaleString rounds its shortest decimal, and its tables
  // of languages took half of the time in which this script is evaluated.
  const [whole, ...fraction] = size.toFixed(decimals).split(".");
  const text = [comma ? grouped(whole) : whole, ...fraction].join(".");
  const negative = scaled < 0 && (sign || /[1-9]/.test(text));
  return withUnit(`${negative ? "\u2212" : sign}${text}${kind === "%" ? "%" : ""}`, unit);
}

function grouped(digits) {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ",");
}

// What a model works out, with no more than three significant figures and its decimals, as formatted in Python.
function significant(size, decimals) {
  if (size < Number(`1e${FIGURES - decimals}`) - Number(`5e${-decimals - 1}`)) return [size, decimals];
  const few = size.toExponential(FIGURES - 1);
  return [Number(few), Math.max(0, FIGURES - 1 - few.split("e")[1])];
}

// A currency stands before the number, every other word after it, in the singular after 1.
export function withUnit(number, unit = "") {
  if (unit === "%") return number + unit;
  const [, before, after] = /^(US\$)? ?(.*)$/.exec(unit);
  return [before, number, /^[+\u2212]?1$/.test(number) ? ofOne(after) : after].filter(Boolean).join(" ");
}

// As _of_one in Python.
function ofOne(unit) {
  if (unit.startsWith("of ")) return unit;
  const forms = [["people", "person"], ["(\\w+)ies", "$2y"], ["(\\w+[^s\\W])s", "$2"]];
  for (const [plural, one] of forms) {
    const said = unit.replace(new RegExp(`^((?:percentage )?)${plural}\\b`), `$1${one}`);
    if (said !== unit) return said;
  }
  return unit;
}

// What a person means by a number: "4.5" and "4,5" alike, "90,000" as ninety thousand where that lies within the
// bounds; NaN where it is no number.
export function read(text, least = -Infinity, most = Infinity) {
  const bare = text.trim().replace(/\u2212/g, "-").replace(/(\d)[\s\u00a0](?=\d{3}\b)/g, "$1");
  if (!/^[+-]?[\d.,]*\d[\d.,]*(e-?\d+)?$/i.test(bare)) return NaN;
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(bare)) {
    const whole = Number(bare.replaceAll(",", ""));
    if (bare.includes(".") || bare.split(",").length > 2 || (whole >= least && whole <= most)) return whole;
  }
  return Number(bare.replace(",", "."));
}

// The same with the unit that the control shows: "5%" is 0.05 where percentages are shown, and so is "5".
export function readShown(text, format, unit, least, most) {
  const scale = format.endsWith("%") ? 100 : 1;
  const words = ["%", "US$", ...unit.split(" "), ...ofOne(unit).split(" ")].filter(Boolean);
  const bare = words.reduce((left, word) => left.replace(word, " "), text);
  return read(bare, least * scale, most * scale) / scale;
}

// What a reader wrote, repeated in a sentence: its beginning where it is long.
export function inQuotes(text) {
  const letters = [...text];
  return letters.length > LONGEST_QUOTED ? `“${letters.slice(0, LONGEST_QUOTED).join("")}…”` : `“${text}”`;
}

// Of faults that a reader is told one by one: the first, and how many more there are.
export function fewOf(faults) {
  const more = faults.length - MOST_TOLD;
  return more > 0 ? [...faults.slice(0, MOST_TOLD), `and ${more} more`] : faults;
}
