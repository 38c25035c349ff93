/* Where marks and labels stand: app/figures/placing.py in the browser's language. One table of cases
   (tests/figures/placing_cases.json) tests both. Lengths are pixels, times are days. */
export const DIAMETERS = { 3: 13, 2: 10, 1: 8 };
export const ROW = 14;
const SCALES = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.32, 0.25, 0.2];
export const LABEL_ROW = 14;
const LABEL_SIZE = 11;
const BOLD = 1.15;
const LABEL_GAP = 8;
const INSIDE_SCALE = 0.9;
const LEADER = 3;
const NARROW = new Set("ijltfrI.,:;'|!()[]- ");
const WIDE = new Set("mwMWQO@%&");

function characterWidth(character) {
  if (NARROW.has(character)) return 0.36;
  if (WIDE.has(character)) return 0.92;
  if (character.codePointAt(0) > 0x2e7f) return 1.0;
  return character !== character.toLowerCase() ? 0.7 : 0.6;
}

function labelWidth(mark) {
  let sum = 0;
  for (const character of mark.label) sum += characterWidth(character);
  return LABEL_SIZE * sum * (mark.significance === 3 ? BOLD : 1);
}

export const firstRow = (lane) => lane.top + lane.labelRows * LABEL_ROW;
const meet = (one, other) => one[0] < other[1] && other[0] < one[1];

function rowsOf(marks, scale) {
  const rows = new Map();
  const ends = [];
  const sorted = [...marks].sort((a, b) => a.left - b.left || a.rank - b.rank);
  for (const mark of sorted) {
    const radius = (DIAMETERS[mark.significance] * scale) / 2;
    const middle = (mark.left + mark.right) / 2;
    const start = Math.min(mark.left, middle - radius);
    const end = Math.max(mark.right, middle + radius);
    let row = ends.findIndex((taken) => taken <= start);
    if (row < 0) row = ends.length;
    ends[row] = end + 1;
    rows.set(mark.id, row);
  }
  return { rows, used: ends.length };
}

function freeRow(taken, span, leader) {
  for (let row = 0; row < taken.length; row++) {
    if (!taken[row].some((other) => meet(span, other))) return row;
    if (taken[row].some((other) => meet(leader, other))) return null;
  }
  return null;
}

function labelsOf(marks, lane, width) {
  const taken = Array.from({ length: lane.labelRows }, () => []);
  const labels = [];
  for (const mark of [...marks].sort((a, b) => a.rank - b.rank)) {
    const x = (Math.max(mark.left, 0) + Math.min(mark.right, width)) / 2;
    const length = labelWidth(mark) + LABEL_GAP;
    const leader = [x - LEADER, x + LEADER];
    for (const [endsHere, span] of [[false, [x - LEADER, x + length]], [true, [x - length, x + LEADER]]]) {
      if (span[0] < -LEADER || span[1] > width + LABEL_GAP) continue;
      const row = freeRow(taken, span, leader);
      if (row === null) continue;
      taken[row].push(span);
      for (const below of taken.slice(0, row)) below.push(leader);
      labels.push({ id: mark.id, x, y: firstRow(lane) - (row + 0.5) * LABEL_ROW, endsHere });
      break;
    }
  }
  return labels;
}

/* The placing of all marks of which a part lies between the days `first` and `last`:
   {scale, heights: Map id -> y, labels: [{id, day, y, endsHere, inside}]}. */
export function place(marks, lanes, first, last, width) {
  const perDay = width / Math.max(last - first, 1e-9);
  const byLane = new Map(lanes.map((lane) => [lane.id, []]));
  for (const mark of marks) {
    if (mark.end <= first || mark.start >= last) continue;
    byLane.get(mark.lane)?.push({ ...mark, left: (mark.start - first) * perDay, right: (mark.end - first) * perDay });
  }
  let scale, packed;
  for (scale of SCALES) {
    packed = lanes.map((lane) => rowsOf(byLane.get(lane.id), scale));
    if (lanes.every((lane, index) => packed[index].used * ROW * scale <= lane.height)) break;
  }
  const heights = new Map();
  lanes.forEach((lane, index) => {
    for (const [id, row] of packed[index].rows) {
      heights.set(id, firstRow(lane) + Math.min((row + 0.5) * ROW * scale, lane.height));
    }
  });
  const held = new Map();
  for (const mark of scale >= INSIDE_SCALE ? [...byLane.values()].flat() : []) {
    const start = Math.max(mark.left, 0);
    const room = Math.min(mark.right, width) - start;
    if (mark.end > mark.start && room >= labelWidth(mark) + LABEL_GAP) held.set(mark.id, start + LABEL_GAP / 4);
  }
  const labels = lanes
    .flatMap((lane) => labelsOf(byLane.get(lane.id).filter((mark) => !held.has(mark.id)), lane, width))
    .map(({ x, ...label }) => ({ ...label, day: first + x / perDay, inside: false }));
  for (const mark of marks) {
    if (!held.has(mark.id)) continue;
    labels.push({ id: mark.id, y: heights.get(mark.id), endsHere: false, day: first + held.get(mark.id) / perDay, inside: true });
  }
  return { scale, heights, labels };
}
