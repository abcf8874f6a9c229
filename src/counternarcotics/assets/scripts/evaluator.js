// Works out expressions over rows as counternarcotics.evaluate does: the same trees, the same steps, the same refusals.
// A value is a number or, where inputs are read at many places of their ranges, a Float64Array.

const CORNERS = 8;
const LARGEST_EXPONENT = 400;
const SUMMED = new Set(["held", "held_low", "held_high", "printed", "low", "high"]);

const RESTS = new WeakMap(); // what a tree reads does not change

export class Undefined extends Error {}

function mapped(f, ...values) {
  const columns = values.filter((value) => typeof value !== "number");
  if (!columns.length) return f(...values);
  const result = new Float64Array(columns[0].length);
  const arguments_ = values.slice();
  for (let at = 0; at < result.length; at += 1) {
    for (let place = 0; place < values.length; place += 1) if (typeof values[place] !== "number") arguments_[place] = values[place][at];
    result[at] = f(...arguments_);
  }
  return result;
}

const all = (value) => (typeof value === "number" ? [value] : [...value]);

// A column that passes 0: between its ends a quotient has no bounds and a power turns.
function ofOneSign(value, verb) {
  if (typeof value !== "number") {
    const each = all(value);
    if (Math.min(...each) < 0 && Math.max(...each) > 0) throw new Undefined(`it ${verb} what is below 0 at one end of the ranges and above 0 at the other`);
  }
  return value;
}

function quotient(a, b) {
  if (b === 0 && typeof a === "number") throw new Undefined("it divides by 0");
  return mapped((one, other) => one / other, a, b);
}

function power(a, b) {
  if (a === 0 && typeof b === "number" && b < 0) throw new Undefined("it divides by 0");
  const result = mapped((base, exponent) => base ** exponent, a, b);
  if (typeof result === "number" && Number.isNaN(result)) throw new Undefined("it takes a root of a number below 0");
  return result;
}

function rounded(value, digits = 0) {
  return mapped((one, places) => {
    const unit = 10 ** Math.abs(places);
    const scaled = places > 0 ? Math.abs(one) * unit : Math.abs(one) / unit;
    const whole = Math.sign(one) * Math.floor(scaled + 0.5);
    return places > 0 ? whole / unit : whole * unit;
  }, value, digits);
}

