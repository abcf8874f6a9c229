// The reader's own words: text that no model reads. It stays in the page, its link and what the reader saves.

// As assumptions.py has it: what is no text.
const NO_TEXT = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffd-\uffff]/u;

export const trimmed = (text) => text.replace(/\r\n?/g, "\n").replaceAll("\t", " ").replace(/^[ \n]+|[ \n]+$/g, "");

// As Note.check in Python: why `text` cannot be taken, or nothing.
export function fault(text, limit) {
  const kept = trimmed(text);
  if (NO_TEXT.test(kept)) return "holds a character that is no text";
  const { length } = [...kept];
  return length > limit ? `holds ${length} characters and may hold ${limit}` : "";
}

// What was pasted may hold such characters: they are left out.
export const words = (field) => trimmed(field.value).replace(new RegExp(NO_TEXT, "gu"), "").replace(/^[ \n]+|[ \n]+$/g, "");

// As as_markdown in Python.
export function asMarkdown(text) {
  return text
    .replace(/([\\`*_[\]<>&#|~${}])/g, "\\$1")
    .replace(/^ +/gm, "")
    .replace(/^([-+=:%]|[0-9]+(?=[.)]))/gm, (mark) => (/[0-9]/.test(mark) ? `${mark}\\` : `\\${mark}`));
}

// The words as paper shows them, which prints no field.
export function mirror(field) {
  const paper = field.parentElement.querySelector(".cn-words");
  paper.textContent = words(field);
  paper.hidden = !paper.textContent;
  field.closest(".cn-own").classList.toggle("cn-empty", paper.hidden);
}
