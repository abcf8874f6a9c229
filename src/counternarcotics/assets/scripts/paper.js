// What a reader wants on paper besides the page: the style sheet follows the boxes, so that the browser's own Print
// does, and without this script; here the choice is only remembered, on this device, for every page.

import { remember, remembered } from "./store.js";

const WANTED = "cn-paper";

export function offerPaper() {
  const paper = document.querySelector(".cn-paper");
  if (!paper) return;
  const wanted = () => new Set([remembered(WANTED)].flat());
  for (const box of paper.querySelectorAll("input")) {
    box.checked = wanted().has(box.id);
    box.addEventListener("change", () => {
      const now = wanted();
      if (box.checked) now.add(box.id);
      else now.delete(box.id);
      remember(WANTED, [...now].filter(Boolean));
    });
  }
  paper.querySelector(".cn-print-page").addEventListener("click", () => print());
}
