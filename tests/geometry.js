// What a reader sees of a figure: measured in the page, returned as sentences. Tests load this file; pages do not.
(() => {
  "use strict";

  const SLACK = 1;  // pixels that rounding and anti-aliasing may take
  const SMALLEST = 9.9;  // pixels of type as it is drawn
  const READ = 9, PHONE = 360;  // pixels of type that a page may make of it in a picture, where it is at least so wide
  const GRAZE = 2;  // pixels that a letter may reach over the edge of a bar
  const MEANINGLESS = /\b(NaN|undefined|null|Infinity)\b|\[object|\u2026\s*$|^\u2026/;

  const visible = (element) => {
    if (getComputedStyle(element).visibility === "hidden") return false;
    for (let e = element; e && e.tagName !== "svg"; e = e.parentElement) {
      if (e.getAttribute("display") === "none" || e.getAttribute("opacity") === "0") return false;
    }
    const rect = element.getBoundingClientRect();
    return rect.width > 0 && rect.height > 0;
  };

  const round = (n) => Math.round(n);

  // The letters' box on the screen: its corners, turned as the text is. A line box is taller than what is printed in it.
  function inked(element) {
    const { x, y, width, height } = element.getBBox();
    const trim = (height / (element.childElementCount || 1)) * 0.2;
    const matrix = element.getScreenCTM();
    const corners = [[x, y + trim], [x + width, y + trim], [x + width, y + height - trim], [x, y + height - trim]]
      .map(([cx, cy]) => new DOMPoint(cx, cy).matrixTransform(matrix));
    const xs = corners.map((c) => c.x), ys = corners.map((c) => c.y);
    return { corners, left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  }

  // Two turned boxes overlap unless a line along a side of one separates them.
  function overlap(a, b) {
    if (a.right - SLACK < b.left || b.right - SLACK < a.left || a.bottom - SLACK < b.top || b.bottom - SLACK < a.top) return false;
    for (const { corners } of [a, b]) {
      for (const [from, to] of [[corners[0], corners[1]], [corners[1], corners[2]]]) {
        const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
        const along = ({ x, y }) => ((to.x - from.x) * x + (to.y - from.y) * y) / length;
        const one = a.corners.map(along), other = b.corners.map(along);
        if (Math.min(Math.max(...one), Math.max(...other)) - Math.max(Math.min(...one), Math.min(...other)) <= SLACK) return false;
      }
    }
    return true;
  }

  function plotOf(svg) {
    return svg.querySelector("g.mark-group.role-frame.root path.background").getBoundingClientRect();
  }

  // What is drawn of a picture: less than its place where the place is broader or higher than the picture.
  function drawn(svg) {
    const { x, y, width, height } = svg.viewBox.baseVal, matrix = svg.getScreenCTM();
    const [from, to] = [new DOMPoint(x, y), new DOMPoint(x + width, y + height)].map((p) => p.matrixTransform(matrix));
    return { left: from.x, top: from.y, right: to.x, bottom: to.y, width: to.x - from.x, height: to.y - from.y };
  }

  function outside(box, frame, slack = SLACK) {
    return Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom) - slack;
  }

  // How far two boxes reach into each other: the smaller of breadth and height, in pixels; not above 0 where they do not.
  function shared(a, b) {
    return Math.min(
      Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
  }

  /** Return what is wrong with one drawing, as sentences. `ids` are words that only tables use. */
  function measure(svg, ids, atStart = true) {
    const found = [];
    const drawing = drawn(svg);
    const holder = svg.parentElement.getBoundingClientRect();
    const plot = plotOf(svg);
    // Beside its controls an explorer's picture may be smaller until it is live.
    const still = svg.closest(".cn-picture") && (!svg.closest(".cn-result") || innerWidth === PHONE), scale = svg.getScreenCTM().a;
    if (!(plot.width >= drawing.width / 2)) {
      found.push(`plot: ${round(plot.width)} of ${round(drawing.width)} px wide`);
    }
    if (drawing.right > holder.right + SLACK) found.push(`drawing: ${round(drawing.right - holder.right)} px wider than its place`);
    const texts = [...svg.querySelectorAll("text")].filter((t) => t.textContent.trim() && visible(t))
      .map((element) => ({ element, box: inked(element), said: element.textContent.trim() }));
    for (const { element, box, said } of texts) {
      const over = outside(box, drawing);
      if (over > 0) found.push(`cut: "${said}" lies ${Math.ceil(over)} px outside`);
      if (element.closest("[clip-path]")) {
        const cut = outside(box, plot);
        if (cut > 0) found.push(`clipped: "${said}" by ${Math.ceil(cut)} px`);
      }
      const type = parseFloat(getComputedStyle(element).fontSize);
      if (type < SMALLEST) found.push(`small: "${said}" is ${type} px high`);
      const read = type * scale;
      if (still && innerWidth >= PHONE && read < READ) found.push(`small: "${said}" is brought to ${read.toFixed(1)} px`);
      if (MEANINGLESS.test(said)) found.push(`meaningless: "${said}"`);
      if (ids.has(said)) found.push(`id: "${said}"`);
    }
    for (let i = 0; i < texts.length; i++) {
      for (let j = i + 1; j < texts.length; j++) {
        if (overlap(texts[i].box, texts[j].box)) found.push(`overlap: "${texts[i].said}" and "${texts[j].said}"`);
      }
    }
    for (const bar of svg.querySelectorAll("g.mark-rect.role-mark path")) {
      const filled = bar.getAttribute("fill") !== "transparent" && Number(bar.getAttribute("fill-opacity") ?? bar.getAttribute("opacity") ?? 1) > 0.5;
      const frame = bar.getBoundingClientRect();
      for (const { box, said } of filled && visible(bar) ? texts : []) {
        if (shared(box, frame) > GRAZE && outside(box, frame, GRAZE) > 0) found.push(`struck: "${said}" lies half on a bar`);
      }
    }
    for (const group of atStart ? svg.querySelectorAll("g.mark-rect.role-mark") : []) {
      const bars = [...group.querySelectorAll("path")].map((bar) => bar.getBoundingClientRect());
      if (bars.length && bars.every((bar) => bar.width < 0.5 || bar.height < 0.5)) found.push(`empty: ${bars.length} bars without a length`);
    }
    for (const axis of svg.querySelectorAll("g.role-axis")) {
      const labels = [...axis.querySelectorAll(".role-axis-label text")].filter(visible).map((t) => t.textContent.trim());
      if (!labels.length || axis.querySelector(".role-axis-title text")?.textContent) continue;
      const numbers = labels.filter((l) => /\d/.test(l) && !/[a-z]{3}/i.test(l));
      const years = numbers.filter((l) => /^(\d{4}(-\d\d)?|'\d\d)$/.test(l));
      if (numbers.length > labels.length / 2 && years.length < numbers.length) found.push(`title: axis ${labels.slice(0, 3).join(", ")} has none`);
    }
    return found;
  }

  // As the page fits a figure once its column has come to rest.
  const settled = async (view, stage) => {
    if (stage.clientWidth) view.signal("width", stage.clientWidth);
    if (stage.closest(".cn-result") && stage.clientHeight) view.signal("height", stage.clientHeight);
    await view.runAsync();
    await view.runAsync();  // a plot that changed its width may break a name anew
  };

  /** Return what is wrong with the pictures that stand on the page before any script draws, by figure. */
  function pictures(ids) {
    const found = [];
    for (const chart of document.querySelectorAll(".cn-chart")) {
      for (const svg of chart.querySelectorAll(".cn-picture svg")) {
        if (!svg.getClientRects().length) continue;
        for (const fault of measure(svg, ids)) found.push(`${nameOf(chart)}, picture: ${fault}`);
      }
    }
    return found;
  }

  const nameOf = (chart) => chart.closest("[id]").id;

  /** Return what is wrong with the live figures of the page: at the start, and explorers at each of their `states`. */
  async function live(states, ids) {
    const found = [];
    for (const chart of document.querySelectorAll(".cn-chart:not(.cn-still)")) {
      const view = await chart.view, stage = chart.querySelector(".cn-view");
      const name = nameOf(chart);
      for (const [label, values] of states[name] ?? [["start", {}]]) {
        for (const [signal, value] of Object.entries(values)) view.signal(signal, value);
        await settled(view, stage);
        const svg = stage.querySelector("svg"), place = stage.parentElement.getBoundingClientRect();
        const more = svg.getBoundingClientRect().height - place.height;  // the picture stood in the same place
        if (Math.abs(more) > SLACK) found.push(`${name}, ${label}: live it is ${round(more)} px higher than its picture`);
        for (const fault of measure(svg, ids, label === "start")) found.push(`${name}, ${label}: ${fault}`);
      }
      const [, first] = states[name]?.[0] ?? ["", {}];
      for (const [signal, value] of Object.entries(first)) view.signal(signal, value);
    }
    return found;
  }

  window.geometry = { measure, pictures, live };
})();