function median(...values) {
  const sorted = values.slice().sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

// What a formula is made of, and the few functions that no formula says.
const STEPS = {
  "+": (a, b) => mapped((one, other) => one + other, a, b),
  "-": (a, b) => mapped((one, other) => one - other, a, b),
  "*": (a, b) => mapped((one, other) => one * other, a, b),
  div: quotient,
  pow: power,
  negative: (a) => mapped((one) => -one, a),
  "<": (a, b) => mapped((one, other) => +(one < other), a, b),
  "<=": (a, b) => mapped((one, other) => +(one <= other), a, b),
  ">": (a, b) => mapped((one, other) => +(one > other), a, b),
  ">=": (a, b) => mapped((one, other) => +(one >= other), a, b),
  "&&": (a, b) => mapped((one, other) => +(one && other), a, b),
  if: (condition, yes, no) => mapped((one, a, b) => (one ? a : b), condition, yes, no),
  min: (...values) => mapped(Math.min, ...values),
  max: (...values) => mapped(Math.max, ...values),
  abs: (value) => mapped(Math.abs, value),
  floor: (value) => mapped(Math.floor, value),
  sqrt: (value) => mapped(Math.sqrt, value),
  log: (value) => mapped(Math.log, value),
  exp: (value) => mapped(Math.exp, value),
  median: (...values) => mapped(median, ...values),
  at_least: (limit, ...values) => mapped((least, ...each) => each.filter((one) => one >= least).length, limit, ...values),
  round: rounded,
  nan: () => NaN,
};

// `graph` holds figures, numbers and models (see sphinx_extension/what_if.py); `changed` gives figures other ends.
export class Scope {
  constructor(graph, changed = new Map(), positions = new Map()) {
    Object.assign(this, { graph, changed, positions, worked: new Map() });
  }

  at(positions) {
    return new Scope(this.graph, this.changed, positions);
  }

  bounds(kind, figure) {
    const other = this.changed.get(figure);
    if (other) return other;
    const { printed, held } = this.graph.figures[figure];
    return kind.startsWith("held") && held ? held : printed;
  }

  read(kind, figure) {
    const [low, high] = this.bounds(kind, figure);
    if (kind.endsWith("low")) return low;
    if (kind.endsWith("high")) return high;
    const position = this.positions.get(figure);
    if (position === undefined) return (low + high) / 2;
    return mapped((part) => low * (1 - part) + high * part, position);
  }

  number(index) {
    if (!this.worked.has(index)) {
      const value = this.work(this.graph.numbers[index].tree);
      this.worked.set(index, Array.isArray(value) ? quotient(STEPS["+"](...value), 2) : value);
    }
    return this.worked.get(index);
  }

  // A value, or a pair of them.
  work(tree) {
    if (typeof tree === "number") return tree;
    const [kind, ...parts] = tree;
    if (SUMMED.has(kind)) return parts.reduce((sum, figure) => STEPS["+"](sum, this.read(kind, figure)), 0);
    if (kind === "number") return this.number(parts[0]);
    if (kind === "call") return this.call(parts[0], parts.slice(1).map((part) => this.work(part)));
    const values = parts.map((part) => this.work(part));
    if (kind === "pair") return values;
    if (kind === "between") return values[0];
    if (kind === "or_more") return [values[0], Infinity];
    if (kind === "or_less") return [-Infinity, values[0]];
    if (kind === "/") return quotient(values[0], ofOneSign(values[1], "divides by"));
    if (kind === "**") {
      if (Math.max(...all(values[1]).map(Math.abs)) > LARGEST_EXPONENT) throw new Undefined(`it has an exponent above ${LARGEST_EXPONENT}`);
      return power(ofOneSign(values[0], "raises to a power"), values[1]);
    }
    return STEPS[kind](...values);
  }

  call(name, values) {
    const { divisors, made } = this.graph.models[name];
    for (const position of divisors) if (position < values.length) ofOneSign(values[position], "divides by");
    const fill = (tree) => {
      if (typeof tree === "number") return tree;
      return tree[0] === "arg" ? values[tree[1]] : STEPS[tree[0]](...tree.slice(1).map(fill));
    };
    return made[0] === "pair" ? made.slice(1).map(fill) : fill(made);
  }

  // Every node of a tree and of the numbers that it names.
  * reached(tree) {
    if (typeof tree === "number") return;
    yield tree;
    if (tree[0] === "number") yield* this.reached(this.graph.numbers[tree[1]].tree);
    else if (!SUMMED.has(tree[0])) for (const part of tree.slice(1)) if (typeof part !== "string") yield* this.reached(part);
  }

  // The figures that a tree reads, through the numbers that it names.
  rests(tree) {
    if (typeof tree === "number") return new Set();
    if (!RESTS.has(tree)) RESTS.set(tree, new Set([...this.reached(tree)].flatMap(([kind, ...figures]) => (SUMMED.has(kind) ? figures : []))));
    return RESTS.get(tree);
  }

  // Lower and upper end, each one value or one a position; open ends are allowed where a claim has them.
  ends(tree) {
    const value = this.work(tree);
    const ends = Array.isArray(value) ? value : [value, value];
    const size = Math.max(...ends.map((end) => all(end).length));
    const [low, high] = ends.map((end) => (typeof end === "number" ? new Float64Array(size).fill(end) : end));
    const open = tree[0] === "or_more" || tree[0] === "or_less";
    for (let at = 0; at < size; at += 1) {
      const finite = Number.isFinite(low[at]) && Number.isFinite(high[at]);
      if (Number.isNaN(low[at] + high[at]) || !(open || finite)) throw new Undefined("it has no number as its value");
      if (low[at] > high[at]) throw new Undefined("its lower end lies above its upper one");
    }
    return [low, high];
  }

  // The lowest and the highest value over the ranges of all inputs.
  spread(tree) {
    const nodes = [...this.reached(tree)];
    const read = nodes.filter(([kind]) => kind === "held" || kind === "printed")
      .flatMap(([kind, ...figures]) => figures.filter((figure) => new Set(this.bounds(kind, figure)).size === 2));
    const inputs = [...new Set(read)];
    if (!inputs.length) return this.ends(tree);
    const monotone = inputs.length === read.length && nodes.every(([kind, name]) => kind !== "call" || this.graph.models[name].monotone);
    const points = corners(inputs.length);
    if (!monotone) points.push(...sobol(this.graph.sobol[inputs.length]));
    const positions = new Map(inputs.map((figure, column) => [figure, Float64Array.from(points, (point) => point[column])]));
    const [low, high] = this.at(positions).ends(tree);
    return [[Math.min(...low)], [Math.max(...high)]];
  }

  // As counternarcotics.whatif reads an expression: at the positions of the given ranges, if it rests on one of them.
  tried(tree) {
    if (tree[0] === "between") return this.spread(tree);
    const rests = [...this.rests(tree)].some((figure) => this.positions.has(figure));
    return (rests ? this : this.at(new Map())).ends(tree);
  }
}

function corners(count) {
  if (count > CORNERS) throw new Undefined("it has more inputs with ranges than can be tried here");
  return Array.from({ length: 2 ** count }, (_, n) => Array.from({ length: count }, (_unused, column) => (n >> (count - 1 - column)) & 1));
}

// The points of a scrambled Sobol sequence from its scrambled numbers, in the order of the Gray code, as SciPy draws it.
function sobol(made) {
  if (made.drawn) return made.drawn;
  const { shift, directions, bits, points } = made;
  const at = shift.slice();
  made.drawn = Array.from({ length: points }, (_, n) => {
    const point = at.map((one) => one / 2 ** bits);
    const zero = Math.log2(~n & (n + 1));
    if (n < points - 1) for (let column = 0; column < at.length; column += 1) at[column] ^= directions[column][zero];
    return point;
  });
  return made.drawn;
}

// The given ranges are read at equal steps, all together.
export function grid(figures, steps) {
  if (!figures.length) return new Map();
  const count = steps[figures.length];
  const size = count ** figures.length;
  return new Map(figures.map((figure, column) => [figure, Float64Array.from({ length: size }, (_, n) => (Math.floor(n / count ** (figures.length - 1 - column)) % count) / (count - 1))]));
}
