// What is loaded when it is needed: scripts beside this one, since a page from disk may load nothing else.

export const statics = document.currentScript && new URL(".", document.currentScript.src).href;  // a notebook has none
const coming = new Map();

// Resolves when the script of `address` has run; what did not arrive is asked for again by the next call.
export function run(address) {
  if (!coming.has(address)) {
    coming.set(address, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = () => {
        coming.delete(address);
        script.remove();
        const name = address.startsWith(statics) ? `_static/${address.slice(statics.length)}` : address;
        reject(new Error(`the file ${name.replace(/\?.*/, "")} did not arrive`));
      };
      document.head.append(script);
    }));
  }
  return coming.get(address);
}
