// Predictions and figures in steps.  Without this script the answer stands behind its line and the steps are a list.

import { bringToLife } from "./figure.js";
import { typedField } from "./controls.js";
import { inQuotes, readShown, shown } from "./numbers.js";

// A number that the reader marks or types before it is shown; the gap is then said in a sentence.
export function predict(block) {
  const { low, high, format, unit, least, most, step } = block.dataset;
  const answer = block.querySelector("details");
  const form = document.createElement("div");
  form.className = "cn-guess";
  const identifier = `${block.id}-guess`;
  const label = Object.assign(document.createElement("label"), { htmlFor: identifier, textContent: "Your expectation, to mark or to type" });
  const slider = Object.assign(document.createElement("input"), { type: "range", id: identifier, min: least, max: most, step });
  slider.value = (+least + +most) / 2;
  const look = (value) => shown(value, own(format), unit);
  const typed = typedField("Your expectation", [least, most].map((end) => look(+end)));
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Compare with the answer" });
  const gap = Object.assign(document.createElement("p"), { className: "cn-gap" });
  gap.setAttribute("role", "status");
  const show = () => {
    typed.value = look(+slider.value);
    slider.setAttribute("aria-valuetext", typed.value);
  };
  slider.addEventListener("input", show);
  typed.addEventListener("change", () => {
    const wanted = readShown(typed.value, format, unit, +least, +most);
    if (!Number.isNaN(wanted)) slider.value = wanted;
    gap.textContent = Number.isNaN(wanted) ? `${inQuotes(typed.value)} is no number; type one from ${look(+least)} to ${look(+most)}.` : "";
    show();
  });
  button.addEventListener("click", () => {
    gap.textContent = gapSaid(+slider.value, +low, +high, format, unit);
    answer.open = true;
  });
  show();
  form.append(label, typed.parentElement, button, slider);
  answer.before(form, gap);
}

// A reader's own number is shown as it was given; an answer with the figures that it is known to.
const own = (format) => format.replace("~", "");

export function gapSaid(guess, low, high, format, unit) {
  const look = (value) => shown(value, format, unit);
  const truth = look(low) === look(high) ? look(low) : `${look(low)} to ${look(high)}`;
  const said = `You expected ${shown(guess, own(format), unit)}; the answer is ${truth}`;
  if (look(guess) === look(low) || look(guess) === look(high)) return `${said}: exactly what you expected.`;
  if (guess > low && guess < high) return `${said}: you are inside the range.`;
  const nearest = guess < low ? low : high;
  const away = format.endsWith("%") ? `${shown(Math.abs(guess - nearest) * 100, `.${/\.(\d)/.exec(format)[1]}f`, "")} percentage points` : shown(Math.abs(guess - nearest), format.replace("+", ""), unit);
  return `${said}: you were ${away} too ${guess < low ? "low" : "high"}.`;
}

// One chart that builds up: its signal "step" says how much of it is shown.
export function walk(steps) {
  const captions = [...steps.querySelectorAll("ol > li")];
  const chart = steps.closest(".cn-figure").querySelector(".cn-chart");
  const [back, next] = steps.querySelectorAll(".cn-walk button");
  let at;
  const go = (step) => {
    at = step;
    captions.forEach((caption, position) => {
      if (position + 1 === at) caption.setAttribute("aria-current", "step");
      else caption.removeAttribute("aria-current");
    });
    steps.querySelector(".cn-walk span").textContent = `Step ${at} of ${captions.length}`;
    back.disabled = at === 1;
    next.disabled = at === captions.length;
    bringToLife(chart).then((view) => view.signal("step", at).runAsync()).catch(() => {});
  };
  back.addEventListener("click", () => go(at - 1));
  next.addEventListener("click", () => go(at + 1));
  steps.querySelector("ol").setAttribute("aria-live", "polite");
  steps.classList.add("cn-stepping");
  captions[0].setAttribute("aria-current", "step");
  new IntersectionObserver((entries, near) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    go(1);
  }, { rootMargin: "300px" }).observe(steps);
}
