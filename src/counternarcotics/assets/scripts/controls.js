// What a control gains from the script: a field to type in, its help, and a touch that scrolls without moving it.

import { inQuotes, readShown, shown } from "./numbers.js";

const isSlider = (control) => control.type === "range";

export function text(control) {
  return isSlider(control) ? shown(+control.value, control.dataset.format, control.dataset.unit) : control.selectedOptions[0].textContent;
}

// The words that stand beside a control, without the help's question mark.
export const nameOf = (control) => control.closest(".cn-control").querySelector("label").textContent;

export function dress(control, say) {
  const holder = control.closest(".cn-control");
  ask(holder, control);
  if (control.dataset.idle) {
    const idle = document.createElement("p");
    idle.className = "cn-without-effect";
    idle.id = `${control.id}-idle`;
    idle.textContent = `Without effect now: ${control.dataset.idle}`;
    holder.append(idle);
  }
  if (!isSlider(control)) return;
  control.field = field(holder, control, say);
  scrollWithoutMoving(control);
}

function ask(holder, control) {
  const help = holder.querySelector(".cn-help");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cn-ask";
  button.textContent = "?";
  button.setAttribute("aria-label", `What does “${nameOf(control)}” mean?`);
  button.setAttribute("aria-controls", help.id);
  const open = (yes) => {
    help.hidden = !yes;
    button.setAttribute("aria-expanded", String(yes));
  };
  button.addEventListener("click", () => open(help.hidden));
  holder.addEventListener("keydown", (event) => event.key === "Escape" && open(false));
  open(false);
  holder.querySelector("label").after(button);
}

// A field to type a number in, as wide as the longest of the texts that it may show: they stand unseen behind it.
export function typedField(label, texts) {
  const made = Object.assign(document.createElement("input"), { type: "text", className: "cn-typed", size: 1, inputMode: "decimal", autocomplete: "off" });
  made.setAttribute("aria-label", `${label}, typed`);
  made.addEventListener("focus", () => made.select());
  const room = document.createElement("span");
  room.className = "cn-typed-room";
  room.dataset.longest = texts.reduce((one, other) => (other.length > one.length ? other : one));
  room.append(made);
  return made;
}

// A slider's value as a field: it shows the value with its unit, and takes what is typed, within bounds and steps.
function field(holder, control, say) {
  const ends = [control.min, control.max, control.dataset.default];
  const made = typedField(nameOf(control), ends.map((end) => shown(+end, control.dataset.format, control.dataset.unit)));
  made.addEventListener("change", () => {
    const { min, max, step, dataset } = control;
    const look = (value) => shown(+value, dataset.format, dataset.unit);
    const typed = made.value;
    let wanted = readShown(typed, dataset.format, dataset.unit, +min, +max);
    if (Number.isNaN(wanted)) {
      say(`${typed.trim() ? `${inQuotes(typed)} is no number; type one` : "Type a number"} from ${look(min)} to ${look(max)}.`);
      made.value = text(control);
      return;
    }
    const share = dataset.format.endsWith("%") && /^\s*0?[.,]\d+\s*$/.test(typed) && !stands(control, wanted) && stands(control, wanted * 100);
    if (share) wanted *= 100;
    control.value = wanted;
    made.value = text(control);
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
    if (share) say(`Taken as ${text(control)}: ${inQuotes(typed)} without a percent sign is a share of one.`);
    else if (wanted < +min || wanted > +max) say(`Taken as ${text(control)}: “${nameOf(control)}” goes from ${look(min)} to ${look(max)}.`);
    else if (Math.abs(wanted - +control.value) > 1e-9) say(`Taken as ${text(control)}: “${nameOf(control)}” moves in steps of ${look(step).replace("+", "")}.`);
  });
  made.addEventListener("keydown", (event) => {
    if (event.key === "Escape") made.value = text(control);
  });
  holder.querySelector("output").replaceWith(made.parentElement);
  return made;
}

// Whether a slider can stand at a value.
function stands({ min, max, step }, value) {
  const steps = (value - min) / step;
  return value >= +min && value <= +max && Math.abs(steps - Math.round(steps)) < 1e-6;
}

// A finger that goes up or down scrolls the page; only one that goes sideways, or stays, sets the slider.
function scrollWithoutMoving(control) {
  let from = null;
  control.addEventListener("touchstart", (event) => {
    const { clientX: x, clientY: y } = event.touches[0];
    from = { x, y, value: control.value, scrolls: false };
  }, { passive: true });
  control.addEventListener("touchmove", (event) => {
    if (!from || from.scrolls) return;
    const across = Math.abs(event.touches[0].clientX - from.x);
    const along = Math.abs(event.touches[0].clientY - from.y);
    if (along > 6 && along > across) from.scrolls = true;
    if (from.scrolls) back();
  }, { passive: true });
  for (const event of ["input", "change"]) {
    control.addEventListener(event, (told) => {
      if (!from?.scrolls || control.value === from.value) return;
      told.stopImmediatePropagation();
      control.value = from.value;
    });
  }
  // The browser takes a scrolling finger away before it says in which direction the finger went.
  control.addEventListener("touchcancel", () => { if (from) { from.scrolls = true; back(); } });
  control.addEventListener("touchend", () => setTimeout(() => { from = null; }, 0));
  function back() {
    if (control.value === from.value) return;
    control.value = from.value;
    from.scrolls = false;  // this one event tells the explorer that the value is the old one again
    control.dispatchEvent(new Event("input", { bubbles: true }));
    from.scrolls = true;
  }
}
