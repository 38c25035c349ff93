/* Marks that could not be told apart where they stand are counted instead: "+150" in their place. */
import { UNITS } from "./grid.js";

const CLOSE = 24; // pixels between marks that are counted together
const PADDING = 10; // of the text in its chip, left and right together
const SHIFTS = [0, -16, 16, -32, 32, -48, 48]; // pixels by which a chip may stand beside its middle

/** @typedef {import("./placing.js").Candidate} Candidate */
/** @typedef {import("./placing.js").Place} Place */

/** Marks of a lane that are only counted, and where their count stands: its middle, its width, its first row.
 * @typedef {{ids: string[], x: number, width: number, row: number}} Crowd */

/** Groups of marks that stand close to each other.
 * @param {Candidate[]} uncountable in the order of time
 * @returns {Candidate[][]} */
export function groupsOf(uncountable) {
  /** @type {Candidate[][]} */
  const groups = [];
  let end = -Infinity; // of the last group
  for (const one of [...uncountable].sort((a, b) => a.left - b.left)) {
    if (one.left > end + CLOSE) groups.push([one]);
    else groups[groups.length - 1].push(one);
    end = Math.max(end, one.right);
  }
  return groups;
}

/** The chip of a group, in a row that no label has, above its pile where there is room; marks without a label that would
 * lie under it are counted with the others, and leave `places`.
 * @param {Candidate[]} group
 * @param {object} lane
 * @param {Candidate[]} lane.all
 * @param {Map<string, Place>} lane.places
 * @param {import("./grid.js").Grid} lane.grid of all that stands in the lane
 * @param {import("./grid.js").Grid} lane.firm of what has a label
 * @param {number} lane.width
 * @param {(text: string, isBold?: boolean) => number} measure
 * @returns {Crowd} */
export function chipOf(group, { all, places, grid, firm, width }, measure) {
  const wide = measure(`+${group.length + all.length}`, true) + PADDING; // as wide as it can become
  const middle = group.reduce((sum, { left, right }) => sum + (left + right) / 2, 0) / group.length;
  const { x, row } = roomFor(middle, wide, width, grid) ?? roomFor(middle, wide, width, firm) ?? { x: kept(middle, wide, width), row: 0 };
  const [left, right] = [x - wide / 2, x + wide / 2];
  const isUnder = (/** @type {Candidate} */ { mark, low, high }) => {
    const at = places.get(mark.id);
    return at && !at.label && low < right && high > left && at.row < row + UNITS && at.row + at.rows > row;
  };
  const under = all.filter(isUnder);
  for (const { mark } of under) places.delete(mark.id);
  for (const on of [grid, firm]) on.take(row, UNITS, left - 2, right + 2);
  const ids = [...group, ...under].sort((a, b) => a.left - b.left || a.mark.rank - b.mark.rank).map(({ mark }) => mark.id);
  return { ids, x, width: measure(`+${ids.length}`, true) + PADDING, row };
}

/** The lowest free room for a chip, as near to its middle as there is some.
 * @param {number} middle @param {number} wide @param {number} width @param {import("./grid.js").Grid} on */
function roomFor(middle, wide, width, on) {
  for (const shift of SHIFTS) {
    const x = kept(middle + shift, wide, width);
    for (let row = on.count - UNITS; row >= 0; row--) if (on.free(row, UNITS, x - wide / 2, x + wide / 2)) return { x, row };
  }
  return null;
}

const kept = (/** @type {number} */ x, /** @type {number} */ wide, /** @type {number} */ width) => Math.min(Math.max(x, wide / 2), Math.max(width - wide / 2, wide / 2));
