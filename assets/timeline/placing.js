/* Where the marks and labels of a lane stand: its height is free for both. Each mark takes the row in which its label
   has room beside it, the most important first; those without a label pile up from the floor of the lane, so that the
   pile tells how many there are. Nothing meets anything, since all of it takes its place in one grid. */
import { chipOf, groupsOf } from "./crowds.js";
import { lasts } from "./days.js";
import { createGrid, UNITS } from "./grid.js";
import { halves, wrapped } from "./text.js";

const GAP = 4; // from a mark to its label
const AIR = 7; // after a label
const SPAN_LEAST = 4; // width of the shortest span
const INSIDE = 8; // free space that a span needs around its label
const APART = 0.7; // of its size, how far the middle of a mark is from others that it may touch
export const FEW = 30; // events in sight up to which every one is to have its label
const NARROW = 12; // pixels by which a label in three lines is wider than a third of it
const TRIES = 24; // for that, in different orders
const SPARSE = 12; // marks of a lane up to which labels may be whole titles
const PILED = 12; // marks of one spot that are still told apart, one above the other

/** A mark before it has its row.
 * @typedef {object} Candidate
 * @property {import("./types.js").Mark} mark
 * @property {number} left edge of what is in sight of it
 * @property {number} right
 * @property {number} low edge of what is drawn of it, with the fades of a doubtful date
 * @property {number} high
 * @property {number} size
 */

/** `room` is what the label takes across.
 * @typedef {{row: number, rows: number, label: null | {lines: string[], x: number, anchor: "start" | "end", inside: boolean}, room?: [number, number]}} Place */

/** The place of each candidate of a lane by its id; and those that cannot be told apart, counted.
 * @param {Candidate[]} candidates
 * @param {number} count rows of the grid
 * @param {number} unit height of a row
 * @param {number} width
 * @param {(text: string, isBold?: boolean) => number} measure
 * @param {Map<string, Place>} before where they stood, which they keep where they can
 * @param {{isThin?: boolean, isFew?: boolean}} [how] whether the lane is too low for two lines, and whether every mark is to
 *   have its label
 * @returns {Placed} */
export function placeLane(candidates, count, unit, width, measure, before, { isThin = false, isFew = false } = {}) {
  const lane = { candidates, count, unit, width, measure, before, isThin, isFew };
  let order = [...candidates].sort((a, b) => a.mark.rank - b.mark.rank);
  let best = placeInOrder(lane, order);
  const lacking = (/** @type {Placed} */ { places }) => order.filter(({ mark }) => !places.get(mark.id)?.label);
  let without = lacking(best);
  let worst = lost(without);
  for (let tries = isFew ? TRIES : 0; tries > 0 && worst; tries--) {
    order = [...without, ...order.filter((one) => !without.includes(one))]; // what had no room comes first now
    const next = placeInOrder(lane, order);
    without = lacking(next);
    if (lost(without) < worst) [best, worst] = [next, lost(without)];
  }
  return best;
}

/** What some missing labels count: first of all the turning points among them.
 * @param {Candidate[]} without */
const lost = (without) => without.reduce((sum, { mark }) => sum + (mark.significance === 3 ? FEW + 1 : 1), 0);

/** @typedef {{places: Map<string, Place>, crowds: import("./crowds.js").Crowd[]}} Placed */

/** The same, where the labels take their room in some order.
 * @param {{candidates: Candidate[], count: number, unit: number, width: number, measure: (text: string, isBold?: boolean) => number, before: Map<string, Place>, isThin: boolean, isFew: boolean}} lane
 * @param {Candidate[]} order
 * @returns {Placed} */
