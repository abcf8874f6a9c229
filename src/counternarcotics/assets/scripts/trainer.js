// The trainer: asks the questions of the list on the page, one by one, and keeps what the reader said.
// Without this script the page is that list, each answer behind a line that opens.

import { typedField } from "./controls.js";
import { read, shown } from "./numbers.js";
import { BINS, button, curve, grid, make, mean, percent, times } from "./pieces.js";
import { placeSought } from "./place.js";
import { offer } from "./saving.js";

const MISS = 0.1;  // what a range of 90 % leaves outside
const ROUND = 10;
const KEPT = "counternarcotics-trainer";

// -- scores: the functions of counternarcotics.models.scoring and .fan, and of counternarcotics.trainer ----------------

function brier(probability, share) {
  const against = 1 - probability;
  return share * against * against + (1 - share) * probability * probability;
}

function intervalScore(low, high, value, miss) {
  return high - low + (2 / miss) * (Math.max(low - value, 0) + Math.max(value - high, 0));
}

const doublings = (low, high, value) => intervalScore(Math.log2(low), Math.log2(high), Math.log2(value), MISS);

// What one answer came to; null for an answer to a question that this page does not hold.
function scored(answer, question) {
  if (!question) return null;
  if (question.kind === "interval") {
    const { low, high } = answer;
    return { held: low <= question.value && question.value <= high, score: doublings(low, high, question.value), inUnit: intervalScore(low, high, question.value, MISS) };
  }
  const right = answer.choice === question.right;
  return { right, score: brier(answer.probability, right ? 1 : 0) };
}

function record(answers, questions) {
  const known = answers.map((answer) => ({ answer, outcome: scored(answer, questions.get(answer.id)) })).filter(({ outcome }) => outcome);
  const choices = known.filter(({ outcome }) => "right" in outcome);
  const ranges = known.filter(({ outcome }) => "held" in outcome);
  const group = (members) => ({
    number: members.length,
    said: mean(members.map(({ answer }) => answer.probability)),
    right: mean(members.map(({ outcome }) => (outcome.right ? 1 : 0))),
  });
  return {
    choices: { ...group(choices), score: mean(choices.map(({ outcome }) => outcome.score)) },
    bins: BINS.map(([from, to]) => ({
      from, to, ...group(choices.filter(({ answer }) => answer.probability * 100 >= from && (answer.probability * 100 < to || to === 100))),
    })).filter(({ number }) => number),
    ranges: { number: ranges.length, held: ranges.filter(({ outcome }) => outcome.held).length, score: mean(ranges.map(({ outcome }) => outcome.score)) },
  };
}

// -- what the reader said, in memory and, when asked, on the device ----------------------------------------------------

class Memory {
  constructor() {
    const kept = this.kept();
    this.answers = kept ?? [];
    this.remembers = kept !== null;
  }

  // What stands on the device; null where a browser keeps nothing, or something else under this name.
  kept() {
    try {
      const { answers } = JSON.parse(localStorage.getItem(KEPT));
      return Array.isArray(answers) ? answers.filter(isAnswer) : null;
    } catch {
      return null;
    }
  }

  // In another tab the reader may have answered meanwhile, or taken all off the device.
  join() {
    const kept = this.kept();
    const known = new Set((kept ?? []).map(({ id }) => id));
    this.answers = [...(kept ?? []), ...this.answers.filter(({ id }) => !known.has(id))];
    return kept !== null;
  }

  add(answer) {
    if (this.remembers) this.remembers = this.join();
    if (!this.answers.some(({ id }) => id === answer.id)) this.answers.push(answer);
    return this.keep();
  }

  // Tell whether the device keeps what it should.
  keep() {
    try {
      // Where a browser keeps nothing, page-mode.js puts a store that lasts as long as the page; that is no keeping.
      if (this.remembers && !(localStorage instanceof Storage)) throw new Error("nothing outlasts this page");
      if (this.remembers) localStorage.setItem(KEPT, JSON.stringify({ answers: this.answers }));
      else localStorage.removeItem(KEPT);
      return true;
    } catch {
      const wanted = this.remembers;
      this.remembers = false;
      return !wanted;
    }
  }
}

function isAnswer(answer) {
  const finite = (...values) => values.every(Number.isFinite);
  return typeof answer?.id === "string" && (finite(answer.low, answer.high) ? answer.low > 0 && answer.low <= answer.high
    : finite(answer.probability) && [0, 1].includes(answer.choice) && answer.probability >= 0.5 && answer.probability <= 1);
}

