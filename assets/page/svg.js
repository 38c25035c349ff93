/* What a page shows as one SVG: boxes, lines and texts of its HTML, and the drawings in it, with the looks that they
   have on the screen stated at each of them, so that any program shows them alike and finds the texts. */

const NAMESPACE = "http://www.w3.org/2000/svg";
/* What of a drawing's looks is stated: each property with what it is where nothing else is said. A child has those of
   the first list from its parent. */
const INHERITED = {
  fill: "rgb(0, 0, 0)",
  "fill-opacity": "1",
  stroke: "none",
  "stroke-width": "1px",
  "stroke-opacity": "1",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "font-family": "",
  "font-size": "",
  "font-weight": "400",
  "font-style": "normal",
  "text-anchor": "start",
  "dominant-baseline": "auto",
  "paint-order": "normal",
  visibility: "visible",
  "shape-rendering": "auto",
};
const OWN = { opacity: "1", "vector-effect": "none", "clip-path": "none", "stop-color": "rgb(0, 0, 0)", "stop-opacity": "1" };
const LENGTHS = ["x", "y", "width", "height", "x1", "y1", "x2", "y2", "cx", "cy", "r"];
const KEPT = ["class", "data-mark", "data-lane", "d", "transform", "id", "offset", "points", "dx", "dy", "rx", "ry", "viewBox", "preserveAspectRatio"];

const round = (/** @type {number} */ number) => Math.round(number * 100) / 100;

/** @param {string} name @param {Record<string, string | number>} attributes @param {Element} parent */
function add(name, attributes, parent) {
  const node = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  parent.append(node);
  return node;
}

/* A colour as every program reads it; "" where nothing is to be seen. */
function colour(/** @type {string} */ text) {
  const shares = /^color\(srgb ([\d.]+) ([\d.]+) ([\d.]+)(?: \/ ([\d.]+))?\)$/.exec(text);
  if (!shares) return /^rgba\(.*, 0\)$|^transparent$/.test(text) ? "" : text;
  const [red, green, blue] = shares.slice(1, 4).map((share) => Math.round(Number(share) * 255));
  return shares[4] === undefined ? `rgb(${red}, ${green}, ${blue})` : `rgba(${red}, ${green}, ${blue}, ${shares[4]})`;
}

/* A list of fonts without the quotes that would have to be escaped in an attribute. */
const font = (/** @type {string} */ family) => family.replaceAll('"', "'");

const isHidden = (/** @type {CSSStyleDeclaration} */ style) => style.display === "none" || style.opacity === "0";

/* The box of an element: its ground, and its lines where it has some. */
function drawBox(/** @type {Element} */ element, /** @type {CSSStyleDeclaration} */ style, /** @type {Element} */ parent) {
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  const ground = colour(style.backgroundColor);
  if (ground && width && height) {
    add("rect", { x: round(left), y: round(top), width: round(width), height: round(height), rx: Number.parseFloat(style.borderTopLeftRadius) || 0, fill: ground }, parent);
  }
  const sides = { Top: [left, top, right, top], Bottom: [left, bottom, right, bottom], Left: [left, top, left, bottom], Right: [right, top, right, bottom] };
  for (const [side, [x1, y1, x2, y2]] of Object.entries(sides)) {
    const [thick, kind, ink] = ["Width", "Style", "Color"].map((part) => style[/** @type {any} */ (`border${side}${part}`)]);
    if (kind === "none" || !Number.parseFloat(thick) || !colour(ink)) continue;
    const inward = Number.parseFloat(thick) / 2;
    const [dx, dy] = { Top: [0, inward], Bottom: [0, -inward], Left: [inward, 0], Right: [-inward, 0] }[side] ?? [0, 0];
    add("path", { d: `M${round(x1 + dx)} ${round(y1 + dy)}L${round(x2 + dx)} ${round(y2 + dy)}`, stroke: colour(ink), "stroke-width": Number.parseFloat(thick), fill: "none" }, parent);
  }
}

/** @type {Map<string, {ascent: number, descent: number}>} */
const metrics = new Map();
const canvas = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

function metricsOf(/** @type {CSSStyleDeclaration} */ style) {
  const key = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const known = metrics.get(key);
  if (known) return known;
  canvas.font = key;
  const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = canvas.measureText("x");
  metrics.set(key, { ascent, descent });
  return { ascent, descent };
}

/* The lines that a text is broken into on the screen, each with its box. */
function linesOf(/** @type {Text} */ node) {
  /** @type {{text: string, left: number, top: number, height: number}[]} */
  const lines = [];
  const range = document.createRange();
  for (const { 0: piece, index } of node.data.matchAll(/[⺀-￿]|[^\s⺀-￿]+|\s+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + piece.length);
    const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
    if (!boxes.length) continue;
    const { left, top, height } = boxes[0];
    const line = lines.at(-1);
    if (line && Math.abs(line.top - top) < height / 2) line.text += piece;
    else if (piece.trim()) lines.push({ text: piece, left, top, height });
  }
  return lines;
}

