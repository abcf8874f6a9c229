// What a mark says under the pointer or after a tap; it goes when the page scrolls or Escape is pressed.

let box;

function say(event, value) {
  if (value === undefined || value === null || value === "") return hide();
  if (!box) {
    box = document.createElement("div");
    box.className = "cn-tooltip";
    box.setAttribute("role", "tooltip");
    document.body.append(box);
    addEventListener("scroll", hide, { capture: true, passive: true });
    addEventListener("keydown", (pressed) => pressed.key === "Escape" && hide());
    addEventListener("pointerdown", hide);
  }
  const lines = typeof value === "object" ? Object.entries(value) : [["", String(value)]];
  box.replaceChildren(...lines.map(([name, said]) => {
    const line = document.createElement("p");
    if (name) line.append(Object.assign(document.createElement("span"), { textContent: `${name}: ` }));
    line.append(String(said));
    return line;
  }));
  box.hidden = false;
  // Beside the pointer, on the side where there is room.
  const { offsetWidth: width, offsetHeight: height } = box;
  const left = event.clientX + 12 + width < innerWidth ? event.clientX + 12 : Math.max(4, event.clientX - 12 - width);
  const top = event.clientY + 14 + height < innerHeight ? event.clientY + 14 : Math.max(4, event.clientY - 14 - height);
  box.style.transform = `translate(${left}px, ${top}px)`;
}

function hide() {
  if (box) box.hidden = true;
}

export function tooltip(view) {
  view.tooltip((handler, event, item, value) => say(event, value));
  // A still tap moves no pointer; its click comes last.
  view.addEventListener("click", (event, item) => say(event, item?.tooltip));
}
