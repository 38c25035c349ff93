/* From a chart, its options and the size of its element to all that is to be drawn. */
import { arrow, chainLabels, lag } from "./chain.js";
import { bars } from "./counts.js";
import { headHeight } from "./frame.js";
import { layOut } from "./layout.js";
import { footHeight } from "./overview.js";
import { halves } from "./text.js";
import { ticksBetween } from "./ticks.js";

const NARROW = 640; // below this width lane names stand inside the chart
const GUTTER = 148; // beside the lanes, for their names
const RIGHT = 12; // beside the plot
const TICK = 92; // pixels from one tick to the next, at least

/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").Mark} Mark */

/** How the room of an element is divided.
 * @param {{width: number, height: number}} outer @param {import("./types.js").Chart} chart */
export function frameOf(outer, chart) {
  const narrow = outer.width < NARROW;
  const left = narrow ? 6 : GUTTER;
  const top = headHeight(chart);
  return { outer, narrow, left, top, width: outer.width - left - RIGHT, height: outer.height - top - footHeight(narrow) };
}

/** @param {object} state
 * @param {import("./types.js").Chart} state.chart
 * @param {Mark[]} state.visible
 * @param {Map<string, Mark>} state.byId
 * @param {import("./types.js").Days} state.range
 * @param {Set<string>} state.open
 * @param {import("./types.js").Chart["rest"]} state.rest
 * @param {import("./types.js").Chart["months"]} state.months
 * @param {{ids: Set<string>, edges: import("./types.js").Relation[]} | null} state.chain
 * @param {string} state.event
 * @param {string} state.cursor
 * @param {ReturnType<typeof frameOf>} frame
 * @param {(text: string, isBold?: boolean) => number} measure
 * @param {import("./layout.js").Memory} memory
 * @returns {Scene & {places: Map<string, import("./placing.js").Place>}} */
export function sceneOf({ chart, visible, byId, range, open, rest, months, chain, event, cursor }, frame, measure, memory) {
  const [first, last] = range;
  const { width } = frame;
  const x = (/** @type {number} */ day) => ((day - first) / (last - first)) * width;
  const counted = new Set(Object.keys(rest).filter((id) => isInSight(rest[id], range)));
  const laid = layOut({ marks: visible, lanes: chart.lanes, range, open, counted, ...frame, looks: chart.looks, measure }, memory);
  const { spots } = laid.layout;
  const arrows = (chain?.edges ?? []).flatMap(([earlier, later, basis]) => {
    const [from, to] = [spots.get(earlier), spots.get(later)];
    return from && to ? [{ basis, ...arrow(from, to) }] : [];
  });
  const labels = chain ? chainLabels({ members: members(chain, byId, event, measure, frame.narrow), spots, arrows: arrows.map(({ points }) => points), ...frame }) : laid.layout.labels;
  const ring = (/** @type {string} */ id) => {
    const spot = spots.get(id);
    return spot ? { x: (spot.left + spot.right) / 2, y: spot.y, size: spot.size } : null;
  };
  return {
    ...frame,
    lanes: laid.lanes,
    range,
    x,
    byId,
    layout: { spots, labels },
    places: laid.places,
    chained: chain?.ids ?? null,
    edges: arrows,
    rings: { focus: ring(event), cursor: ring(cursor) },
    ticks: ticksBetween(first, last, width / TICK),
    bars: bars(rest, laid.lanes, range, width),
    isEmpty: !spots.size && !counted.size,
    months,
  };
}

/** @param {[number, number[]]} rest @param {import("./types.js").Days} range */
const isInSight = ([start, daily], [first, last]) => start < last && start + daily.length > first;

/** The members of a chain, the chosen one first, then by time, each with the lines of its label.
 * @param {{ids: Set<string>, edges: import("./types.js").Relation[]}} chain @param {Map<string, Mark>} byId @param {string} event
 * @param {(text: string, isBold?: boolean) => number} measure @param {boolean} narrow */
function members(chain, byId, event, measure, narrow) {
  const marks = [...chain.ids].flatMap((id) => byId.get(id) ?? []);
  marks.sort((a, b) => Number(b.id === event) - Number(a.id === event) || b.significance - a.significance || a.start - b.start);
  return marks.map((mark) => {
    const causes = chain.edges.filter(([, later]) => later === mark.id).flatMap(([earlier]) => byId.get(earlier) ?? []);
    const lines = [...(narrow ? halves(mark.label) : [mark.label]), lag(mark, causes)];
    return { id: mark.id, lines, widths: lines.map((line, at) => measure(line, mark.significance === 3 && at < lines.length - 1)) };
  });
}
