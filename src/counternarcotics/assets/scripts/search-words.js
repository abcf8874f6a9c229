// Words as they are looked up, without accents, capitals and commas between thousands; page_text.py reads the same ones.

const WORD = /[0-9]{1,3}(?:[,\u00a0\u202f\u2009][0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)*|[\p{L}\p{Nl}\p{No}\u0300-\u036f\u00ad]+(?:['\u2019][\p{L}\p{Nl}\p{No}\u0300-\u036f\u00ad]+)*/gu;

function folded(word) {
  return word.replace(/['\u2019]s$/u, "").normalize("NFKD").replace(/[\u0300-\u036f\u00ad'\u2019,\u00a0\u202f\u2009]/gu, "").toLowerCase();
}

// Each word of a text with its place in it.
export function wordsOf(text) {
  return Array.from(text.matchAll(WORD), (found) => ({ word: folded(found[0]), start: found.index, end: found.index + found[0].length }));
}

// The stretch of at most `length` words that says most: different names first, then prose before cells and code,
// then closeness, then the earlier one.  `kindOf` gives for a word the number of the name that it belongs to, or undefined;
// prose need not repeat the names that a heading above it has `said`.
export function bestStretch(words, kindOf, said = new Set(), length = 30) {
  const [whole, prose] = [words, words.map((one) => (one.cell ? {} : one))].map((some) => closest(some, kindOf, length));
  return prose.met.size && new Set([...prose.met, ...said]).size >= new Set([...whole.met, ...said]).size ? prose : whole;
}

function closest(words, kindOf, length) {
  const met = words.map((one, place) => ({ place, kind: kindOf(one.word) })).filter((one) => one.kind !== undefined);
  let best = { kinds: 0, met: new Set(), from: 0, to: 0 };
  for (let first = 0; first < met.length; first += 1) {
    const kinds = new Set();
    for (let last = first; last < met.length && met[last].place - met[first].place < length; last += 1) {
      if (kinds.has(met[last].kind)) continue;
      kinds.add(met[last].kind);
      const [from, to] = [met[first].place, met[last].place];
      if (kinds.size > best.kinds || (kinds.size === best.kinds && to - from < best.to - best.from)) best = { kinds: kinds.size, met: new Set(kinds), from, to };
    }
  }
  return best;
}