function placeInOrder({ candidates, count, unit, width, measure, before, isThin, isFew }, order) {
  const grid = createGrid(count, width + 64);
  const firm = createGrid(count, width + 64); // of it what has a label
  /** @type {Map<string, Place>} */
  const places = new Map();
  const inTime = [...candidates].sort((a, b) => a.left - b.left || a.mark.rank - b.mark.rank);
  for (const one of inTime) pile(one);
  for (const one of order) label(one);
  if (!isThin && candidates.length <= SPARSE) spellOut();
  const unlabelled = inTime.filter(({ mark }) => !places.get(mark.id)?.label);
  const uncountable = unlabelled.filter((one) => !pile(one) && !squeeze(one));
  for (const { mark } of uncountable) places.delete(mark.id);
  const groups = groupsOf(uncountable).filter((group) => group.length > 1 || !squeeze(group[0], APART / 2)); // one alone is no crowd
  const crowds = groups.map((group) => chipOf(group, { all: inTime, places, grid, firm, width }, measure));
  return { places, crowds };

  /** Put a mark on the pile, or as low in it as it now can be; false where the lane is too low for it.
   * @param {Candidate} one */
  function pile({ mark, low, high, size }) {
    const rows = Math.min(Math.max(Math.ceil((size - 1) / unit), 1), count);
    const old = places.get(mark.id);
    if (old) grid.give(old.row, old.rows, low, high + 1);
    let row = count - rows;
    const top = Math.max(count - rows * PILED, 0);
    while (row >= top && !grid.free(row, rows, low, high + 1)) row--;
    if (row < top) return false;
    grid.take(row, rows, low, high + 1);
    places.set(mark.id, { row, rows, label: null });
    return true;
  }

  /** Put a mark where it touches others, but stands far enough from the middle of each; false where there is no such place.
   * @param {Candidate} one @param {number} [apart] how far, in its size */
  function squeeze({ mark, left, right, low, high, size }, apart = APART) {
    const rows = Math.min(Math.max(Math.ceil((size - 1) / unit), 1), count);
    const middle = (left + right) / 2;
    const near = inTime.filter((other) => other.mark !== mark && places.has(other.mark.id) && Math.abs((other.left + other.right) / 2 - middle) < size);
    for (let row = count - rows; row >= 0; row--) {
      if (!firm.free(row, rows, low, high + 1)) continue;
      const isApart = near.every((other) => {
        const at = /** @type {Place} */ (places.get(other.mark.id));
        return Math.hypot((other.left + other.right) / 2 - middle, (at.row + at.rows / 2 - row - rows / 2) * unit) >= size * apart;
      });
      if (!isApart) continue;
      grid.take(row, rows, low, high + 1);
      places.set(mark.id, { row, rows, label: null });
      return true;
    }
    return false;
  }

  /** Give a mark its label, where there is room for both; a turning point may push others about on the pile.
   * @param {Candidate} one */
  function label(one) {
    const { mark, low, high } = one;
    const old = places.get(mark.id);
    if (old) grid.give(old.row, old.rows, low, high + 1);
    const room = best(one, grid);
    if (room) settle(one, room);
    else if ((mark.significance < 3 || !push(one)) && old) grid.take(old.row, old.rows, low, high + 1);
  }

  /** @param {Candidate} one @param {NonNullable<ReturnType<typeof best>>} room */
  function settle({ mark, low, high }, { place, height, taken: [from, to] }) {
    for (const on of [grid, firm]) {
      on.take(place.row, UNITS, low, high + 1);
      on.take(place.row, height, from, to);
    }
    places.set(mark.id, place);
  }

  /** Let the labels be the whole titles, where there is room for all of them. */
  function spellOut() {
    const undo = [grid.kept(), firm.kept()];
    const stood = new Map(places);
    const isDone = candidates.every((one) => {
      const at = places.get(one.mark.id);
      if (!at?.label || !at.room) return false;
      if (one.mark.title.length <= one.mark.label.length) return true;
      for (const on of [grid, firm]) {
        on.give(at.row, UNITS, one.low, one.high + 1);
        on.give(at.row, at.label.lines.length * UNITS, ...at.room);
      }
      const longer = best({ ...one, mark: { ...one.mark, label: one.mark.title } }, grid, [at.row]);
      if (longer) settle(one, longer);
      return longer;
    });
    if (isDone) return;
    for (const back of undo) back();
    for (const [id, place] of stood) places.set(id, place);
  }

  /** Give a mark the room that only marks without a label have; false where these find no other.
   * @param {Candidate} one */
  function push(one) {
    const room = best(one, firm);
    if (!room) return false;
    const [left, right] = [Math.min(one.low, room.taken[0]), Math.max(one.high, room.taken[1])];
    const isIn = (/** @type {Candidate} */ other) => {
      const at = places.get(other.mark.id);
      const isNear = other.low < right + 2 && other.high > left - 2;
      return other !== one && at && !at.label && isNear && at.row < room.place.row + room.height && at.row + at.rows > room.place.row;
    };
    const others = inTime.filter(isIn);
    const undo = [grid.kept(), firm.kept()];
    const stood = [one, ...others].map(({ mark }) => /** @type {[string, Place | undefined]} */ ([mark.id, places.get(mark.id)]));
    for (const { mark, low, high } of others) {
      const at = /** @type {Place} */ (places.get(mark.id));
      grid.give(at.row, at.rows, low, high + 1);
      places.delete(mark.id);
    }
    settle(one, room);
    if (others.every(pile)) return true;
    for (const back of undo) back();
    for (const [id, place] of stood) {
      if (place) places.set(id, place);
      else places.delete(id);
    }
    return false;
  }

  /** The first place with room for a mark and its label.
   * @param {Candidate} one @param {import("./grid.js").Grid} on @param {number[]} [rows] those that it may take, else all */
  function best({ mark, left, right, low, high }, on, rows) {
    const isBold = mark.significance === 3;
    const whole = measure(mark.label, isBold);
    const kept = before.get(mark.id);
    const inRows = rows ?? (kept?.label && kept.row % UNITS === 0 ? [kept.row] : []);
    for (let row = 0; !rows && row + UNITS <= count; row += UNITS) inRows.push(row);
    if (lasts(mark) && right - left >= whole + INSIDE) {
      for (const row of inRows) {
        if (on.free(row, UNITS, low, high + 1)) return found(row, [mark.label], left + GAP, "start", true, [left, right]);
      }
    }
    const narrow = () => wrapped(mark.label, whole / 3 + NARROW, (text) => measure(text, isBold));
    for (const lines of isThin ? [[mark.label]] : [[mark.label], halves(mark.label), ...(isFew ? [narrow()] : [])]) {
      const height = lines.length * UNITS;
      const length = lines.length > 1 ? Math.max(...lines.map((line) => measure(line, isBold))) : whole;
      for (const row of inRows) {
        if (!on.free(row, UNITS, low, high + 1)) continue;
        const after = high + GAP;
        if (after + length <= width && on.free(row, height, after, after + length + AIR)) return found(row, lines, after, "start", false, [high, after + length + AIR]);
        const ahead = low - GAP;
        if (ahead - length >= 0 && on.free(row, height, ahead - length - AIR, ahead)) return found(row, lines, ahead, "end", false, [ahead - length, low]);
      }
    }
    return null;
  }

  /** @param {number} row @param {string[]} lines @param {number} x @param {"start" | "end"} anchor @param {boolean} inside @param {[number, number]} taken */
  function found(row, lines, x, anchor, inside, taken) {
    return { place: { row, rows: UNITS, label: { lines, x, anchor, inside }, room: taken }, height: lines.length * UNITS, taken };
  }
}

/** What is in sight of some marks, in pixels.
 * @param {import("./types.js").Mark[]} marks
 * @param {import("./types.js").Days} range
 * @param {number} width
 * @param {import("./types.js").Looks} looks
 * @returns {Candidate[]} */
export function inSight(marks, [first, last], width, { diameters, fade }) {
  const perDay = width / Math.max(last - first, 1e-9);
  const far = Math.max(fade.days * perDay, fade.least);
  const seen = [];
  for (const mark of marks) {
    if (mark.end <= first || mark.start >= last) continue;
    const [start, end] = [(mark.start - first) * perDay, (mark.end - first) * perDay];
    const size = diameters[mark.significance];
    const half = (lasts(mark) ? SPAN_LEAST : size) / 2;
    const middle = (start + end) / 2;
    const [left, right] = [Math.max(Math.min(start, middle - half), 0), Math.min(Math.max(end, middle + half), width)];
    const before = mark.approximate || (mark.uncertain && mark.precision !== "interval") ? far : 0;
    const after = mark.open_ended ? far * fade.open : before;
    seen.push({ mark, size, left, right, low: Math.max(left - before, 0), high: Math.min(right + after, width) });
  }
  return seen;
}