function drawText(/** @type {Text} */ node, /** @type {CSSStyleDeclaration} */ style, /** @type {Element} */ parent) {
  const { ascent, descent } = metricsOf(style);
  for (const { text, left, top, height } of linesOf(node)) {
    const shown = style.textTransform === "uppercase" ? text.toUpperCase() : text;
    const looks = { "font-family": font(style.fontFamily), "font-size": style.fontSize, "font-weight": style.fontWeight, fill: colour(style.color) };
    if (looks["font-family"] === font(getComputedStyle(document.body).fontFamily)) Reflect.deleteProperty(looks, "font-family");
    if (style.fontWeight === "400") Reflect.deleteProperty(looks, "font-weight");
    const place = { x: round(left), y: round(top + (height - ascent - descent) / 2 + ascent) };
    add("text", { ...place, ...looks, ...(style.fontStyle === "italic" ? { "font-style": "italic" } : {}) }, parent).textContent = shown.replace(/\s+/g, " ").trim();
  }
}

/** @param {Element} node @param {Record<string, string>} given @param {Element} copy */
function stateLooks(node, given, copy) {
  const style = getComputedStyle(node);
  /** @type {Record<string, string>} */
  const now = {};
  for (const property of Object.keys(INHERITED)) {
    const value = style.getPropertyValue(property);
    now[property] = property === "fill" || property === "stroke" ? colour(value) || "none" : property === "font-family" ? font(value) : value;
    if (now[property] !== given[property]) copy.setAttribute(property, now[property].replace(/url\("(#[^"]*)"\)/, "url($1)"));
  }
  for (const [property, usual] of Object.entries(OWN)) {
    const value = style.getPropertyValue(property);
    if (value && value !== usual) copy.setAttribute(property, value.replace(/url\("(#[^"]*)"\)/, "url($1)"));
  }
  return now;
}

/* A node of a drawing with its looks stated; nothing for what is not to be seen. */
function copyNode(/** @type {SVGElement} */ node, /** @type {Record<string, string>} */ given, /** @type {Element} */ parent) {
  const style = getComputedStyle(node);
  const name = node.localName;
  if (isHidden(style) && name !== "stop") return;
  if (["title", "desc", "style", "script"].includes(name)) return;
  if (style.visibility === "hidden" && !node.children.length) return;
  const isNested = node instanceof SVGSVGElement;
  const copy = add(isNested ? "g" : name, {}, parent);
  for (const key of KEPT) {
    const value = node.getAttribute(key);
    if (value !== null && !(isNested && ["viewBox", "preserveAspectRatio"].includes(key))) copy.setAttribute(key, value);
  }
  for (const key of LENGTHS) {
    const length = /** @type {any} */ (node)[key];
    const isOne = length instanceof SVGAnimatedLength;
    if (node.hasAttribute(key) && !isNested) copy.setAttribute(key, isOne ? String(round(length.baseVal.value)) : /** @type {string} */ (node.getAttribute(key)));
  }
  if (isNested) copy.setAttribute("transform", `translate(${round(node.x.baseVal.value)} ${round(node.y.baseVal.value)})`);
  const now = stateLooks(node, given, copy);
  for (const child of node.childNodes) {
    if (child instanceof SVGElement) copyNode(child, now, copy);
    else if (child instanceof Text) copy.append(child.data);
  }
  if (copy.localName === "g" && !copy.childNodes.length) copy.remove();
}

/* A drawing in a page, moved to where it stands. */
function drawDrawing(/** @type {SVGSVGElement} */ svg, /** @type {Element} */ parent) {
  const at = svg.getScreenCTM();
  if (!at) return;
  const group = add("g", { transform: `matrix(${[at.a, at.b, at.c, at.d, at.e, at.f].map((number) => Math.round(number * 1e4) / 1e4).join(" ")})` }, parent);
  const given = stateLooks(svg, { ...INHERITED, "font-family": font(getComputedStyle(document.body).fontFamily) }, group);
  for (const child of svg.children) copyNode(/** @type {SVGElement} */ (child), given, group);
}

function drawElement(/** @type {Element} */ element, /** @type {Element} */ parent) {
  const style = getComputedStyle(element);
  if (isHidden(style) || element.matches("script, style, .unseen")) return;
  if (element instanceof SVGSVGElement) return void drawDrawing(element, parent);
  const isFaint = style.opacity !== "1";
  const into = isFaint ? add("g", { opacity: style.opacity }, parent) : parent;
  if (style.visibility === "visible") drawBox(element, style, into);
  for (const child of element.childNodes) {
    if (child instanceof Element) drawElement(child, into);
    else if (child instanceof Text && style.visibility === "visible" && child.data.trim()) drawText(child, style, into);
  }
}

/**
 * The page as an SVG of these sizes: `width` and `height` in pixels of the page, `ratio` times as large on paper.
 * @param {{width: number, height: number, ratio: number, title: string, description: string}} options
 */
export function pageAsSvg({ width, height, ratio, title, description }) {
  const svg = document.createElementNS(NAMESPACE, "svg");
  for (const [key, value] of Object.entries({ width: round(width * ratio), height: round(height * ratio), viewBox: `0 0 ${width} ${height}`, role: "img" })) svg.setAttribute(key, String(value));
  svg.setAttribute("font-family", font(getComputedStyle(document.body).fontFamily));
  add("title", {}, svg).textContent = title;
  add("desc", {}, svg).textContent = description;
  add("rect", { width, height, fill: getComputedStyle(document.body).backgroundColor }, svg);
  for (const child of document.body.children) drawElement(child, svg);
  return new XMLSerializer().serializeToString(svg);
}
