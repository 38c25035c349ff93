/* Marks as SVG: the shape tells the effect, the fill who says so, the size how much it weighs. */
import { lasts } from "./days.js";
import { box, make, round, same, set } from "./svg.js";

const WHISKER = 4; // half the height of the stroke at the end of a whisker
const END = 2; // of the stroke at the end of a span, above and below it
const SPAN_LABEL = 14; // height of a span that holds its label
const SPAN_SHARE = 0.72; // height of another span, against the size of a mark
const FULL_SHARE = 0.4; // opacity of the fill of a span

// What is drawn inside an open mark of a diameter of 1, by the fill of its status.
const SIGNS = { dot: "M-.13 0a.13.13 0 1 0 .26 0a.13.13 0 1 0-.26 0Z", bar: "M-.5-.1H.5V.1H-.5Z", cross: "M-.36-.22L-.22-.36 0-.14 .22-.36 .36-.22 .14 0 .36.22 .22.36 0 .14-.22.36-.36.22-.14 0Z" };

/** @typedef {import("./types.js").Mark} Mark */
/** @typedef {{group: SVGGElement, body: SVGElement, band: SVGElement | null, ends: SVGElement | null, sign: SVGElement | null, ring: SVGElement | null,
 *   doubts: {doubt: string, node: SVGElement}[], mark: Mark, stand: unknown[]}} Nodes */

/** The nodes of a mark, without a place yet: a shape on its day; a shape within the days that its date can mean; or a
 * bar over the days that it lasts, with firm ends.
 * @param {Mark} mark
 * @param {import("./types.js").Chart} chart
 * @param {string} own the beginning of the ids of this chart
 * @param {boolean} bearsFinding
 * @returns {Nodes} */
export function newMark(mark, chart, own, bearsFinding) {
  const { shape: plain, hatched } = chart.directions[mark.direction];
  const { fill } = chart.statuses[mark.status];
  const kind = lasts(mark) ? "span" : mark.precision === "day" ? "day" : "within";
  const group = make("g", { class: `mark ${fill} ${kind}${mark.draft ? " draft" : ""}`, "data-mark": mark.of ?? mark.id });
  group.style.setProperty("--c", `var(--${own}-${mark.direction})`);
  const band = kind === "within" ? make("rect", { class: "band" }, group) : null;
  const doubts = /** @type {("approximate" | "uncertain" | "open_ended")[]} */ (["approximate", "uncertain", "open_ended"])
    .filter((doubt) => mark[doubt])
    .flatMap((doubt) => newDoubt(doubt, `${own}-fade`, mark.direction, group));
  const ring = bearsFinding ? make("circle", { class: "bears" }, group) : null;
  const body = kind === "span" ? newBar(group, hatched ? `url(#${own}-hatch-${mark.direction})` : "", fill === "full" && !mark.draft) : make("path", { class: "body", d: chart.looks.shapes[mark.shape ?? plain] }, group);
  const ends = kind === "span" ? make("path", { class: "ends" }, group) : null;
  const sign = fill in SIGNS ? make("path", { class: "sign", d: SIGNS[/** @type {keyof typeof SIGNS} */ (fill)] }, group) : null;
  return { group, body, band, ends, sign, ring, doubts, mark, stand: [] };
}

/** @param {SVGElement} group @param {string} hatch @param {boolean} isFull */
function newBar(group, hatch, isFull) {
  const bar = make("rect", { class: "body" }, group);
  if (isFull && hatch) bar.style.setProperty("fill", hatch);
  else if (isFull) set(bar, { "fill-opacity": FULL_SHARE });
  return bar;
}

/** @param {string} doubt @param {string} fade @param {string} direction @param {SVGElement} group */
function newDoubt(doubt, fade, direction, group) {
  if (doubt === "uncertain") return [{ doubt, node: make("path", { class: "whisker" }, group) }];
  return (doubt === "approximate" ? ["left", "right"] : ["right"]).map((side) => ({
    doubt: `${doubt}-${side}`,
    node: make("rect", { class: "fade", fill: `url(#${fade}-${side}-${direction})` }, group),
  }));
}

/** Put the nodes of a mark in their place.
 * @param {Nodes} nodes @param {import("./types.js").Spot} spot @param {[number, number]} ends of the whole mark, in sight or not
 * @param {number} perDay @param {import("./types.js").Looks} looks */
