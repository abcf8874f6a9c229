// The place of the page that its address names.

// A hand-written address may hold a percent sign that encodes nothing.
export function plain(words) {
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}

// The element with that id, or null; Firefox warns of a search for no id.
export function placeSought() {
  const name = plain(location.hash.slice(1));
  return name ? document.getElementById(name) : null;
}
