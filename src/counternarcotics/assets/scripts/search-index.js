// The index of the search page: which passages hold which words, and how well a page answers.
// Words are looked up in maps, so that `constructor` is a word like any other.

import { wordsOf } from "./search-words.js";

const LETTERS = new Map(Array.from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#", (letter, digit) => [letter, digit]));
const ASKING = "about all also among any around because been being between both can could did do does from had happen happened happens has have how i its itself may might more most must other our over own same should so some still than them those through too under up upon us very we were what when where which who whom whose why would you your".split(" ");
// What asks for the meaning of a word, and what is said around two words that are compared.
const MEANING = [/^(?:what (?:is|are|does|do)|define|(?:the )?(?:definition|meaning) of) (?:an? |the )?(.+?)(?: mean| stand for)?[?]?$/iu, /^(?:the )?(.+) (?:meaning|definition|defined|abbreviation|acronym|stands for)$/iu];
const COMPARED = /^(?:the )?differences? between | differences?$/giu;
const CYRILLIC = /\p{Script=Cyrillic}/u;
// A Russian word without the ending of its case, gender or number.
const RUSSIAN = /^(\p{Script=Cyrillic}{3,}?)(?:[иы]?ями|[аиы]ми|[ео]го|[ео]му|[аиояые][йяею]|[аиыя]х|[аоея]м|[ео]в|[аеиоуыьюя])$/u;
// Letters of Russian and its neighbours, for names that the book writes in Latin ones; folding has made short и of й and е of ё.
const ROMAN = new Map(Object.entries({ а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ж: "zh", з: "z", и: "i", к: "k", л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch", ъ: "", ы: "y", ь: "", э: "e", ю: "yu", я: "ya", і: "i", қ: "k", ғ: "g", ҳ: "h", ҷ: "j", ң: "n", ө: "o", ү: "u", ұ: "u", ә: "a", һ: "h" }));
// What one amount is in the unit that the book may print it in: 811 thousand is 811,000, and 5.6 t are 5,600 kg.
const SCALES = new Map([["thousand", [1e3]], ["million", [1e6]], ["billion", [1e9, 1e3]], ["kg", [1e-3]], ["t", [1e3]], ["ton", [1e3]], ["tons", [1e3]], ["tonne", [1e3]], ["tonnes", [1e3]]]);
const EXPLAINED = ["book/reference/glossary", "book/reference/abbreviations"];
// A bare abbreviation is spelt out, and a bare year has its events, on one of the first pages, whatever else speaks of them.
const ABBREVIATION = /^\p{Lu}[\p{Lu}0-9-]+$/u;
const YEAR = /^(?:19|20)[0-9]{2}$/;
const EVENTS = new Set("event events year years date dates chronology history".split(" "));
const SEEN = 3;  // pages that are seen at once
const LISTED = /^book\/reference\/(?!accessibility|corrections|data|train)/;
const LISTS = new Set(["References", "Further reading", "The lab"]);  // what they name is said elsewhere
const TOPIC = 6, ABOUT = 2;  // what a topic of the page counts beside its words: as a whole, and each of its words
const RAREST = 5;  // what the rarest name counts, so that one odd word does not decide
const AMOUNTS = new Set("us usd dollar dollars euro euros kg g gram grams kilogram kilograms t ton tons tonne tonnes percent people persons ha hectare hectares km million thousand".split(" "));

// Numbers written by `_packed` of search_index.py: five bits a letter, the last letter of a number in the lower half.
function unpacked(text) {
  const numbers = [];
  let [number, scale] = [0, 1];
  for (const letter of text) {
    const digit = LETTERS.get(letter);
    number += (digit % 32) * scale;
    scale *= 32;
    if (digit < 32) {
      numbers.push(number);
      [number, scale] = [0, 1];
    }
  }
  return numbers;
}

function summed(steps) {
  let number = 0;
  return steps.map((step) => (number += step));
}

// British and American endings become one before the stem is taken.
function endingsAlike(word) {
  if (word.length < 6) return word;
  return word.replace(/is(ation|ations|ational|e|ed|es|er|ers|ing)$/, "iz$1").replace(/yse(d|s|rs?)?$/, "yze$1").replace(/ysing$/, "yzing")
    .replace(/our(s|al|ed|ing|ers?)?$/, "or$1").replace(/tre(s?)$/, "ter$1").replace(/mme(s?)$/, "m$1").replace(/ence(s?)$/, "ense$1")
    .replace(/gue(s?)$/, "g$1").replace(/dgement/, "dgment");
}

// The number of a noun says little, another ending more: rounds, rounding.
function singular(word) {
  return word.replace(/ies$/, "y").replace(/([^s])s$/, "$1");
}

function consonants(word) {
  return word.replace(/[aeiouy]/g, "").replace(/(.)\1/g, "$1");
}

// How many letters must be changed, added, left out or turned round; `most` + 1 when it is more.
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length];
}

export class SearchIndex {
  // `stem` gives the stem of an English word, `idle` lists the words that say little.
  constructor({ pages, lengths, words, held, names, translated, numbers }, stem, idle) {
    this.passages = [];
    this.pages = pages.map(([name, title, weight, headings, topics]) => {
      // Entries of a list have nothing to do with each other; the parts of a chapter do.
      const page = { name, title, weight, topics: topics.split("; "), entries: LISTED.test(name), first: this.passages.length, length: 0 };
      for (const heading of headings) this.passages.push({ page, heading });
      return page;
    });
    unpacked(lengths).forEach((length, place) => {
      this.passages[place].length = length;
      this.passages[place].page.length += length;
    });
    this.spoken = this.passages.filter(({ page }) => !page.entries).length;
    this.headings = new Map();
    for (const { heading } of this.passages) this.headings.set(heading, (this.headings.get(heading) ?? 0) + 1);
    this.usualPage = this.pages.reduce((sum, one) => sum + one.length, 0) / this.pages.length;
    this.usual = this.passages.reduce((sum, one) => sum + one.length, 0) / this.passages.length;
    this.words = words.split(" ");
    this.place = new Map(this.words.map((word, place) => [word, place]));
    this.held = held.split(" ");
    this.numbers = new Map(numbers.map(([number, rows]) => [number, summed(unpacked(rows))]));
    this.stem = (word) => (/^[a-z]+$/.test(word) ? stem(endingsAlike(word)) : word.replace(RUSSIAN, "$1"));
    this.idle = new Set([...idle, ...ASKING]);
    this.named = new Map();
    this.spelled = new Set();
    this.short = new Set();  // names of one short word, which are the plural of nothing
    for (const [spellings, sought] of [...names.map((one) => [one, 0]), ...translated.map((one) => [one, 1])]) {
      const forms = spellings.map((one) => one.split(" "));
      for (const form of forms.slice(sought)) {  // a term is found by its translations, and by its own words without them
        const first = this.ending(form[0]);
        if (!this.named.has(first)) this.named.set(first, []);
        this.named.get(first).push({ form: form.map((word) => this.ending(word)), forms });
        for (const word of form) this.spelled.add(word);
        if (form.length === 1 && form[0].length < 5) this.short.add(form[0]);
      }
    }
    for (const known of this.named.values()) known.sort((a, b) => b.form.length - a.form.length);
  }

  // A word of a name without its ending, so that a plural is the name too; AIDS is no plural of aid.
  ending(word) {
    return word.length > 4 ? this.stem(word) : word;
  }

  // Words by their stem, made when the first question comes.
  get stems() {
    if (!this.byStem) {
      this.byStem = new Map();
      for (const word of this.words) {
        const stem = this.stem(word);
        if (this.byStem.has(stem)) this.byStem.get(stem).push(word);
        else this.byStem.set(stem, [word]);
      }
    }
    return this.byStem;
  }

  // The words of the book that a word stands for, each with how well: itself, other endings, or what it begins.
  forms(word) {
    const alike = this.short.has(word) ? [] : this.stems.get(this.stem(word)) ?? [];
    const found = new Map(alike.filter((other) => !this.short.has(other)).map((other) => [other, singular(other) === singular(word) ? 0.93 : 0.8]));
    if (this.place.has(word)) found.set(word, 1);
    if (!found.size && word.length > 2 && !/^[0-9]/.test(word)) {
      for (const other of this.words) if (other.startsWith(word) && found.size < 50) found.set(other, 0.5);
    }
    return found;
  }

  passagesWith(word) {
    const found = new Map();
    for (const [form, strength] of this.forms(word)) {
      for (const passage of summed(unpacked(this.held[this.place.get(form)]))) {
        if ((found.get(passage) ?? 0) < strength) found.set(passage, strength);
      }
    }
    return found;
  }

  // What a question asks for: each name with all that is written for it, and with the passages that hold it.
  asked(question) {
    const text = question.trim().replace(COMPARED, "").replace(/\b(\p{Lu}{2,})s\b/gu, "$1").replace(/<\/?[a-z!][^>]*>/giu, " ").replace(/(?:\bus)?\$/giu, " us ").replace(/([0-9])(?:m|mn|mln|mio)\b/giu, "$1 million").replace(/([0-9])bn\b/giu, "$1 billion").replace(/\b([0-9]{1,3})((?: [0-9]{3})+)(?![0-9])/gu, (all) => all.replaceAll(" ", ","));
    const typed = wordsOf(text).map((one) => one.word).filter(Boolean).flatMap((word) => this.halves(word) ?? [word]);
    const words = typed.map((word) => this.meant(word));
    const endings = words.map((word) => this.ending(word));
    const names = [];
    for (let i = 0; i < words.length;) {
      const known = (this.named.get(endings[i]) ?? []).filter(({ form }) => form.every((word, j) => endings[i + j] === word));
      const length = known[0]?.form.length ?? 1;
      const same = known.filter(({ form }) => form.length === length).flatMap(({ forms }) => forms);
      const said = words.slice(i, i + length);
      const scaled = (SCALES.get(words[i + 1]) ?? []).map((scale) => String(+(said[0] * scale).toPrecision(12))).filter((one) => /^[0-9.]+$/.test(one) && !YEAR.test(one));
      names.push({ said, typed: typed.slice(i, i + length), forms: [said, ...same, ...scaled.map((one) => [one])] });
      i += length;
    }
    const telling = names.filter(({ said }) => said.length > 1 || !this.idle.has(said[0]));
    const once = new Map((telling.length ? telling : names).map((name) => [name.said.join(" "), name]));
    return [...once.values()].map((name) => this.weighed(name));
  }

  // The word itself, or the one that the book has for what looks like a slip: no word of the book, or only the beginning of a rare one.
  meant(word) {
    if (this.spelled.has(word) || this.short.has(word) || this.place.has(word) || this.stems.has(this.stem(word))) return word;
    const begun = [...this.forms(word).keys()].reduce((sum, one) => sum + this.often(one), 0);
    const better = this.nearest(word);
    if (!better && CYRILLIC.test(word)) return this.meant(Array.from(word, (letter) => ROMAN.get(letter) ?? "").join("") || "?");
    return better && (!begun || this.often(better) > 10 * begun) ? better : word;
  }

  // What others write as two words: counternarcotics, drugfree; of two cuts the one whose rarer half is more common.
  halves(word) {
    if (this.place.has(word) || this.spelled.has(word) || this.stems.has(this.stem(word))) return undefined;
    const cuts = Array.from({ length: Math.max(0, word.length - 5) }, (_, cut) => [word.slice(0, cut + 3), word.slice(cut + 3)]);
    const written = cuts.filter((both) => both.every((half) => this.place.has(half) && !this.idle.has(half)));
    const common = (both) => Math.min(...both.map((half) => this.often(half)));
    return written.sort((one, other) => common(other) - common(one))[0];
  }

  // About how often the book has a word.
  often(word) {
    return this.held[this.place.get(word)]?.length ?? 0;
  }

  weighed({ said, typed, forms }) {
    const found = new Map();
    const words = new Map();
    const spellings = forms.map((form) => form.filter((word) => form.length === 1 || !this.idle.has(word)).map((word) => this.forms(word)));
    for (const [number, form] of forms.entries()) {
      const worth = number ? 0.9 : 1;
      const each = form.map((word) => this.passagesWith(word));
      for (const [passage, strength] of each[0]) {
        const weakest = Math.min(strength, ...each.slice(1).map((other) => other.get(passage) ?? 0));
        if (weakest * worth > (found.get(passage) ?? 0)) found.set(passage, weakest * worth);
      }
    }
    for (const [one, strength] of spellings.flat().flatMap((word) => [...word])) words.set(one, Math.max(strength, words.get(one) ?? 0));
    // How rare it is where the book speaks: what each row of the catalogue has, such as "cite", is no common word.
    const spoken = [...found.keys()].reduce((sum, place) => sum + (this.passages[place].page.entries ? 0 : 1), 0);
    const rare = Math.min(RAREST, Math.log(1 + (this.spoken - spoken + 0.5) / (spoken + 0.5)));
    const rows = said.length === 1 ? this.numbers.get(said[0]) ?? [] : [];
    return { said: said.join(" "), typed: typed.join(" "), spellings, words, found, rare, rows: new Set(rows) };
  }

  // Pages in the order of how well they answer, each with its passages in that order.
  answers(question) {
    const meant = MEANING.map((asking) => asking.exec(question.trim())?.[1]).find(Boolean);
    const names = this.asked(meant ?? question);
    const explained = meant || CYRILLIC.test(question) ? EXPLAINED : [];
    const all = names.reduce((sum, name) => sum + name.rare, 0);
    const plainly = names.filter((name) => !AMOUNTS.has(name.said));
    const onlyNumbers = plainly.length > 0 && plainly.every((name) => /^[0-9]/.test(name.said));
    const whole = wordsOf(question).map(({ word }) => this.stem(word)).join(" ");
    const scores = new Map();
    for (const name of names) {
      for (const [place, strength] of name.found) {
        const { length, heading, page } = this.passages[place];
        const short = 1.6 / (1 + 0.4 * Math.min(4, length / this.usual));
        const headed = this.onMany(heading) ? 1 : 1 + 1.2 * this.says(heading, name);
        const listed = LISTS.has(heading) || (!heading && !page.entries) ? 0.5 : 1;  // a row among the words of a chapter too
        const row = onlyNumbers && name.rows.has(place) ? 6 : 1;
        scores.set(place, (scores.get(place) ?? 0) + name.rare * strength * short * headed * listed * row);
      }
    }
    const pages = new Map();
    for (const [place, score] of scores) {
      const { page } = this.passages[place];
      if (!pages.has(page)) pages.set(page, { page, passages: [] });
      const called = wordsOf(this.passages[place].heading).map(({ word }) => this.stem(word)).join(" ");
      pages.get(page).passages.push({ place, score: called === whole ? score + 1.5 * all : score });
    }
    const sought = new Map(this.pages.map((page) => [page, this.soughtFor(page, names, all)]));
    const lookup = this.lookup(question, names, Math.max(...sought.values()));
    for (const [page, well] of sought) {
      if (well > 0.2 && !pages.has(page)) pages.set(page, { page, passages: [{ place: page.first, score: 0 }] });
    }
    const answers = [...pages.values()].map(({ page, passages }) => {
      passages.sort((a, b) => b.score - a.score || a.place - b.place);
      let [told, covered] = [0, 0];
      for (const name of names) {
        const count = passages.reduce((sum, { place }) => sum + (name.found.has(place) ? 1 : 0), 0);
        if (!count) continue;
        covered += name.rare;
        const often = page.entries ? 0 : count / (count + 1 + page.length / this.usualPage);
        told += name.rare * (2 * often + Math.max(this.says(page.title, name) * (onlyNumbers ? 6 : 1.5), ABOUT * Math.max(...page.topics.map((topic) => this.says(topic, name)))));
      }
      const weight = onlyNumbers && page.entries ? 1 : page.weight;  // the rows of a number stand in the catalogue
      const best = passages[0].score + 0.3 * (passages[1]?.score ?? 0);
      const together = Math.max(...passages.map(({ place }) => names.reduce((sum, name) => sum + (name.found.has(place) ? name.rare : 0), 0))) / all;
      const answered = page.entries ? together : (2 * covered / all + together) / 3;
      const entitled = names.reduce((sum, name) => sum + this.says(page.title, name), 0) / names.length;
      const called = this.called(page.title, names) ** 2 * entitled * 4 * all;
      const entry = explained.includes(page.name) && passages.some(({ place }) => this.explains(this.passages[place], names)) ? 20 * all : 0;
      const topic = TOPIC * sought.get(page) ** 1.5 * all;
      return { page, passages, lookup: page.name === lookup, score: weight * (best + told) * answered + called + entry + topic, covered: Math.max(covered / all, sought.get(page)) };
    });
    const most = Math.max(0, ...answers.map((one) => one.covered));
    return { names, answers: inOrder(answers.filter((one) => one.lookup || one.covered > 0.2 * most)), all };
  }

  // The page where what is asked for is looked up, if it is of that kind; not where another page is `sought` for it.
  lookup(question, names, sought) {
    if (sought < 0.2 && ABBREVIATION.test(question.trim()) && names.length === 1 && names[0].spellings.length > 1) return "book/reference/abbreviations";
    const years = names.filter(({ said }) => YEAR.test(said));
    return years.length && names.every(({ said }) => YEAR.test(said) || EVENTS.has(said)) ? "book/reference/timeline" : undefined;
  }

  // How well a topic of the page is what is asked for: how much of the question it says, and how much of it the question says.
  soughtFor({ topics }, names, all) {
    return Math.max(...topics.map((topic) => {
      const said = names.reduce((sum, name) => sum + name.rare * this.says(topic, name), 0) / all;
      return said && said * this.called(topic, names);
    }));
  }

  // How much of a title the question says.
  called(title, names) {
    const telling = wordsOf(title).filter(({ word }) => !this.idle.has(word));
    return telling.filter(({ word }) => names.some((name) => (name.words.get(word) ?? 0) > 0.5)).length / telling.length;
  }

  // Whether an entry of the glossary is that of what was asked for, or a list of abbreviations has it.
  explains({ heading, page }, names) {
    return page.name.endsWith("abbreviations") ? names.length === 1 && names[0].spellings.length > 1 : names.every((name) => this.says(heading, name));
  }

  // A heading that stands on many pages tells nothing of one.
  onMany(heading) {
    return (this.headings.get(heading) ?? 0) > 3;
  }

  // How well a heading says a name, from 0 to 1: all words of one of its spellings, as written or with other endings.
  says(heading, { spellings }) {
    const words = wordsOf(heading).map(({ word }) => word);
    const well = (one) => Math.max(0, ...words.map((word) => one.get(word) ?? 0).filter((strength) => strength > 0.5));
    return Math.max(0, ...spellings.map((form) => Math.min(...form.map(well))));
  }

  // Words of the book that are written nearly like one that it does not have.
  near(word, most = word.length < 5 ? 1 : 2) {
    const spelled = [...this.words.filter((one) => one.length > 2 && !/^[0-9]/.test(one)), ...this.spelled];
    const near = [...new Set(spelled)].map((one) => ({ one, far: distance(word, one, most) })).filter(({ far }) => 0 < far && far <= most);
    return near.sort((a, b) => a.far - b.far || a.one.localeCompare(b.one)).map(({ one }) => one);
  }

  // The word one slip away that the book has most often; two slips away for a long word with the same consonants.
  nearest(word) {
    if (word.length < 5 || /[0-9]/.test(word)) return undefined;
    const near = this.near(word, 1);
    if (!near.length && word.length > 7) near.push(...this.near(word, 2).filter((one) => consonants(one) === consonants(word)));
    return near.sort((a, b) => this.often(b) - this.often(a))[0];
  }
}

export function inOrder(answers) {
  answers.sort((a, b) => b.score - a.score || a.page.first - b.page.first);
  const at = answers.findIndex(({ lookup }) => lookup);
  if (at >= SEEN) answers.splice(SEEN - 1, 0, ...answers.splice(at, 1));
  return answers;
}
