/* SVG nodes, of which only what has changed is set: a browser looks again at the style of all that is set. */
const SVG = "http://www.w3.org/2000/svg";

/** @param {Element} node @param {Record<string, string | number>} attributes */
export function set(node, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (node.getAttribute(key) !== String(value)) node.setAttribute(key, String(value));
  }
}

/** @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name @param {Record<string, string | number>} [attributes] @param {Element} [parent] @param {string} [text]
 * @returns {SVGElementTagNameMap[Name]} */
export function make(name, attributes = {}, parent, text) {
  const node = document.createElementNS(SVG, name);
  set(node, attributes);
  if (text !== undefined) node.textContent = text;
  parent?.append(node);
  return node;
}

/** Let a group have just these nodes, in their order; those that stay in place are not touched.
 * @param {Element} group @param {Element[]} nodes */
export function arrange(group, nodes) {
  const wanted = new Set(nodes);
  for (const node of [...group.children]) if (!wanted.has(node)) node.remove();
  let next = group.firstElementChild;
  for (const node of wanted) {
    if (node === next) next = next.nextElementSibling;
    else group.insertBefore(node, next);
  }
}

/** @param {unknown[]} some @param {unknown[]} others */
export const same = (some, others) => some.length === others.length && some.every((value, at) => value === others[at]);

/** @param {number} number */
export const round = (number) => Math.round(number * 10) / 10;

/** @param {number} x @param {number} y @param {number} width @param {number} height */
export const box = (x, y, width, height) => `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`;