export function placeMark(nodes, spot, ends, perDay, looks) {
  const stand = [...ends, spot.y, spot.size, spot.holds, perDay];
  if (same(stand, nodes.stand)) return; // as on a new choice
  nodes.stand = stand;
  const { mark, body, band, sign, ring } = nodes;
  const isBar = lasts(mark);
  const isDay = mark.precision === "day";
  const [left, right] = isDay ? ends : [Math.min(ends[0], spot.left), Math.max(ends[1], spot.right)];
  const middle = isBar || isDay ? (left + right) / 2 : (spot.left + spot.right) / 2; // of the days in sight
  const height = spot.holds ? SPAN_LABEL : spot.size * SPAN_SHARE;
  const extent = { x: round(left - middle), y: round(-height / 2), width: round(right - left), height: round(height) };
  set(nodes.group, { transform: `translate(${round(middle)} ${round(spot.y)})` });
  if (isBar) set(body, extent);
  else set(body, { transform: `scale(${round(spot.size)})` });
  if (band) set(band, extent);
  if (nodes.ends) set(nodes.ends, { d: firmEnds(mark, left - middle, right - middle, height / 2 + END) });
  if (sign) set(sign, { transform: `scale(${round(Math.max(spot.size, 7))})` });
  if (ring) set(ring, { r: round(spot.size / 2 + 3) });
  if (nodes.doubts.length) placeDoubts(nodes, isDay ? [0, 0] : [left - middle, right - middle], height, perDay, looks.fade);
}

/** The strokes at those ends of a bar that are known.
 * @param {Mark} mark @param {number} left @param {number} right @param {number} half of their height */
function firmEnds({ approximate, open_ended: isOpen }, left, right, half) {
  const stroke = (/** @type {number} */ x) => `M${round(x)} ${round(-half)}V${round(half)}`;
  return approximate ? "" : stroke(left) + (isOpen ? "" : stroke(right));
}

/** @param {Nodes} nodes @param {[number, number]} ends @param {number} height @param {number} perDay @param {import("./types.js").Looks["fade"]} fade */
function placeDoubts({ doubts, mark }, [left, right], height, perDay, fade) {
  const far = Math.max(fade.days * perDay, fade.least) + (right > left ? 0 : 5);
  /** @type {Record<string, {x: number, width: number}>} */
  const shapes = {
    "approximate-left": { x: round(left - far), width: round(far) },
    "approximate-right": { x: round(right), width: round(far) },
    "open_ended-right": { x: round(right), width: round(far * fade.open) },
  };
  const beyond = mark.precision === "interval" ? 0 : far; // the days between which an event happened are stated
  const [from, to] = [round(left - beyond), round(right + beyond)];
  for (const { doubt, node } of doubts) {
    if (doubt === "uncertain") set(node, { d: `M${from} 0H${to}M${from}${-WHISKER}V${WHISKER}M${to} ${-WHISKER}V${WHISKER}` });
    else set(node, { ...shapes[doubt], y: round(-height / 2), height: round(height) });
  }
}

/** The colours, fades and hatches of the directions of a chart.
 * @param {import("./types.js").Chart} chart @param {string} own @param {SVGSVGElement} svg */
export function defineLooks(chart, own, svg) {
  const defs = make("defs", {}, svg);
  for (const [id, { light, dark, hatched }] of Object.entries(chart.directions)) {
    const colour = `var(--${own}-${id})`;
    svg.style.setProperty(`--${own}-${id}`, `light-dark(${light}, ${dark})`);
    for (const [side, from, to] of /** @type {[string, number, number][]} */ ([["left", 0, 0.75], ["right", 0.75, 0]])) {
      const gradient = make("linearGradient", { id: `${own}-fade-${side}-${id}` }, defs);
      for (const [offset, opacity] of [[0, from], [1, to]]) make("stop", { offset, "stop-opacity": opacity }, gradient).style.setProperty("stop-color", colour);
    }
    if (!hatched) continue;
    const pattern = make("pattern", { id: `${own}-hatch-${id}`, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, defs);
    const ground = make("path", { d: box(0, 0, 5, 5), "fill-opacity": 0.16 }, pattern);
    const lines = make("path", { d: box(0, 0, 2.2, 5) }, pattern);
    for (const node of [ground, lines]) node.style.setProperty("fill", colour);
  }
  return defs;
}
