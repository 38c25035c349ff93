import assert from "node:assert/strict";
import { test } from "node:test";
import { createGrid } from "../../assets/timeline/grid.js";
import { layLanes, THIN } from "../../assets/timeline/lanes.js";
import { layOut } from "../../assets/timeline/layout.js";
import { halves } from "../../assets/timeline/text.js";

const LOOKS = { diameters: { 1: 7, 2: 10, 3: 13 }, fade: { days: 5, least: 9, open: 4 } };
const measure = (text, isBold) => text.length * (isBold ? 7 : 6);
const mark = (id, start, changes = {}) => ({ id, lane: "a", start, end: start, significance: 2, rank: 0, label: `The label of ${id}`, title: changes.label ?? `The label of ${id}`, ...changes });
const lane = (id, changes = {}) => ({ id, name: id, side: "", lead: false, count: 9, ...changes });

function laid(marks, changes = {}) {
  const room = { lanes: [lane("a")], range: [0, 100], width: 800, height: 120, narrow: false, open: new Set(), chained: new Set(), counted: new Set(), ...changes };
  return layOut({ marks, looks: LOOKS, measure, ...room }, changes.last);
}

/* The box of a label as it is drawn. */
function box({ x, y, lines, anchor }) {
  const width = Math.max(...lines.map((line) => measure(line)));
  return { left: anchor === "start" ? x : x - width, right: anchor === "start" ? x + width : x, top: y - 6, bottom: y + 6 + (lines.length - 1) * 13 };
}
const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

test("what is taken of a grid is no longer free, and is free again when it is given back", () => {
  const grid = createGrid(4, 300);
  grid.take(1, 2, 60, 140);
  assert.equal(grid.free(0, 1, 0, 300), true);
  assert.equal(grid.free(0, 2, 130, 200), false);
  assert.equal(grid.free(1, 2, 140, 300), true);
  assert.equal(grid.free(3, 2, 0, 10), false); // beyond the last row
  grid.give(1, 2, 60, 140);
  assert.equal(grid.free(0, 4, 0, 300), true);
});

test("a label stands to the right of its mark, or to the left where the plot ends", () => {
  const { layout } = laid([mark("first", 10), mark("last", 99)]);
  const [first, last] = ["first", "last"].map((id) => layout.labels.find((label) => label.id === id));
  assert.equal(first.anchor, "start");
  assert.equal(last.anchor, "end");
  assert.equal(first.y, layout.spots.get("first").y);
});

test("a long label breaks into two lines before it is dropped", () => {
  assert.deepEqual(halves("Nvidia says H20 licences will be granted"), ["Nvidia says H20 licences", "will be granted"]);
  const { layout } = laid([mark("a", 50, { label: "A label that is wide for this plot" })], { width: 300 });
  assert.equal(layout.labels[0].lines.length, 2);
});

test("a crowd loses the labels of the least important, no label meets another, and every mark has its place", () => {
  const crowd = Array.from({ length: 60 }, (_, at) => mark(`m${at}`, 30 + (at % 20), { rank: at, significance: at < 5 ? 3 : 1 }));
  const { layout } = laid(crowd, { height: 260 });
  assert.equal(layout.spots.size, 60);
  const labelled = new Set(layout.labels.map(({ id }) => id));
  for (const id of ["m0", "m1", "m2"]) assert.ok(labelled.has(id));
  const boxes = layout.labels.map(box);
  boxes.forEach((one, at) => boxes.slice(at + 1).forEach((other) => assert.ok(!meet(one, other))));
});

test("what stood somewhere stays there when others go", () => {
  const all = Array.from({ length: 30 }, (_, at) => mark(`m${at}`, at * 3, { rank: at }));
  const before = laid(all);
  const after = laid(all.filter((_, at) => at % 2), { last: before });
  const kept = before.layout.labels.filter(({ id }) => Number(id.slice(1)) % 2);
  assert.ok(kept.length > 3);
  for (const { id } of kept) assert.equal(after.places.get(id).row, before.places.get(id).row);
});

test("a span holds its label where it is long enough, and the label stands beside it otherwise", () => {
  const { layout } = laid([mark("long", 10, { end: 60, precision: "interval" }), mark("short", 80, { end: 82, precision: "interval" })]);
  assert.equal(layout.labels.find(({ id }) => id === "long").inside, true);
  assert.equal(layout.labels.find(({ id }) => id === "short").inside, false);
});

