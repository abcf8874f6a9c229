// What page-mode.js and the style sheet leave aside while a page arrives, far sections, in pieces of work.

export function layOut() {
  const page = document.documentElement;
  if (!page.classList.contains("cn-arriving")) return [];
  const each = [...document.querySelectorAll(".bd-article > section > section")].map((section) => () => {
    section.classList.add("cn-laid");
    section.getBoundingClientRect();  // now, so that no piece of work grows long
  });
  return [...each, () => page.classList.remove("cn-arriving")];
}
