// Formulas: one phrase for the ear, MathML for readers that can walk it.

const KEY = "formulas";

// NVDA takes the MathML of a labelled formula from this attribute, and walks it on request; others hear the label.
function give(formula, math) {
  const copy = math.cloneNode(true);
  copy.removeAttribute("aria-hidden");
  copy.removeAttribute("data-tex");
  formula.dataset.mathml = copy.outerHTML;
}

// The reader's own wish: the MathML itself, sign by sign or however their program walks it, and no phrase.
function letWalk(formula, math) {
  formula.removeAttribute("role");
  formula.removeAttribute("aria-label");
  math.removeAttribute("aria-hidden");
}

function walked() {
  try { return localStorage.getItem(KEY) === "walk"; } catch { return false; }
}

export function speakFormulas() {
  const act = walked() ? letWalk : give;
  for (const math of document.querySelectorAll("[role=math] > math")) act(math.parentElement, math);
  const place = document.querySelector(".cn-formulas");
  if (!place) return;
  const choice = Object.assign(document.createElement("input"), { type: "checkbox", checked: walked() });
  const label = document.createElement("label");
  label.append(choice, "Give my screen reader the signs of a formula to walk, rather than one phrase");
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  choice.addEventListener("change", () => {
    try {
      if (choice.checked) localStorage.setItem(KEY, "walk");
      else localStorage.removeItem(KEY);
      told.textContent = "Kept on this device; it holds for every page that is opened from now on.";
    } catch {
      choice.checked = !choice.checked;
      told.textContent = "This browser keeps nothing for the book, so the choice cannot be kept.";
    }
  });
  place.append(label, told);
}
