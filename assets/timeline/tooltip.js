/* The tooltip over the mark under the pointer; the same is announced, and stands in list and details. */
const AWAY = 16; // from the pointer

/** @param {HTMLElement} element */
export function createTooltip(element) {
  const card = document.createElement("div");
  card.className = "tooltip";
  card.hidden = true;
  card.setAttribute("aria-hidden", "true");
  element.append(card);

  /** @param {{date: string, title: string, note: string} | null} words @param {{clientX: number, clientY: number}} [at] */
  return function show(words, at) {
    card.hidden = !words;
    element.classList.toggle("over-mark", Boolean(words));
    if (!words || !at) return;
    const parts = /** @type {["date", "title", "note"]} */ (["date", "title", "note"]);
    card.replaceChildren(...parts.map((part) => Object.assign(document.createElement("p"), { className: `tooltip-${part}`, textContent: words[part] })));
    const box = element.getBoundingClientRect();
    const [x, y] = [at.clientX - box.left, at.clientY - box.top];
    const left = x + AWAY + card.offsetWidth > element.clientWidth ? x - AWAY - card.offsetWidth : x + AWAY;
    card.style.left = `${Math.max(left, 0)}px`;
    card.style.top = `${y + AWAY + card.offsetHeight > element.clientHeight ? y - AWAY - card.offsetHeight : y + AWAY}px`;
  };
}
