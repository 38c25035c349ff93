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
/** @typedef {ReturnType<typeof frameOf>} Frame */

/** What a scene depends on besides the room.
 * @typedef {object} State
 * @property {import("./types.js").Chart} chart
 * @property {Mark[]} visible
 * @property {Map<string, Mark>} byId
 * @property {import("./types.js").Days} range
 * @property {Set<string>} open lanes that the reader opened
 * @property {import("./types.js").Chart["rest"]} rest
 * @property {import("./types.js").Chart["months"]} months
 * @property {{ids: Set<string>, edges: import("./types.js").Relation[]} | null} chain
 * @property {string} event
 * @property {string} cursor
 */

/** How the room of an element is divided.
 * @param {{width: number, height: number}} outer @param {import("./types.js").Chart} chart */
export function frameOf(outer, chart) {
  const narrow = outer.width < NARROW;
  const left = narrow ? 6 : GUTTER;
  const top = headHeight(chart);
  return { outer, narrow, left, top, width: outer.width - left - RIGHT, height: outer.height - top - footHeight(narrow) };
}

/** What turns a chart, its options and the room that there is into a scene. Where all but the choice is as it was, the
 * marks stay where they were, and are not placed again.
 * @param {(text: string, isBold?: boolean) => number} measure */
export function createScenes(measure) {
  /** @type {import("./layout.js").Laid | null} */
  let laid = null;

  /** The scene of a state; `isSettled` unless a hand still moves the range, which must not change the height of a lane.
   * @param {State} state @param {Frame} frame @param {boolean} isSettled
   * @returns {Scene} */
  return function sceneOf(state, frame, isSettled) {
    const { chart, visible, byId, range, chain, rest, event, cursor } = state;
    const [first, last] = range;
    const counted = new Set(Object.keys(rest).filter((id) => isInSight(rest[id], range)));
    const chained = new Set([...(chain?.ids ?? [])].flatMap((id) => byId.get(id)?.lane ?? []));
    laid = layOut({ marks: visible, lanes: chart.lanes, range, open: state.open, chained, counted, ...frame, looks: chart.looks, measure }, laid, !isSettled);
    const { lanes, layout: { labels, crowds } } = laid;
    const spots = chain ? outOfCrowds(laid.layout.spots, chain.ids) : laid.layout.spots;
    const edges = (chain?.edges ?? []).flatMap(([earlier, later, basis]) => {
      const [from, to] = [spots.get(earlier), spots.get(later)];
      return from && to ? [{ basis, ...arrow(from, to) }] : [];
    });
    const ring = (/** @type {string} */ id) => {
      const spot = spots.get(id);
      return spot ? { x: (spot.left + spot.right) / 2, y: spot.y, size: spot.size } : null;
    };
    return {
      ...frame,
      lanes,
      range,
      x: (day) => ((day - first) / (last - first)) * frame.width,
      byId,
      layout: { spots, crowds, labels: chain ? chainLabels({ members: members(chain, byId, event, measure, frame.narrow), spots, arrows: edges.map(({ points }) => points), ...frame }) : labels },
      chained: chain?.ids ?? null,
      edges,
      rings: { focus: ring(event), cursor: ring(cursor) },
      ticks: ticksBetween(first, last, frame.width / TICK),
      bars: bars(rest, lanes, range, frame.width),
      isEmpty: !spots.size && !counted.size,
      months: state.months,
    };
  };
}

/** The spots, where events of a chain stand for themselves.
 * @param {Map<string, import("./types.js").Spot>} spots @param {Set<string>} ids */
function outOfCrowds(spots, ids) {
  const counted = [...ids].filter((id) => spots.get(id)?.alone);
  if (!counted.length) return spots;
  return new Map([...spots].map(([id, spot]) => [id, ids.has(id) && spot.alone ? spot.alone : spot]));
}

/** @param {[number, number[]]} rest @param {import("./types.js").Days} range */
const isInSight = ([start, daily], [first, last]) => start < last && start + daily.length > first;

/** The members of a chain, the chosen one first, then by time, each with the lines of its label.
 * @param {{ids: Set<string>, edges: import("./types.js").Relation[]}} chain @param {Map<string, Mark>} byId @param {string} event
 * @param {(text: string, isBold?: boolean) => number} measure @param {boolean} narrow */
function members(chain, byId, event, measure, narrow) {
  const marks = [...chain.ids].flatMap((id) => byId.get(id) ?? []).filter(({ of }) => !of); // each event once
  marks.sort((a, b) => Number(b.id === event) - Number(a.id === event) || b.significance - a.significance || a.start - b.start);
  return marks.map((mark) => {
    const causes = chain.edges.filter(([, later]) => later === mark.id).flatMap(([earlier]) => byId.get(earlier) ?? []);
    const lines = [...(narrow ? halves(mark.label) : [mark.label]), lag(mark, causes)];
    return { id: mark.id, lines, widths: lines.map((line, at) => measure(line, mark.significance === 3 && at < lines.length - 1)) };
  });
}
