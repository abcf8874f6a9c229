// A figure to take along: SVG, PNG or CSV, each with its title, source and link.

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

export function offer(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);  // some browsers fetch the file only after the click
}

const escaped = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

// Lines of about `room` characters; an address without a blank is cut, for it cannot break elsewhere.
function wrapped(text, room) {
  const lines = [""];
  for (const word of text.split(/\s+/).flatMap((w) => w.match(new RegExp(`.{1,${room}}`, "g")) ?? [])) {
    const last = lines.at(-1);
    if (last && last.length + word.length >= room) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}

// `about`: { title, sentence, source, link }; what is empty is left out.
export async function asSvg(view, about) {
  const chart = (await view.toSVG()).replaceAll("currentColor", "#212529");
  const [, width, height] = /<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(chart).map(Number);
  const parts = [];
  let y = 10;
  const write = (text, size, weight = 400) => {
    for (const line of text ? wrapped(text, Math.floor((width - 20) / (size * 0.54))) : []) {
      y += size * 1.35;
      parts.push(`<text x="10" y="${y.toFixed(1)}" font-size="${size}" font-weight="${weight}">${escaped(line)}</text>`);
    }
  };
  write(about.title, 16, 600);
  write(about.sentence, 12.5);
  y += 8;
  parts.push(`<g transform="translate(0 ${y})">${chart}</g>`);
  y += height;
  write(about.source, 10.5);
  write(about.link, 10.5);
  y += 10;
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${Math.ceil(y)}" viewBox="0 0 ${width} ${Math.ceil(y)}" font-family="${FONT}" fill="#212529"><rect width="100%" height="100%" fill="#fff"/>${parts.join("")}</svg>`;
}

export async function asPng(view, about) {
  const text = await asSvg(view, about);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("this browser makes no PNG"))), "image/png");
  });
}

// Rows of cells, the head first; lines that begin with # say what the file is, as pandas' comment="#" skips them.
export function asCsv(rows, about) {
  const said = [about.title, about.sentence, about.source, about.link].filter(Boolean).map((line) => `# ${line.replace(/\s+/g, " ")}`);
  const cell = (value) => (/[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
  return [...said, ...rows.map((row) => row.map((value) => cell(value ?? "")).join(","))].join("\r\n") + "\r\n";
}

export async function save(kind, name, view, about, rows) {
  if (kind === "csv") return offer(`${name}.csv`, new Blob([asCsv(rows(), about)], { type: "text/csv" }));
  if (kind === "svg") return offer(`${name}.svg`, new Blob([await asSvg(await view(), about)], { type: "image/svg+xml" }));
  return offer(`${name}.png`, await asPng(await view(), about));
}
