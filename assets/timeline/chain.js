/* A chosen chain: its arrows, and a label for each of its members with the date and the days since what it answers. */
import { createGrid } from "./grid.js";

const UNIT = 5; // height of a row of the grid
const LINE = 15; // height of a line of text
const SAMPLES = 40; // points of an arrow that take room
const HEAD = 8; // length of the head of an arrow
const REACH = 90; // half lines that a label may stand away from its mark
const GAP = 5; // from a mark to its label
const AIR = 6; // around a label
const RING = 7; // around the chosen mark
const DAY_WORDS = 1; // below so many days an answer came on the same day

/** @typedef {import("./types.js").Spot} Spot */
/** @typedef {import("./types.js").Label} Label */
/** @typedef {{id: string, lines: string[], widths: number[]}} Member */
/** Where a label may stand: its rows, its edges, and the edges of the room that it keeps free.
 * @typedef {{row: number, count: number, at: number, anchor: "start" | "end", from: number, to: number, low: number, high: number, isBeside: boolean}} Place */

const middle = (/** @type {Spot} */ spot) => (spot.left + spot.right) / 2;

/** The curve of an arrow from an event to its answer, which it reaches from the left.
 * @param {Spot} from @param {Spot} to
 * @returns {{d: string, head: string, points: [number, number][]}} */
export function arrow(from, to) {
  const [x0, y0, x1, y1] = [middle(from), from.y, middle(to) - to.size / 2 - 1, to.y];
  const size = Math.min(Math.max(Math.hypot(x1 - x0, y1 - y0) / 40, 0.5), 1); // of the head
  const bend = Math.max((x1 - x0) / 2, 14 * size);
  const end = x1 - HEAD * size;
  const hull = [[x0, y0], [x0 + bend, y0], [end - bend, y1], [end, y1]];
  const text = hull.map(([x, y]) => `${round(x)} ${round(y)}`);
  const points = Array.from({ length: SAMPLES + 1 }, (_, step) => onCurve(hull, step / SAMPLES));
  points.push([x1, y1]);
  return { d: `M${text[0]}C${text[1]} ${text[2]} ${text[3]}`, head: `M${round(x1)} ${round(y1)}l${round(-HEAD * size)} ${round(-4.5 * size)}v${round(9 * size)}z`, points };
}

const round = (/** @type {number} */ number) => Math.round(number * 10) / 10;

/** @param {number[][]} hull @param {number} share @returns {[number, number]} */
function onCurve([[x0, y0], [x1, y1], [x2, y2], [x3, y3]], share) {
  const rest = 1 - share;
  const [a, b, c, d] = [rest ** 3, 3 * rest ** 2 * share, 3 * rest * share ** 2, share ** 3];
  return [a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3];
}

/** What the label of a member says under its name: its date, and the days since what it answers.
 * @param {import("./types.js").Mark} mark
 * @param {import("./types.js").Mark[]} causes of the chain
 * @returns {string} */
export function lag(mark, causes) {
  if (!causes.length) return mark.date;
  const last = causes.reduce((one, other) => (other.start > one.start ? other : one));
  const days = Math.round(Math.floor(mark.start) - Math.floor(last.start));
  const about = [mark, last].every((one) => one.precision === "day" && !one.approximate && !one.uncertain) ? "" : "about ";
  if (days < DAY_WORDS) return `${mark.date} · the same day`;
  return `${mark.date} · ${about}${days} ${days === 1 ? "day" : "days"} later`;
}

/** A label for each member that has a place on the plot, none over another, over a member's mark or over an arrow;
 * over a mark that is dimmed only where all else is full.
 * @param {object} wanted
 * @param {Member[]} wanted.members those first that are placed first
 * @param {Map<string, Spot>} wanted.spots of all marks
 * @param {[number, number][][]} wanted.arrows the points of each
 * @param {number} wanted.width
 * @param {number} wanted.height
 * @returns {Label[]} */
