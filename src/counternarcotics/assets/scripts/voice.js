// What a screen reader hears of an explorer: nothing before the reader has moved something, nothing while a slider is
// still moving, and of a sentence that has been heard only the parts that are new.

const PAUSE = 900;

// Whether the reader has done anything yet; a program that presses for them sends a click alone.
let acted = false;
for (const kind of ["keydown", "pointerdown", "click", "input"]) {
  addEventListener(kind, () => { acted = true; }, { capture: true, once: true, passive: true });
}

const partsOf = (sentence) => sentence.split(/(?<=[.;:,])\s+/);

// The parts of a sentence that the one before did not hold; the whole sentence where little is left of the old one.
export function news(before, sentence) {
  const known = new Set(partsOf(before));
  const parts = partsOf(sentence);
  const fresh = parts.filter((part) => !known.has(part));
  return fresh.length && fresh.length < parts.length ? fresh.join(" ").replace(/[;:,]$/, ".") : sentence;
}

export class Voice {
  constructor(section) {
    this.region = section.appendChild(document.createElement("p"));
    this.region.className = "cn-hidden";
    this.region.setAttribute("role", "status");
    this.heard = { by: undefined, sentence: "" };
  }

  // `by` is the control that moved, if it was one.
  say(sentence, by) {
    clearTimeout(this.waiting);
    // A page that opens with a setting shows it and is silent.
    if (!acted || sentence === this.heard.sentence) return;
    this.waiting = setTimeout(() => {
      this.region.textContent = by && by === this.heard.by ? news(this.heard.sentence, sentence) : sentence;
      this.heard = { by, sentence };
    }, PAUSE);
  }
}
