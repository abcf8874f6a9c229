// A reader's progress, on the reader's own device: what was read, where to go on, how the checks went.
// Nothing is kept before it is asked for; what is kept is shown, saved as a file and deleted here.

import { offer } from "./saving.js";
import { remember, remembered } from "./store.js";

const PROGRESS = "cn-progress";
const LASTING = 1500;  // milliseconds that a place must be in view before it counts as the place

// The page's address from the top of the book, the same wherever the book lies.
function pageName() {
  const up = (document.documentElement.dataset.content_root ?? "./").split("../").length;
  return location.pathname.split("/").slice(-up).join("/");
}

// What is kept, or null; a file of another age or hand may hold anything.
function progress() {
  const found = remembered(PROGRESS);
  return found && typeof found === "object" ? { ...found, read: found.read ?? {}, checks: found.checks ?? {} } : null;
}

const questionOf = (check) => check.querySelector("legend").textContent.trim().slice(0, 120);

export function offerProgress() {
  const name = pageName();
  const place = document.querySelector(".cn-progress");
  const kept = progress();
  if (kept) markRead(kept, name);
  if (place) new Foot(place, name).show();
  if (kept?.place) goOn(kept.place);
  addEventListener("change", (event) => answered(event, name));
  watch(name);
}

// The answers that were given stand as they were, and pages that were read are marked wherever they are listed.
function markRead(kept, name) {
  const given = kept.checks[name] ?? {};
  for (const check of document.querySelectorAll(".cn-check")) {
    const answer = given[questionOf(check)];
    const box = answer && check.querySelectorAll("input")[answer.chosen];
    if (box) box.checked = true;
  }
  for (const link of document.querySelectorAll(".bd-links a, .cn-part a")) {
    const path = decodeURI(link.pathname);
    if (Object.keys(kept.read).some((page) => path.endsWith(`/${page}`))) link.classList.add("cn-read");
  }
}

// The landing page's first link leads to where the reader was.
function goOn(place) {
  const begin = document.querySelector(".cn-begin a");
  if (!begin) return;
  const root = document.documentElement.dataset.content_root ?? "./";
  begin.textContent = `Go on reading: ${place.title}`;
  begin.href = `${root}${place.page}${place.section ? `#${place.section}` : ""}`;
}

function answered(event, name) {
  const check = event.target.closest?.(".cn-check");
  const kept = check && progress();
  if (!kept) return;
  const boxes = [...check.querySelectorAll("input")];
  const chosen = boxes.findIndex((box) => box.checked);
  const right = event.target.closest(".cn-answer").classList.contains("cn-right");
  const page = (kept.checks[name] ??= {});
  const before = page[questionOf(check)];
  page[questionOf(check)] = { chosen, right, first: before ? before.first : right };
  remember(PROGRESS, kept);
  document.dispatchEvent(new CustomEvent("cn-progress"));
}

// The section in view when the reader has stayed with it, and when the page is left.
function watch(name) {
  const keep = () => {
    const kept = progress();
    const headings = [...document.querySelectorAll(".bd-article section[id]")];
    if (!kept || !document.querySelector(".cn-progress") || document.querySelector(".cn-landing")) return;
    const at = headings.filter((section) => section.getBoundingClientRect().top < innerHeight / 3).at(-1);
    kept.place = { page: name, section: at && at !== headings[0] ? at.id : "", title: titleOf(document.querySelector("h1")) };
    remember(PROGRESS, kept);
  };
  let waiting;
  addEventListener("scroll", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, LASTING);
  }, { passive: true });
  addEventListener("pagehide", keep);
}

const titleOf = (heading) => [...(heading?.childNodes ?? [])].filter((node) => !node.matches?.(".headerlink")).map((node) => node.textContent).join("").trim();

// What stands at the foot of the page: the offer, or what is kept and what to do with it.
class Foot {
  constructor(place, name) {
    this.place = place;
    this.name = name;
    document.addEventListener("cn-progress", () => this.show());
  }

  show(said = "") {
    const kept = progress();
    const parts = kept ? this.kept(kept) : [
      lineOf("This book keeps nothing about you. If you wish, this browser remembers, on this device alone, which pages you have read, where you were, and how you answered the checks."),
      buttonOf("Remember my progress on this device", () => this.change({ read: {}, checks: {} }, "")),
    ];
    const told = lineOf(said);
    told.setAttribute("role", "status");
    this.place.replaceChildren(this.place.firstElementChild, ...parts, told);
  }

  kept(kept) {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: this.name in kept.read });
    const label = document.createElement("label");
    label.append(box, " I have read this page");
    box.addEventListener("change", () => {
      const now = progress() ?? { read: {}, checks: {} };
      if (box.checked) now.read[this.name] = new Date().toISOString().slice(0, 10);
      else delete now.read[this.name];
      this.change(now, box.checked ? "Marked as read." : "No longer marked as read.");
    });
    const answers = Object.values(kept.checks).flatMap((page) => Object.values(page));
    const right = answers.filter((answer) => answer.first).length;
    const pages = Object.keys(kept.read).length;
    return [
      label,
      lineOf(`Kept on this device: ${pages} ${pages === 1 ? "page" : "pages"} read; ${answers.length} ${answers.length === 1 ? "question" : "questions"} of checks answered, ${right} right at the first try.`),
      buttonOf("Save as a file", () => offer("reading-progress.json", new Blob([JSON.stringify(progress(), null, 2)], { type: "application/json" }))),
      buttonOf("Delete all of it", () => this.change(null, "Deleted: nothing about you is kept any more.")),
    ];
  }

  change(kept, said) {
    const lasts = remember(PROGRESS, kept);
    this.show(lasts || !kept ? said : "This browser keeps nothing for this page (its settings, or a full store): the progress is gone when you leave.");
    this.place.querySelector("input, button")?.focus();
  }
}

function lineOf(words) {
  return Object.assign(document.createElement("p"), { textContent: words });
}

function buttonOf(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
  made.addEventListener("click", act);
  return made;
}
