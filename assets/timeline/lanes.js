/* How high each lane is: those without an event in sight fold to their names, the others share what there is by what
   their labels need; where that is little, the lanes that lead keep their height and the others become thin. */
const PADDING = 6; // above and below the rows of a lane
const FOLDED = 22; // height of a lane that is folded to its name
export const THIN = 40; // height of the rows of a thin lane
const LOW = 74; // height of a lane below which those that do not lead become thin
const LEAD = 1.7; // how much more a lane that leads is worth
const FILL = 0.62; // of a row, the share that labels can fill
const LITTLE = 0.01; // worth of a lane without an event
const LEAST = 3; // lines of an open lane

/** @typedef {{width: number, height: number, line: number, head: number}} Room `head` is what a name inside its lane takes */
/** What the marks of a lane ask for.
 * @typedef {{seen: number, length: number}} Need how many are in sight, and how long they are with their labels
 */

/** The lanes with their places, together as high as `height` where their lines are at least `line` high.
 * @param {import("./types.js").LaneRecord[]} lanes
 * @param {Map<string, Need>} needs
 * @param {Set<string>} open lanes that the reader opened
 * @param {Room} room
 * @param {Set<string>} [chained] lanes that a chosen chain needs: where all are open anyway, no lane changes its height
 * @returns {import("./types.js").Lane[]} */
export function layLanes(lanes, needs, open, room, chained = new Set()) {
  const places = laidOpen(lanes, needs, open, room);
  const isEnough = places.every(({ id, mode }) => mode === "open" || !chained.has(id));
  return isEnough ? places : laidOpen(lanes, needs, new Set([...open, ...chained]), room);
}

/** @param {import("./types.js").LaneRecord[]} lanes @param {Map<string, Need>} needs @param {Set<string>} open @param {Room} room
 * @returns {import("./types.js").Lane[]} */
function laidOpen(lanes, needs, open, { width, height, line, head }) {
  const seen = (/** @type {import("./types.js").LaneRecord} */ lane) => needs.get(lane.id)?.seen ?? 0;
  const isEmpty = lanes.every((lane) => !seen(lane)); // then all keep their height: nothing would be gained
  const standing = lanes.filter((lane) => isEmpty || seen(lane) || open.has(lane.id));
  const folded = (lanes.length - standing.length) * (FOLDED + head / 2);
  const room = height - folded;
  const hasLead = standing.some((lane) => lane.lead);
  const isLow = room / Math.max(standing.length, 1) < LOW + head;
  const isThin = (/** @type {import("./types.js").LaneRecord} */ lane) => hasLead && isLow && !lane.lead && !open.has(lane.id);
  const thin = standing.filter(isThin);
  const tall = standing.filter((lane) => !isThin(lane));
  const spare = room - thin.length * (THIN + PADDING + head);
  const lines = shared(tall, needs, open, Math.floor((spare - tall.length * (PADDING + head)) / line), width);
  const used = tall.reduce((sum, lane) => sum + (lines.get(lane.id) ?? 0) * line + PADDING + head, 0);
  const extra = Math.max(spare - used, 0) / Math.max(tall.length, 1);
  let edge = 0;
  return lanes.map((lane) => {
    /** @type {"open" | "thin" | "folded"} */
    const mode = !standing.includes(lane) ? "folded" : isThin(lane) ? "thin" : "open";
    const rows = mode === "folded" ? FOLDED - PADDING - head / 2 : mode === "thin" ? THIN : (lines.get(lane.id) ?? 0) * line + extra;
    const place = { ...lane, mode, seen: seen(lane), edge, top: edge + PADDING / 2 + head, height: rows };
    edge += rows + PADDING + head;
    return place;
  });
}

/** Lines for each lane: a few for all, the rest one by one to the lane that is shortest of what it needs.
 * @param {import("./types.js").LaneRecord[]} lanes @param {Map<string, Need>} needs @param {Set<string>} open
 * @param {number} count @param {number} width
 * @returns {Map<string, number>} */
function shared(lanes, needs, open, count, width) {
  const least = Math.max(Math.min(LEAST, Math.floor(count / Math.max(lanes.length, 1))), 1);
  const lines = new Map(lanes.map((lane) => [lane.id, least]));
  const worth = lanes.map((lane) => {
    const rows = Math.max((needs.get(lane.id)?.length ?? 0) / width / FILL, LITTLE);
    return { id: lane.id, value: rows * (lane.lead || open.has(lane.id) ? LEAD : 1) };
  });
  for (let left = count - least * lanes.length; left > 0 && lanes.length; left--) {
    const next = worth.reduce((one, other) => (other.value / (lines.get(other.id) ?? 1) > one.value / (lines.get(one.id) ?? 1) ? other : one));
    lines.set(next.id, (lines.get(next.id) ?? 0) + 1);
  }
  return lines;
}
