/* Ranges of days: kept within what there is, around some marks, wide enough for others. */
const SHORTEST = 1; // day of the narrowest range
const AIR = 0.03; // free on either side of marks, as a share of the range
const AROUND = 30; // days that a range around marks has at least

/** @typedef {import("./types.js").Days} Days */
/** @typedef {import("./types.js").Mark} Mark */

/** Some days, as near as there are such days.
 * @param {Days} days @param {Days} whole
 * @returns {Days} */
export function limited([first, last], [low, high]) {
  const length = Math.min(Math.max(last - first, SHORTEST), high - low);
  const start = Math.min(Math.max(first, low), high - length);
  return [start, start + length];
}

/** More days on either side.
 * @param {Days} days @param {number} air
 * @returns {Days} */
export const widenedBy = ([first, last], air) => [first - air, last + air];

/** The days of some marks, the first and last day whole, with some air around; null for no marks.
 * @param {Mark[]} marks @param {Days} whole
 * @returns {Days | null} */
export function around(marks, whole) {
  if (!marks.length) return null;
  const first = Math.min(...marks.map((mark) => mark.start));
  const last = Math.max(...marks.map((mark) => mark.end));
  const air = Math.max((last - first) * AIR, (AROUND - (last - first)) / 2, 1);
  return limited([Math.floor(first - air), Math.ceil(last + air)], whole);
}

/** The range, or one that is wider where some marks are out of it.
 * @param {Days} range @param {Mark[]} marks @param {Days} whole
 * @returns {Days} */
export function widened(range, marks, whole) {
  const [first, last] = range;
  const out = marks.filter((mark) => mark.start < first || mark.end > last);
  const isOut = out.some((mark) => mark.end <= first || mark.start >= last);
  if (!isOut) return range;
  const low = Math.min(first, ...out.map((mark) => mark.start));
  const high = Math.max(last, ...out.map((mark) => mark.end));
  const air = (high - low) * AIR;
  const [start, end] = [low < first ? Math.floor(low - air) : first, high > last ? Math.ceil(high + 4 * air) : last];
  return limited([Math.max(start, whole[0]), Math.min(end, whole[1])], whole);
}
