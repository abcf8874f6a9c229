// Draws a figure as the text of a picture, where there is a language and no page: in a build.  The runtime that makes the
// figure live in its page draws it here as well, so a picture changes in nothing but its font when it becomes live.

// Advances of Liberation Sans, which are those of Arial and Helvetica, in thousandths of the size of type.
const REGULAR = advances({
  191: "'", 222: "ijl‘’", 260: "|", 278: " \u00a0!,./:;I[\\]ft·", 333: "()-`r“”", 334: "{}", 355: '"', 389: "*",
  400: "°", 469: "^", 500: "ckJsvxyz↑↓", 549: "±÷≈≤≥", 556: "#$0123456789?L_abdeghnopqu§–€", 584: "+<=>~×−", 611: "FTZ",
  667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1000: "—…←→", 1015: "@",
});
const BOLD = advances({
  238: "'", 278: " \u00a0,./I\\ijl‘’·", 280: "|", 333: "!()-:;[]`ft", 389: "*r{}", 400: "°", 474: '"', 500: "z“”↑↓",
  549: "±÷≈≤≥", 556: "#$0123456789J_aceksvxy§–€", 584: "+<=>^~×−", 611: "?FLTZbdghnopqu", 667: "EPSVXY",
  722: "&ABCDHKNRU", 778: "GOQw", 833: "M", 889: "%m", 944: "W", 975: "@", 1000: "—…←→",
});
const UNKNOWN = 600;
const BROAD = 1.15;  // a reader's font may be broader than the one of the table by this much

function advances(table) {
  return new Map(Object.entries(table).flatMap(([width, letters]) => [...letters].map((letter) => [letter, +width])));
}

// The pixels that a text takes in a font, given as in a style sheet: "600 12px sans-serif".
function widthOf(text, font) {
  const [, weight, size] = /(?:(\w+) )?([\d.]+)px/.exec(font);
  const table = weight === "bold" || +weight >= 600 ? BOLD : REGULAR;
  let width = 0;
  for (const letter of text) width += table.get(letter) ?? table.get(letter.normalize("NFD")[0]) ?? UNKNOWN;
  return width * BROAD * size / 1000;
}

// What the runtime asks of a browser: a canvas measures words, and what it would tell a reader's console stops the build.
// Nothing ever waits.
globalThis.document = {
  createElement: () => ({ getContext: () => ({ font: "", measureText(text) { return { width: widthOf(text, this.font) }; } }) }),
};
globalThis.console = { error(...words) { throw new Error(words.join(" ")); } };
globalThis.setInterval = globalThis.setTimeout = globalThis.clearInterval = globalThis.clearTimeout = () => {};

// A Vega specification as SVG, as it stands in a column of the width, in pixels; a height is what a page's layout decides.
globalThis.counternarcoticsDraw = (specification, width, height) => {
  const vega = globalThis.counternarcoticsVega;
  const view = new vega.View(vega.parse(specification, vega.config, { ast: true }), {
    expr: vega.expressionInterpreter,
    renderer: "none",
    logLevel: 1,  // errors
  });
  view.container = () => ({ clientWidth: width, style: { removeProperty() {} } });  // its style is that of the pointer
  if (height && height !== view.signal("height")) view.signal("height", height);
  drawn = failed = undefined;
  view.toSVG().then((picture) => { drawn = picture; }, (error) => { failed = error; });
};

// What came of the last one: nothing outlasts the call that asked for it, so that nobody need wait for a promise.
let drawn, failed;
globalThis.counternarcoticsDrawn = () => {
  if (failed) throw failed;
  return drawn;
};