// -- words -------------------------------------------------------------------------------------------------------------

const points = (value) => shown(value, ",.2f", "");
const size = (value) => shown(value, "~,.1f", "");

function said(answer, question, outcome) {
  if (question.kind !== "interval") {
    return `${outcome.right ? "Right" : "Wrong"}: you gave ${percent(answer.probability)} to “${question.options[answer.choice]}”. Brier score ${points(outcome.score)}; 0 is best, 0.25 is what a coin flip costs, 1 is worst.`;
  }
  const width = Math.log2(answer.high / answer.low);
  const parts = outcome.held ? "all of it the width of your range" : `${size(width)} for the width of your range and ${size(outcome.score - width)} for the miss`;
  const range = `your range from ${size(answer.low)} to ${size(answer.high)}`;
  return `${outcome.held ? `It held: the answer lies inside ${range}` : `It did not hold: the answer lies outside ${range}`}. Interval score ${size(outcome.score)} doublings, ${parts}; less is better. In ${question.unit} it is ${size(outcome.inUnit)}.`;
}

function confidence({ number, said: stated, right }) {
  if (!number) return "No choice between two sides yet.";
  const gap = Math.round(stated * 100) - Math.round(right * 100);
  const verdict = Math.abs(gap) < 5 ? "the two agree well" : `you were ${Math.abs(gap)} percentage points too ${gap > 0 ? "sure" : "careful"}`;
  return `In ${times(number, "choice")} you gave ${percent(stated)} on average and were right in ${percent(right)}: ${verdict}.`;
}

const holding = ({ number, held }) => (number ? `${held} of your ${times(number, "range")} held, ${percent(held / number)}; 90% should.` : "No range yet.");

// -- the trainer -------------------------------------------------------------------------------------------------------

class Trainer {
  constructor(section) {
    this.section = section;
    this.questions = new Map([...section.querySelectorAll(".cn-asking")].map((item) => [item.id, {
      id: item.id,
      kind: item.dataset.kind,
      text: item.querySelector(".cn-asked").textContent,
      counted: item.querySelector(".cn-counted").textContent,
      options: [...item.querySelectorAll(".cn-options span")].map((option) => option.textContent),
      right: +item.dataset.right,
      value: +item.dataset.value,
      unit: item.dataset.unit,
      outcome: item.querySelector(".cn-outcome"),
    }]));
    this.memory = new Memory();
    this.asked = 0;
    this.card = make("div", { className: "cn-card" });
    this.status = make("p", { className: "cn-judged", attributes: { role: "status" } });
    this.record = make("div", { className: "cn-record-of" });
    this.record.tabIndex = -1;
    this.list = button("Show all questions as a list", () => this.unfold(!section.classList.contains("cn-listed")));
    this.list.setAttribute("aria-expanded", "false");
    section.querySelector(".cn-round").append(this.card, this.record);
    section.querySelector(".cn-questions").before(make("div", { className: "cn-actions" }, this.list));
    section.classList.add("cn-playing");
    this.ask();
    this.recount();
    // A link to one question shows it where it stands.
    const follow = () => {
      const item = placeSought();
      if (!section.contains(item) || !item.matches(".cn-asking")) return;
      this.unfold(true);
      item.scrollIntoView();
    };
    window.addEventListener("hashchange", follow);
    follow();
  }

  unfold(open) {
    this.section.classList.toggle("cn-listed", open);
    this.list.setAttribute("aria-expanded", String(open));
    this.list.textContent = open ? "Hide the list" : "Show all questions as a list";
  }

  next() {
    const answered = new Set(this.memory.answers.map(({ id }) => id));
    const open = [...this.questions.values()].filter(({ id }) => !answered.has(id));
    return open[Math.floor(Math.random() * open.length)];
  }

