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
function onCurve(hull, share) {
  const rest = 1 - share;
  const weights = [rest ** 3, 3 * rest ** 2 * share, 3 * rest * share ** 2, share ** 3];
  const along = (/** @type {number} */ axis) => weights.reduce((sum, weight, at) => sum + weight * hull[at][axis], 0);
  return [along(0), along(1)];
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
 * @param {{id: string, lines: string[], widths: number[]}[]} wanted.members those first that are placed first
 * @param {Map<string, Spot>} wanted.spots of all marks
 * @param {[number, number][][]} wanted.arrows the points of each
 * @param {number} wanted.width
 * @param {number} wanted.height
 * @returns {Label[]} */
export function chainLabels({ members, spots, arrows, width, height }) {
  const rows = Math.ceil(height / UNIT);
  const grid = () => createGrid(rows, width + 64);
  const [solid, lines, curves, faint] = [grid(), grid(), grid(), grid()]; // members with their labels, leaders, arrows, all else
  const chained = new Set(members.map(({ id }) => id));
  for (const [id, spot] of spots) {
    const ring = id === members[0]?.id ? RING : 0; // around the chosen one
    block(chained.has(id) ? solid : faint, spot.left - ring, spot.right + ring, spot.y - spot.size / 2 - ring, spot.size + 2 * ring);
  }
  for (const points of arrows) for (const [x, y] of points) block(curves, x - 3, x + 3, y - 3, 6);
  const labels = [];
  for (const member of members) {
    const spot = spots.get(member.id);
    const label = spot && (find(member, spot, [solid, lines, curves, faint]) ?? find(member, spot, [solid, lines, curves]) ?? find(member, spot, [solid, lines]) ?? find(member, spot, [solid], true));
    if (label) labels.push(label);
  }
  return labels;

  /** @param {import("./grid.js").Grid} on @param {number} from @param {number} to @param {number} top @param {number} tall */
  function block(on, from, to, top, tall) {
    const row = Math.floor(top / UNIT);
    on.take(row, Math.ceil((top + tall) / UNIT) - row, Math.max(from - 1, 0), to + 1);
  }

  /** @param {{id: string, lines: string[], widths: number[]}} member @param {Spot} spot @param {import("./grid.js").Grid[]} grids
   * @param {boolean} [mayCross] whether its leader may run over others
   * @returns {Label | null} */
  function find({ id, lines: words, widths }, spot, grids, mayCross = false) {
    const length = Math.max(...widths);
    const tall = words.length * LINE;
    const x = middle(spot);
    for (const [offset, isBeside] of offsets(tall)) {
      const top = Math.round((spot.y + offset) / UNIT) * UNIT;
      const edge = isBeside ? (spot.right - spot.left) / 2 + GAP + (id === members[0].id ? RING : 0) : -GAP;
      for (const anchor of /** @type {("start" | "end")[]} */ (["start", "end"])) {
        const ideal = anchor === "start" ? x + edge : x - edge;
        const at = isBeside ? ideal : anchor === "start" ? Math.max(Math.min(ideal, width - length), 0) : Math.min(Math.max(ideal, length), width);
        const [from, to] = anchor === "start" ? [at, at + length] : [at - length, at];
        if (from < 0 || to > width || top < 0 || top + tall > height) continue;
        const row = top / UNIT;
        const [low, high] = isBeside ? (anchor === "start" ? [from - 1, to + AIR] : [from - AIR, to + 1]) : [from - AIR, to + AIR];
        if (!grids.every((one) => one.free(row, tall / UNIT, Math.max(low, 0), high))) continue;
        if (!isBeside && !leads(spot, top, tall, x) && !mayCross) continue;
        solid.take(row, tall / UNIT, Math.max(from - AIR, 0), to + AIR);
        return { id, lines: words, x: at, y: top + LINE / 2, anchor, inside: false, ...(isBeside ? {} : { from: x }) };
      }
    }
    return null;
  }

  /** Whether a leader from a mark to its label crosses no other label and no member; then it takes its room.
   * @param {Spot} spot @param {number} top @param {number} tall @param {number} x */
  function leads(spot, top, tall, x) {
    const [from, to] = top > spot.y ? [spot.y + spot.size / 2 + UNIT, top] : [top + tall, spot.y - spot.size / 2 - UNIT];
    const row = Math.ceil(from / UNIT);
    const count = Math.floor(to / UNIT) - row;
    if (count <= 0) return true;
    if (!solid.free(row, count, x - 2, x + 2)) return false;
    lines.take(row, count, x - 2, x + 2);
    return true;
  }
}

/** Where a label may stand above or below the middle of its mark, the nearest first: beside it, then ever further away.
 * @param {number} tall
 * @returns {[offset: number, isBeside: boolean][]} */
function offsets(tall) {
  /** @type {[number, boolean][]} */
  const found = [[-LINE / 2, true], [-tall / 2, true], [-tall + LINE / 2, true]];
  for (let line = 0; line < REACH; line++) found.push([-tall - 9 - (line * LINE) / 2, false], [9 + (line * LINE) / 2, false]);
  return found;
}
