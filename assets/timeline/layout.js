/* All lanes with their marks and labels, from what is in sight and the room there is. Pure: no element, no window. */
import { lasts } from "./days.js";
import { UNITS } from "./grid.js";
import { layLanes } from "./lanes.js";
import { FEW, inSight, placeLane } from "./placing.js";
import { same } from "./svg.js";

export const LINE = 15; // height of a line of text
export const LANE_HEAD = 17; // what the name of a lane takes on a narrow screen, where it stands inside
const AIRY = 24; // height of a line where a lane has room to spare
const SMALL = 0.7; // of the marks of thin lanes
const WORTH = [0, 0.6, 1.4, 3]; // what a label of each significance counts when lanes share their height

/** @typedef {{lanes: import("./types.js").Lane[], layout: import("./types.js").Layout, places: Map<string, import("./placing.js").Place>, wanted: unknown[]}} Laid */

/** @param {object} wanted
 * @param {import("./types.js").Mark[]} wanted.marks
 * @param {import("./types.js").LaneRecord[]} wanted.lanes
 * @param {import("./types.js").Days} wanted.range
 * @param {Set<string>} wanted.open lanes that the reader opened
 * @param {Set<string>} wanted.chained lanes of a chosen chain, which opens them
 * @param {Set<string>} wanted.counted lanes with events that are only counted
 * @param {number} wanted.width
 * @param {number} wanted.height
 * @param {boolean} wanted.narrow
 * @param {import("./types.js").Looks} wanted.looks
 * @param {(text: string, isBold?: boolean) => number} wanted.measure
 * @param {Laid | null} [last] where all of it stood before: it comes back as it is where nothing would move
 * @param {boolean} [keepsLanes] whether lanes stay as high as they were
 * @returns {Laid} */
export function layOut(wanted, last = null, keepsLanes = false) {
  const { marks, range, width, looks, measure, open, chained } = wanted;
  const sight = inSight(marks, range, width, looks);
  const isFew = sight.length <= FEW;
  const byLane = grouped(sight);
  const room = { ...wanted, line: LINE, head: wanted.narrow ? LANE_HEAD : 0 };
  const lanes = keepsLanes && last ? last.lanes : layLanes(wanted.lanes, needs(byLane, wanted, measure), open, room, chained);
  const placed = [marks, ...range, width, ...lanes.flatMap(({ edge, height, mode, seen }) => [edge, height, mode, seen])];
  if (last && same(placed, last.wanted)) return last;
  /** @type {import("./types.js").Layout} */
  const layout = { spots: new Map(), labels: [], crowds: [] };
  /** @type {Map<string, import("./placing.js").Place>} */
  const places = new Map();
  for (const lane of lanes) {
    const mine = (byLane.get(lane.id) ?? []).map((one) => (lane.mode === "thin" ? smaller(one) : one));
    if (lane.mode !== "folded") placeIn(lane, mine);
  }
  return { lanes, layout, places, wanted: placed };

  /** @param {import("./types.js").Lane} lane @param {import("./placing.js").Candidate[]} mine */
  function placeIn(lane, mine) {
    const unit = LINE / UNITS;
    const count = Math.max(Math.floor(lane.height / unit + 0.01), 1);
    const { places: inLane, crowds } = placeLane(mine, count, unit, width, measure, last?.places ?? new Map(), { isThin: lane.mode === "thin", isFew });
    const isFull = isPiled(inLane) || crowds.length > 0;
    const used = usedRows(inLane);
    const wide = Math.min(Math.max(lane.height / Math.max(used, 1), unit), AIRY / UNITS); // few rows stand further apart
    const top = lane.top + (isFull ? Math.max(lane.height - count * unit, 0) : Math.max(lane.height - used * wide, 0) / 2);
    const step = isFull ? unit : wide;
    for (const { mark, left, right, size } of mine) {
      const place = inLane.get(mark.id);
      if (!place) continue; // counted
      const y = top + (place.row + place.rows / 2) * step;
      places.set(mark.id, place);
      layout.spots.set(mark.id, { left, right, y, size, holds: place.label?.inside ?? false });
      if (place.label) layout.labels.push({ id: mark.id, y, ...place.label });
    }
    for (const { ids, x, width: long, row } of crowds) {
      const y = top + (row + UNITS / 2) * step;
      const inside = new Map(mine.map((one) => [one.mark.id, one]));
      for (const id of ids) {
        const alone = /** @type {import("./placing.js").Candidate} */ (inside.get(id)); // as it stands where a chain needs it
        layout.spots.set(id, { left: x - long / 2, right: x + long / 2, y, size: LINE, holds: false, alone: { left: alone.left, right: alone.right, y, size: alone.size, holds: false } });
      }
      layout.crowds.push({ ids, x, y, width: long });
    }
  }
}

/** How many rows of a lane, counted from its top, hold something.
 * @param {Map<string, import("./placing.js").Place>} places */
const usedRows = (places) =>
  [...places.values()].reduce((most, { row, rows, label }) => Math.max(most, row + (label ? rows * label.lines.length : rows)), 0);

/** Whether some marks stand without a label, at the floor of their lane.
 * @param {Map<string, import("./placing.js").Place>} places */
const isPiled = (places) => [...places.values()].some(({ label }) => !label);

/** @param {import("./placing.js").Candidate} one */
function smaller(one) {
  const middle = (one.left + one.right) / 2;
  const half = ((one.right - one.left) / 2) * (lasts(one.mark) ? 1 : SMALL);
  const [left, right] = [middle - half, middle + half];
  return { ...one, size: one.size * SMALL, left, right, low: one.low - one.left + left, high: one.high - one.right + right };
}

/** What the marks of each lane ask for.
 * @param {Map<string, import("./placing.js").Candidate[]>} byLane
 * @param {{counted: Set<string>}} wanted
 * @param {(text: string, isBold?: boolean) => number} measure */
function needs(byLane, { counted }, measure) {
  const found = new Map([...counted].map((id) => [id, { seen: 1, length: 0 }]));
  for (const [id, all] of byLane) {
    const length = all.reduce((sum, { mark, left, right }) => sum + (right - left + measure(mark.label, mark.significance === 3) + 11) * WORTH[mark.significance], 0);
    found.set(id, { seen: all.length, length });
  }
  return found;
}

/** @param {import("./placing.js").Candidate[]} all */
function grouped(all) {
  /** @type {Map<string, import("./placing.js").Candidate[]>} */
  const groups = new Map();
  for (const one of all) {
    const mine = groups.get(one.mark.lane);
    if (mine) mine.push(one);
    else groups.set(one.mark.lane, [one]);
  }
  return groups;
}
