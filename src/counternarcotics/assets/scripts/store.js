// What a page keeps on the reader's device.  A browser may have closed its store to this page, or the store may be full.

export function remembered(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

// Keeps a value, or forgets it where it is null; tells whether that will last longer than the page.
export function remember(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
    return localStorage instanceof Storage;  // page-mode.js lends a store that the page takes along
  } catch {
    return false;
  }
}
