// Words too faint for their ground by WCAG 2.2, 1.4.3, returned as sentences, one for each pair of colours. Tests load this
// file; pages do not. Grounds that are pictures, and what an opaque neighbour covers, are left to axe.
(theme) => {
  "use strict";

  const brush = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const read = new Map();
  const colour = (text) => {
    if (!read.has(text)) {
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = text;
      brush.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
      read.set(text, [r, g, b, a / 255]);
    }
    return read.get(text);
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((value, at) => value * a + under[at] * (1 - a)).concat(1);

  // What stands behind an element's words, or null where it is a picture.
  const grounds = new Map();
  const ground = (element) => {
    if (!element) return colour("Canvas");
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage } = getComputedStyle(element), own = colour(backgroundColor);
      const under = own[3] === 1 ? own : ground(element.parentElement);
      grounds.set(element, backgroundImage !== "none" || !under ? null : over(own, under));
    }
    return grounds.get(element);
  };
  const opacities = new Map();
  const opacity = (element) => {
    if (!element) return 1;
    if (!opacities.has(element)) opacities.set(element, getComputedStyle(element).opacity * opacity(element.parentElement));
    return opacities.get(element);
  };

  const light = ([r, g, b]) => [r, g, b].map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  document.documentElement.dataset.theme = theme;
  const holders = new Set(document.querySelectorAll("input:not([type=range], [type=radio], [type=checkbox]), select"));
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) if (words.currentNode.data.trim()) holders.add(words.currentNode.parentElement);
  const found = new Map(), tried = new Set();
  for (const element of holders) {
    if (element.closest(".cn-chart svg, script, style, template, :disabled, [aria-disabled=true]")) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(element), behind = ground(element);
    if (!behind) continue;
    const [size, seen] = [parseFloat(fontSize), opacity(element)];
    const least = size >= 24 || (size >= 18.66 && fontWeight >= 700) ? 3 : 4.5;
    const pair = `${color} on ${behind.map(Math.round).slice(0, 3)}, ${least}, ${seen}`;
    if (tried.has(pair)) continue;
    const [r, g, b, a] = colour(color), has = contrast(over([r, g, b, a * seen], behind), behind);
    if (has >= least - 0.005) {
      tried.add(pair);
      continue;
    }
    const { width, height } = element.getBoundingClientRect();
    if (width <= 1 || height <= 1 || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    tried.add(pair);
    const where = `${element.tagName.toLowerCase()}.${element.className || element.id || "?"}`;
    found.set(pair, `${theme}: ${where} has a contrast of ${has.toFixed(2)}, needs ${least}: “${element.textContent.trim().slice(0, 40)}”`);
  }
  return [...found.values()];
}
