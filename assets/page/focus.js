/* The keyboard's focus is never lost: where a part of the page is replaced, it goes to what took the place of its element. */

/** What an element is to the reader, whatever node it is: by these it is found again. */
const TRAITS = ["data-role", "data-event", "data-query", "data-sort", "data-act", "name", "value", "href"];

/**
 * A selector of elements that do what this one does.
 * @param {Element} element
 */
function selectorOf(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const traits = TRAITS.filter((name) => element.hasAttribute(name));
  const role = traits.includes("data-role") ? ["data-role"] : traits;
  return element.tagName.toLowerCase() + role.map((name) => `[${name}="${CSS.escape(element.getAttribute(name) ?? "")}"]`).join("");
}

/** What had the focus in an element before its content went, until its like is there again. @type {WeakMap<HTMLElement, string>} */
const lost = new WeakMap();

/**
 * Replace the content of an element; a focus that was inside goes to its like, or to the element itself until there is one.
 * @param {HTMLElement} element
 * @param {() => void} replace
 */
export function keepingFocus(element, replace) {
  const active = document.activeElement;
  const inside = active instanceof HTMLElement && active !== element && element.contains(active) ? active : null;
  const selector = inside ? selectorOf(inside) : active === element ? (lost.get(element) ?? "") : "";
  lost.delete(element);
  replace();
  if (!selector || inside?.isConnected) return;
  const like = /** @type {HTMLElement | null} */ (element.querySelector(selector));
  if (!like) lost.set(element, selector);
  (like ?? element).focus({ preventScroll: true });
}

/**
 * The first element of a selector that can be seen, and so can take the focus.
 * @param {string} selector
 */
export function visible(selector) {
  return /** @type {HTMLElement[]} */ ([...document.querySelectorAll(selector)]).find((node) => node.checkVisibility());
}

/**
 * Remembers where the reader came from, to lead back there.
 * @param {(event: string) => HTMLElement | null} instead  where to go if that is gone, for an event
 */
export function createReturn(instead) {
  let selector = "";

  return {
    /** The element that has the focus now is where the reader comes from. */
    remember() {
      const active = document.activeElement;
      selector = active instanceof HTMLElement && active !== document.body ? selectorOf(active) : "";
    },
    /** @param {string} event  the event that the reader leaves */
    lead(event) {
      ((selector && visible(selector)) || instead(event))?.focus({ preventScroll: true });
    },
  };
}