  ask(focus = false) {
    const question = this.next();
    this.status = make("p", { className: "cn-judged", attributes: { role: "status" } });
    if (!question) {
      this.card.replaceChildren(make("p", { textContent: "You have answered every question. Delete your answers below to begin again." }));
      return;
    }
    const heading = make("h3", { textContent: question.text, tabIndex: -1 });
    const wrong = make("p", { className: "cn-wrong-entry", id: "trainer-wrong" });
    const fields = make("fieldset", {}, make("legend", { textContent: question.kind === "interval" ? `A range in ${question.unit} that holds the answer with a chance of 90%` : "Which of the two, and how sure are you?" }));
    const readAnswer = question.kind === "interval" ? this.range(fields) : this.choice(fields, question);
    const send = make("button", { type: "submit", className: "cn-send", textContent: "Answer" });
    fields.append(wrong, send);
    const form = make("form", { noValidate: true }, fields);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const { answer, field, why } = readAnswer();
      for (const input of fields.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
      wrong.textContent = why ?? "";
      if (!answer) {
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", wrong.id);
        field.focus();
        return;
      }
      this.tell(question, { id: question.id, ...answer }, form);
    });
    const at = (this.asked % ROUND) + 1;
    this.card.replaceChildren(
      make("p", { className: "cn-kicker", textContent: `Question ${at} of ${ROUND} in this round` }),
      heading, make("p", { className: "cn-counted", textContent: question.counted }), form, this.status,
    );
    if (focus) heading.focus();
  }

  choice(fields, question) {
    const radios = question.options.map((text, position) => {
      const radio = make("input", { type: "radio", name: "trainer-choice", value: String(position) });
      fields.append(make("label", { className: "cn-option" }, radio, make("span", { textContent: text })));
      return radio;
    });
    const slider = make("input", { type: "range", id: "trainer-sure", min: "50", max: "100", step: "1", value: "50" });
    const typed = typedField("How sure you are, in percent", ["100%"]);
    const show = () => {
      typed.value = `${slider.value}%`;
      slider.setAttribute("aria-valuetext", `${slider.value}%`);
    };
    const probability = () => read(typed.value.replace("%", ""), 50, 100) / 100;
    slider.addEventListener("input", show);
    typed.addEventListener("change", () => { if (probability() >= 0.5 && probability() <= 1) slider.value = String(probability() * 100); });
    show();
    fields.append(make("div", { className: "cn-sure" },
      make("label", { htmlFor: slider.id, textContent: "How sure: 50% is a coin flip, 100% is certain" }), typed.parentElement, slider));
    return () => {
      const chosen = radios.findIndex((radio) => radio.checked);
      if (chosen < 0) return { field: radios[0], why: "Choose one of the two first." };
      if (!(probability() >= 0.5 && probability() <= 1)) return { field: typed, why: `“${typed.value}” is not between 50% and 100%; if you are less sure than that, choose the other side.` };
      return { answer: { choice: chosen, probability: probability() } };
    };
  }

  range(fields) {
    const ends = [["low", "Lower end"], ["high", "Upper end"]].map(([key, text]) => {
      const input = make("input", { type: "text", id: `trainer-${key}`, className: "cn-end", inputMode: "decimal", autocomplete: "off" });
      fields.append(make("label", { htmlFor: input.id, textContent: text }), input);
      return input;
    });
    return () => {
      const [low, high] = ends.map((input) => read(input.value));
      for (const [position, value] of [low, high].entries()) {
        if (!(Number.isFinite(value) && value > 0)) return { field: ends[position], why: `${ends[position].value.trim() ? `“${ends[position].value}” is no number above 0; type one` : "Type a number above 0,"} such as 1500 or 2,5.` };
      }
      if (low > high) return { field: ends[1], why: "The upper end lies below the lower one; exchange the two." };
      return { answer: { low, high } };
    };
  }

  // What was said stands in the sentence, so the form gives way: question, answer, score and source are seen together.
  tell(question, answer, form) {
    const outcome = scored(answer, question);
    const kept = this.memory.add(answer);
    this.asked += 1;
    form.hidden = true;
    const over = this.asked % ROUND === 0;
    const go = button(over ? "See your record" : "Next question", () => {
      this.ask(!over);
      if (over) {
        this.record.querySelector("details").open = true;
        this.record.focus();
      }
    });
    go.className = "cn-send";
    const evidence = question.outcome.cloneNode(true);
    evidence.classList.add(outcome.right ?? outcome.held ? "cn-hit" : "cn-miss");
    this.card.append(evidence, go);
    this.recount(kept ? "" : "This browser keeps nothing; your answers last until you leave the page.");
    go.focus();
    this.status.textContent = said(answer, question, outcome);
  }

  // -- the record ------------------------------------------------------------------------------------------------------

  recount(notice = "") {
    const wasOpen = this.record.querySelector("details")?.open ?? false;
    const { answers } = this.memory;
    const known = record(answers, this.questions);
    const sentence = confidence(known.choices);
    const details = make("details", { className: "cn-fold", open: wasOpen }, make("summary", { textContent: `Your record: ${times(answers.length, "answer")}` }));
    if (answers.length) {
      const none = (number, text) => (number ? text() : "none yet");
      details.append(
        make("p", { className: "cn-sentence-of", textContent: `${sentence} ${holding(known.ranges)} ${answers.length < 30 ? "With fewer than thirty answers, chance moves these numbers a lot." : ""}` }),
        grid("Your scores so far; less is better", ["Score", "Answers", "Mean", "For comparison"], [
          ["Brier score", String(known.choices.number), none(known.choices.number, () => points(known.choices.score)), "0.25 for a coin flip"],
          ["Interval score, in doublings", String(known.ranges.number), none(known.ranges.number, () => size(known.ranges.score)), "2 for a range from 100 to 400 that holds"],
        ]),
      );
      if (known.bins.length) {
        details.append(curve(known.bins, sentence), grid("The curve as a table", ["You said", "Answers", "On average", "You were right"],
          known.bins.map((bin) => [`${bin.from}–${bin.to === 100 ? 100 : bin.to - 1}%`, String(bin.number), percent(bin.said), percent(bin.right)])));
      }
    }
    this.record.replaceChildren(details, this.keeping(notice));
  }

  keeping(notice) {
    const remember = make("input", { type: "checkbox", checked: this.memory.remembers });
    const told = make("p", { className: "cn-told", textContent: notice, attributes: { "aria-live": notice ? "off" : "polite" } });
    remember.addEventListener("change", () => {
      this.memory.remembers = remember.checked;
      if (remember.checked) this.memory.join();
      const kept = this.memory.keep();
      remember.checked = this.memory.remembers;
      told.textContent = !kept ? "This browser keeps nothing; your answers last until you leave the page."
        : remember.checked ? "Kept on this device alone, until you delete them." : "Taken off this device; they last until you leave the page.";
    });
    let sure = false;
    const remove = button("Delete my answers", () => {
      if (!sure) {
        sure = true;
        remove.textContent = `Delete ${times(this.memory.answers.length, "answer")} for good?`;
        return;
      }
      this.memory.answers = [];
      this.memory.remembers = false;
      this.memory.keep();
      this.asked = 0;
      this.ask();
      this.recount("Your answers are deleted.");
      this.record.focus();
    });
    const save = (kind) => button(`Save as ${kind.toUpperCase()}`, () => offer(`my-probabilities.${kind}`, new Blob([kind === "csv" ? this.csv() : this.json()], { type: kind === "csv" ? "text/csv" : "application/json" })));
    const saving = [save("csv"), save("json"), remove];
    for (const one of saving) one.disabled = !this.memory.answers.length;
    return make("div", { className: "cn-keeping" }, make("label", { className: "cn-option" }, remember, make("span", { textContent: "Remember my answers on this device" })),
      make("div", { className: "cn-actions" }, ...saving), told);
  }

  rows() {
    return this.memory.answers.map((answer) => {
      const question = this.questions.get(answer.id);
      const outcome = scored(answer, question);
      return {
        question: answer.id, kind: question?.kind ?? "", text: question?.text ?? "", choice: question?.options[answer.choice] ?? "",
        probability: answer.probability ?? "", low: answer.low ?? "", high: answer.high ?? "", unit: question?.kind === "interval" ? question.unit : "",
        answer: question ? question.options[question.right] ?? question.value : "", right: outcome ? outcome.right ?? outcome.held : "", score: outcome?.score ?? "",
      };
    });
  }

  csv() {
    const rows = this.rows();
    const cell = (value) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
    return [Object.keys(rows[0]), ...rows.map(Object.values)].map((row) => row.map(cell).join(",")).join("\r\n").concat("\r\n");
  }

  json() {
    return JSON.stringify({ page: location.href.split("#")[0], record: record(this.memory.answers, this.questions), answers: this.rows() }, null, 2);
  }
}

function begin() {
  for (const section of document.querySelectorAll(".cn-trainer")) {
    const trainer = new Trainer(section);
    // For tests: the scores, and the record of any answers to the questions of this page.
    window.counternarcoticsTrainer = { brier, intervalScore, doublings, record: (answers) => record(answers, trainer.questions), csv: () => trainer.csv() };
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
