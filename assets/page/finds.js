/* What a search leads to beside the events: a list over the page, open while the search is in use. */
import { inWords, spanOf } from "./dates.js";
import { keepingFocus } from "./focus.js";
import { changed } from "./query.js";

/** @typedef {import("./types.js").Find} Find */

/**
 * The days that the words of a search name, as a find.
 * @param {string} query
 * @param {string} through  the last day that the data cover
 * @returns {Find[]}
 */
export function dateFinds(query, through) {
  const words = new URLSearchParams(query).get("q") ?? "";
  const span = words ? spanOf(words, through) : null;
  if (!span) return [];
  const said = span.from === span.to ? inWords(span.from) : `${inWords(span.from)} to ${inWords(span.to)}`;
  return [{ lead: "Do you mean the days?", words: said, query: changed(query, { q: "", ...span }), place: "" }];
}

/**
 * The list, in the element that also has the search box.
 * @param {HTMLElement} element
 * @param {HTMLElement} opener  the button that says how many there are
 * @param {(query: string) => string} address
 */
export function createFinds(element, opener, address) {
  const list = /** @type {HTMLElement} */ (element.querySelector("#finds"));
  const search = /** @type {HTMLInputElement} */ (element.querySelector("[type=search]"));
  const close = (/** @type {boolean} */ isClosed) => element.classList.toggle("closed", isClosed);

  element.addEventListener("keydown", (key) => {
    if (!list.checkVisibility()) return;
    const stops = [search, .../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("a"))];
    const by = { ArrowDown: 1, ArrowUp: -1 }[key.key] ?? 0;
    const next = stops[stops.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + by];
    if (key.key === "Escape") {
      search.focus();
      close(true);
    } else if (by && next) next.focus();
    else return;
    key.preventDefault();
    key.stopPropagation();
  });
  search.addEventListener("input", () => close(false));
  element.addEventListener("focusout", ({ relatedTarget }) => element.contains(/** @type {Node | null} */ (relatedTarget)) || close(false));
  list.addEventListener("mousedown", (press) => press.preventDefault()); // or else the search would lose the focus, and the list go
  list.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element) || !target.closest("a")) return;
    search.focus();
    close(true);
  });
  opener.addEventListener("click", () => {
    close(false);
    search.focus();
  });

  return {
    /** @param {Find[]} finds */
    show(finds) {
      const entries = finds.map(({ lead, words, query, place }) => {
        const anchor = Object.assign(document.createElement("a"), { href: address(query), textContent: words });
        Object.assign(anchor.dataset, { query, place });
        const entry = document.createElement("li");
        entry.append(Object.assign(document.createElement("span"), { className: "note", textContent: lead }), " ", anchor);
        return entry;
      });
      keepingFocus(list, () => list.replaceChildren(...entries));
      opener.hidden = !finds.length;
      opener.textContent = `Also found: ${finds.length}`;
    },
  };
}
