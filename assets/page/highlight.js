/* Marks the words that were searched for, where the browser can mark text without changing it. */

/**
 * @param {HTMLElement} element
 * @param {string[]} words  in lower case
 */
export function highlight(element, words) {
  if (!("Highlight" in window)) return;
  const ranges = [];
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = words.length ? walk.nextNode() : null; node; node = walk.nextNode()) {
    const text = (node.nodeValue ?? "").toLowerCase();
    for (const word of words) {
      for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + word.length)) {
        const range = new Range();
        range.setStart(node, start);
        range.setEnd(node, Math.min(start + word.length, text.length));
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}
