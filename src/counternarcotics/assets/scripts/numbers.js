// Numbers as Python's format() writes them.

export const NO_FIGURE = "no figure";

export function shown(value, format, unit) {
  if (!Number.isFinite(value)) return NO_FIGURE;
  const [, sign, comma, digits, kind] = /^(\+?)(,?)\.(\d)([fr%])$/.exec(format);
  if (kind === "r") {
    const about = Math.abs(value) < 10 ** digits ? value : Number(value.toPrecision(+digits));
    return shown(about, `${sign}${comma}.0f`, unit);
  }
  const scaled = kind === "%" ? value * 100 : value;
  // toFixed rounds the exact binary value, as Python does here; toLocaleString rounds its shortest decimal.
  const [whole, ...fraction] = Math.abs(scaled).toFixed(+digits).split(".");
  const text = [comma ? Number(whole).toLocaleString("en-US") : whole, ...fraction].join(".");
  const negative = scaled < 0 && (sign || /[1-9]/.test(text));
  return withUnit(`${negative ? "\u2212" : sign}${text}${kind === "%" ? "%" : ""}`, unit);
}

// A currency stands before the number, every other word after it.
export function withUnit(number, unit = "") {
  if (unit === "%") return number + unit;
  const [, before, after] = /^(US\$)? ?(.*)$/.exec(unit);
  return [before, number, after].filter(Boolean).join(" ");
}
