// The settings of all explorers of a page in one address: #explorer-a?x=1&explorer-b?y=2, the one in hand first.
// The history keeps the settings of every place of the page that was visited, so that Back and reload show what was seen.

import { fewOf, inQuotes } from "./numbers.js";
import { plain } from "./place.js";

// An explorer as an address names it: with its setting behind the hash, where a hand may have put it elsewhere.
const NAMED = /^explorer-/i, MISPLACED = /[?&]explorer[-=]/i;

export const settingsOf = (fragment) => {
  const raw = fragment.replace(/^#/, "");
  // A program that hands an address on may have encoded its marks; a reader's words keep their own encoding.
  const parts = (/\?[^=]*=/.test(raw) ? raw : plain(raw)).split(/&(?=explorer-)/);
  return new Map(parts.map((part) => part.split("?")).map(([identifier, ...query]) => [identifier, query.join("?")]));
};

export class Address {
  constructor(explorers) {
    this.explorers = explorers;
    addEventListener("popstate", (event) => this.restore(event.state?.settings));
    // A page that is left as it was opened is found so again.
    addEventListener("load", () => setTimeout(() => this.keep()));
    addEventListener("click", (event) => this.clicked(event));
  }

  // The fragment that opens the page as it is; without `first` only what left its start.
  fragment(first) {
    const others = [...this.explorers.values()].filter((one) => one !== first && !one.atStart());
    return `#${[...(first ? [first] : []), ...others].map((one) => one.fragment()).join("&")}`;
  }

  link(explorer) {
    return new URL(this.fragment(explorer), location.href).href;
  }

  keep(explorer) {
    const fragment = this.fragment(explorer);
    history.replaceState({ settings: fragment }, "", explorer ? fragment : undefined);
  }

  // On arrival, and after Back, Forward or a link within the page.
  restore(remembered) {
    const asked = settingsOf(location.hash);
    const names = [...asked.keys()].filter((identifier) => this.explorers.has(identifier));
    if (names.length || remembered !== undefined) {
      this.follow(remembered ?? location.hash);
      this.keep();
    }
    this.say([...asked.keys()].filter((one) => NAMED.test(one) && !document.getElementById(one)), this.explorers.get(names[0])?.section);
    // After Back, Forward and reload the browser itself returns to where the reader was.
    if (remembered === undefined) this.show(names[0] ?? [...asked.keys()][0]);
  }

  // What an address asks of the page in vain is told where the reader looks: above the explorer that it opens, else above the page.
  say(missing, above) {
    this.note?.remove();
    const said = [];
    if (missing.length) {
      const names = fewOf(missing.map((one) => inQuotes(one.replace(NAMED, ""))));
      said.push(`This page has no explorer ${names.join(", ")}: look for it in the contents or by the search.`);
    }
    if (MISPLACED.test(location.search)) said.push("A setting in an address stands behind “#”, as in #explorer-name?assumption=value; what stands before it was not taken.");
    if (!said.length) return;
    this.note = Object.assign(document.createElement("p"), { className: "cn-note", textContent: said.join(" ") });
    this.note.setAttribute("role", "alert");
    (above ?? document.querySelector(".bd-article > *"))?.before(this.note);
  }

  follow(fragment) {
    const settings = settingsOf(fragment);
    for (const [identifier, explorer] of this.explorers) {
      if (settings.has(identifier)) explorer.follow(settings.get(identifier));
      else if (!explorer.atStart()) explorer.take(explorer.defaults());
    }
  }

  // A fold opens each time that a link leads to it, also when the address is the same as before.
  show(identifier) {
    const target = identifier ? document.getElementById(identifier) : null;
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
  }

  clicked(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (link.href.split("#")[0] !== location.href.split("#")[0] || !link.hash) return;
    if (link.hash === location.hash) setTimeout(() => this.restore(undefined));
  }

  // A link of the text that moves an explorer of the same page: Back returns to the setting before it, and to the text.
  move(explorer, query) {
    history.pushState(null, "", `#${explorer.section.id}`);
    explorer.follow(query);
    this.keep(explorer);
    explorer.section.querySelector(".cn-body").scrollIntoView({ block: "nearest" });
  }
}
