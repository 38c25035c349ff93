import assert from "node:assert/strict";
import { test } from "node:test";
import { arrow, chainLabels, lag } from "../../assets/timeline/chain.js";
import { around, limited, widened } from "../../assets/timeline/ranges.js";
import { daysInWords, toDay } from "../../assets/timeline/days.js";

const day = (id, start, changes = {}) => ({ id, start, end: start, date: id, precision: "day", approximate: false, uncertain: false, ...changes });

test("a label says the days since the latest event that is answered, and about where a date is not sure", () => {
  assert.equal(lag(day("31 July 2025", 100.5), []), "31 July 2025");
  assert.equal(lag(day("31 July 2025", 100.5), [day("a", 16.5), day("b", 99.5)]), "31 July 2025 · 1 day later");
  assert.equal(lag(day("31 July 2025", 100.5), [day("a", 100.5)]), "31 July 2025 · the same day");
  assert.equal(lag(day("31 July 2025", 100.5), [day("a", 16, { precision: "month" })]), "31 July 2025 · about 84 days later");
});

test("an arrow reaches its answer from the left", () => {
  const { points, head } = arrow({ left: 10, right: 20, y: 50, size: 10 }, { left: 200, right: 210, y: 150, size: 10 });
  assert.deepEqual(points[0], [15, 50]);
  assert.deepEqual(points.at(-1), [199, 150]);
  assert.match(head, /^M199 150l-/);
});

test("every member of a crowded chain finds a place, and none is over another", () => {
  const ids = Array.from({ length: 12 }, (_, at) => `m${at}`);
  const spots = new Map(ids.map((id, at) => [id, { left: 300 + at * 9, right: 310 + at * 9, y: 100 + (at % 3) * 20, size: 10, holds: false }]));
  const members = ids.map((id) => ({ id, lines: [`The label of ${id}`, "1 May 2025 · 3 days later"], widths: [110, 150] }));
  const labels = chainLabels({ members, spots, arrows: [], width: 900, height: 500 });
  assert.equal(labels.length, 12);
  const boxes = labels.map(({ x, y, anchor }) => ({ left: anchor === "start" ? x : x - 150, right: anchor === "start" ? x + 150 : x, top: y - 7, bottom: y + 21 }));
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  boxes.forEach((one, at) => boxes.slice(at + 1).forEach((other) => assert.ok(!meet(one, other))));
});

test("a range stays within the period and is never too short", () => {
  assert.deepEqual(limited([-50, 20], [0, 100]), [0, 70]);
  assert.deepEqual(limited([50, 50.2], [0, 100]), [50, 51]);
  assert.deepEqual(limited([-10, 500], [0, 100]), [0, 100]);
});

test("days around some marks hold them with some air", () => {
  const [first, last] = around([day("a", 10), day("b", 60)], [0, 100]) ?? [];
  assert.ok(first < 10 && last > 60);
  assert.equal(around([], [0, 100]), null);
});

test("a range widens only where some events are out of it", () => {
  assert.deepEqual(widened([20, 60], [day("a", 30), day("b", 50)], [0, 100]), [20, 60]);
  const [first, last] = widened([20, 60], [day("a", 10), day("b", 50)], [0, 100]);
  assert.ok(first < 10 && last === 60);
});

test("days are said as whole months where they are", () => {
  assert.equal(daysInWords(toDay("2025-01-01"), toDay("2026-08-01")), "January 2025 to July 2026");
  assert.equal(daysInWords(toDay("2025-07-01"), toDay("2025-08-01")), "July 2025");
  assert.equal(daysInWords(toDay("2025-07-25"), toDay("2025-09-01")), "25 Jul 2025 to 31 Aug 2025");
});

test("a label gives way to an arrow, and one that stands away from its mark has a leader", () => {
  const spot = (x, y) => ({ left: x - 5, right: x + 5, y, size: 10, holds: false });
  const spots = new Map([["a", spot(100, 100)], ["b", spot(500, 100)]]);
  const { points } = arrow(spots.get("a"), spots.get("b"));
  const members = ["b", "a"].map((id) => ({ id, lines: [`The label of ${id}`, "1 May 2025"], widths: [110, 80] }));
  const [, label] = chainLabels({ members, spots, arrows: [points], width: 900, height: 300 });
  const box = { left: label.anchor === "start" ? label.x : label.x - 110, top: label.y - 7, bottom: label.y + 22 };
  const isOver = ([x, y]) => x > box.left && x < box.left + 110 && y > box.top && y < box.bottom;
  assert.deepEqual(points.filter(isOver), []);
  assert.equal(label.from, 100);
  const [, free] = chainLabels({ members, spots, arrows: [], width: 900, height: 300 });
  assert.ok(free.x > 105 && free.anchor === "start");
  assert.ok(Math.abs(free.y - 100) <= 3);
  assert.equal(free.from, undefined);
});

test("a range is widened only where an event is wholly out of it", () => {
  assert.deepEqual(widened([20, 60], [day("a", 20), { ...day("b", 55), end: 70 }], [0, 100]), [20, 60]);
  assert.ok(widened([20, 60], [day("a", 61)], [0, 100])[1] > 60);
});