test("days of which an event happened on one are no span: its label stands beside them", () => {
  const { layout } = laid([mark("month", 10, { end: 60, precision: "month" }), mark("between", 70, { end: 75, precision: "interval", uncertain: true })]);
  assert.deepEqual(layout.labels.map(({ inside }) => inside), [false, false]);
});

test("a lane of few events spells out their titles where there is room for all of them, and none otherwise", () => {
  const named = (id, start) => mark(id, start, { title: `A title that is a good deal longer than the label of ${id}` });
  const sparse = laid([named("a", 10), named("b", 40)]);
  assert.deepEqual(sparse.layout.labels.map(({ lines }) => lines.join(" ")).sort(), ["a", "b"].map((id) => `A title that is a good deal longer than the label of ${id}`));
  const full = laid([named("a", 10), named("b", 40)], { width: 330, height: 20 });
  assert.ok(full.layout.labels.every(({ lines }) => lines.join(" ").startsWith("The label")));
});

test("up to thirty events of a lane all have their labels, in whatever order these find room", () => {
  const dense = Array.from({ length: 30 }, (_, at) => mark(`m${at}`, at < 8 ? 1 + at * 6 : 56 + at * 1.1, { rank: (at * 7) % 30, label: `A label of some length, number ${at}` }));
  const { layout } = laid(dense, { width: 1150, height: 480 });
  assert.equal(layout.labels.length, 30);
  const boxes = layout.labels.map(box);
  boxes.forEach((one, at) => boxes.slice(at + 1).forEach((other) => assert.ok(!meet(one, other))));
});

test("what cannot be told apart is counted, and all of it is either drawn or counted", () => {
  const oneDay = Array.from({ length: 364 }, (_, at) => mark(`m${at}`, 50, { rank: at }));
  const { layout } = laid([...oneDay, mark("alone", 10, { rank: 999, significance: 3 })], { height: 400 });
  const counted = new Set(layout.crowds.flatMap(({ ids }) => ids));
  const singly = [...layout.spots].filter(([id]) => !counted.has(id));
  assert.equal(layout.crowds.length, 1);
  assert.equal(counted.size + singly.length, 365);
  assert.ok(!counted.has("alone"));
  const apart = singly.flatMap(([, one], at) => singly.slice(at + 1).map(([, other]) => Math.hypot((one.left + one.right - other.left - other.right) / 2, one.y - other.y)));
  assert.ok(Math.min(...apart) >= 7);
  for (const [id, { size }] of singly) assert.equal(size, id === "alone" ? 13 : 10); // as large as in any other lane
});

test("a count stands over no label and no mark", () => {
  const crowd = Array.from({ length: 300 }, (_, at) => mark(`m${at}`, 40 + (at % 3) * 0.4, { rank: at, significance: at < 4 ? 3 : 1 }));
  const { layout } = laid(crowd, { height: 160 });
  const boxes = layout.labels.map(box);
  const chips = layout.crowds.map(({ x, y, width }) => ({ left: x - width / 2, right: x + width / 2, top: y - 7, bottom: y + 7 }));
  assert.ok(chips.length);
  for (const chip of chips) {
    for (const one of boxes) assert.ok(!meet(chip, one));
    for (const [, { left, right, y, size, alone }] of layout.spots) assert.ok(alone || !meet(chip, { left: left + 1, right: right - 1, top: y - size / 2 + 2, bottom: y + size / 2 - 2 }));
  }
});

test("lanes fold without events, share the height, and those that lead get more of it", () => {
  const lanes = [lane("a", { lead: true }), lane("b"), lane("c")];
  const needs = new Map([["a", { seen: 9, length: 4000 }], ["b", { seen: 9, length: 4000 }]]);
  const high = layLanes(lanes, needs, new Set(), { width: 800, height: 400, line: 15, head: 0 });
  assert.deepEqual(high.map(({ mode }) => mode), ["open", "open", "folded"]);
  assert.ok(high[0].height > high[1].height);
  const low = layLanes(lanes, needs, new Set(), { width: 800, height: 150, line: 15, head: 0 });
  assert.deepEqual(low.map(({ mode }) => mode), ["open", "thin", "folded"]);
  assert.equal(low[1].height, THIN);
  const opened = layLanes(lanes, needs, new Set(["b", "c"]), { width: 800, height: 150, line: 15, head: 0 });
  assert.deepEqual(opened.map(({ mode }) => mode), ["open", "open", "open"]);
});

test("without any event all lanes keep the same height", () => {
  const empty = layLanes([lane("a"), lane("b")], new Map(), new Set(), { width: 800, height: 300, line: 15, head: 0 });
  assert.ok(Math.abs(empty[0].height - empty[1].height) <= 15); // one line
});