export function chainLabels({ members, spots, arrows, width, height }) {
  const rows = Math.ceil(height / UNIT);
  // What a label may not meet, from the strictest to what it never may: each grid holds all that those after it hold.
  const grids = ["all", "arrows", "leaders", "members"].map(() => createGrid(rows, width + 64));
  const chained = new Set(members.map(({ id }) => id));
  for (const [id, spot] of spots) {
    const ring = id === members[0]?.id ? RING : 0; // around the chosen one
    block(chained.has(id) ? 3 : 0, spot.left - ring, spot.right + ring, spot.y - spot.size / 2 - ring, spot.size + 2 * ring);
  }
  for (const points of arrows) for (const [x, y] of points) block(1, x - 3, x + 3, y - 3, 6);
  return members.flatMap((member) => {
    const spot = spots.get(member.id);
    if (!spot) return [];
    for (const level of grids.keys()) {
      for (const place of placesOf(member, spot)) if (fits(place, level, spot)) return [settled(place, level, member, spot)];
    }
    return [];
  });

  /** @param {number} level of the last grid that is to know @param {number} from @param {number} to @param {number} top @param {number} tall */
  function block(level, from, to, top, tall) {
    const row = Math.floor(top / UNIT);
    take(level, row, Math.ceil((top + tall) / UNIT) - row, Math.max(from - 1, 0), to + 1);
  }

  /** @param {number} level @param {number} row @param {number} count @param {number} from @param {number} to */
  function take(level, row, count, from, to) {
    for (let at = 0; at <= level; at++) grids[at].take(row, count, from, to);
  }

  /** All places on the plot where the label of a member may stand, the nearest first.
   * @param {Member} member @param {Spot} spot
   * @returns {Generator<Place>} */
  function* placesOf({ id, lines, widths }, spot) {
    const [length, count, x] = [Math.max(...widths), (lines.length * LINE) / UNIT, middle(spot)];
    const besides = (spot.right - spot.left) / 2 + GAP + (id === members[0].id ? RING : 0);
    for (const [offset, isBeside] of offsets(lines.length * LINE)) {
      const row = Math.round((spot.y + offset) / UNIT);
      if (row < 0 || (row + count) * UNIT > height) continue;
      for (const anchor of /** @type {("start" | "end")[]} */ (["start", "end"])) {
        const edge = isBeside ? besides : -GAP;
        const ideal = anchor === "start" ? x + edge : x - edge;
        const at = isBeside ? ideal : anchor === "start" ? Math.max(Math.min(ideal, width - length), 0) : Math.min(Math.max(ideal, length), width);
        const [from, to] = anchor === "start" ? [at, at + length] : [at - length, at];
        if (from < 0 || to > width) continue;
        const near = isBeside ? (anchor === "start" ? [1, AIR] : [AIR, 1]) : [AIR, AIR];
        yield { row, count, at, anchor, from, to, low: Math.max(from - near[0], 0), high: to + near[1], isBeside };
      }
    }
  }

  /** Whether a label finds its place free, and a leader its way; where all is full, leaders may cross others.
   * @param {Place} place @param {number} level @param {Spot} spot */
  function fits({ row, count, low, high, isBeside }, level, spot) {
    if (!grids[level].free(row, count, low, high)) return false;
    if (isBeside || level === grids.length - 1) return true;
    const [start, length] = leaderOf(row, count, spot);
    return length <= 0 || grids[3].free(start, length, middle(spot) - 2, middle(spot) + 2);
  }

  /** The label in its place, which it takes together with the way of its leader.
   * @param {Place} place @param {number} level @param {Member} member @param {Spot} spot
   * @returns {Label} */
  function settled({ row, count, at, anchor, from, to, isBeside }, level, { id, lines }, spot) {
    const x = middle(spot);
    const [start, length] = leaderOf(row, count, spot);
    if (!isBeside && length > 0 && level < grids.length - 1) take(2, start, length, x - 2, x + 2);
    take(3, row, count, Math.max(from - AIR, 0), to + AIR);
    return { id, lines, x: at, y: row * UNIT + LINE / 2, anchor, inside: false, ...(isBeside ? {} : { from: x }) };
  }
}

/** The first row and the number of rows that a leader runs through, from a mark to a label above or below it.
 * @param {number} row of the label @param {number} count of its rows @param {Spot} spot
 * @returns {[row: number, count: number]} */
function leaderOf(row, count, spot) {
  const half = spot.size / 2 + UNIT;
  const [from, to] = row * UNIT > spot.y ? [spot.y + half, row * UNIT] : [(row + count) * UNIT, spot.y - half];
  const first = Math.ceil(from / UNIT);
  return [first, Math.floor(to / UNIT) - first];
}

/** Where a label may stand above or below the middle of its mark, the nearest first: beside it, then ever further away.
 * @param {number} tall
 * @returns {Generator<[offset: number, isBeside: boolean]>} */
function* offsets(tall) {
  for (const beside of [-LINE / 2, -tall / 2, -tall + LINE / 2]) yield [beside, true];
  for (let line = 0; line < REACH; line++) {
    yield [-tall - 9 - (line * LINE) / 2, false];
    yield [9 + (line * LINE) / 2, false];
  }
}
