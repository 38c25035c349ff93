import assert from "node:assert/strict";
import { test } from "node:test";
import { createWalk } from "../../assets/timeline/walk.js";

// Relations, the chosen event, the events of its chain.
const CASES = [
  [[], "a", "a"],
  [[["a", "b"]], "c", "c"],
  [[["a", "b"], ["b", "c"], ["c", "d"]], "b", "abcd"],
  [[["a", "b"], ["a", "c"]], "b", "ab"], // not another answer to the same act
  [[["a", "c"], ["b", "c"]], "a", "ac"], // nor another cause of the same answer
  [[["a", "b"], ["b", "c"], ["a", "c"]], "a", "abc"],
  [[["a", "b"], ["b", "a"]], "a", "ab"], // a circle ends
];
const mark = (id, start, lane = "x") => ({ id, lane, start, end: start + 0.1, rank: start });

for (const [relations, event, ids] of CASES) {
  test(`the chain of ${event} by ${JSON.stringify(relations)} is ${ids}`, () => {
    const marks = [..."abcd"].map((id, day) => mark(id, day));
    const chain = createWalk(marks, [], relations.map((ends) => [...ends, "stated"])).chain(event);
    assert.deepEqual([...chain.ids].sort(), [...ids]);
    assert.ok(chain.edges.every(([earlier, later]) => chain.ids.has(earlier) && chain.ids.has(later)));
  });
}

test("arrow keys walk along a lane, and across lanes to the nearest event, among the events in sight", () => {
  const walk = createWalk([mark("a", 1, "x"), mark("b", 5, "x"), mark("c", 4, "z")], [{ id: "x" }, { id: "y" }, { id: "z" }], []);
  assert.equal(walk.beside("a", 1, 0, 10), "b");
  assert.equal(walk.beside("a", 1, 0, 4), undefined); // the next one is out of sight
  assert.equal(walk.beside("b", 1, 0, 10), undefined);
  assert.equal(walk.across("b", 1, 0, 10), "c"); // over a lane without events
  assert.equal(walk.across("c", -1, 0, 10), "b");
  assert.deepEqual(walk.ends(0, 10), ["a", "b"]);
});

test("an act that stands in two lanes is one event in time, and a step in each of its lanes", () => {
  const marks = [{ id: "a", lane: "x", start: 1, end: 1, rank: 0 }, { id: "joint", lane: "x", start: 2, end: 2, rank: 1 }, { id: "joint in y", of: "joint", lane: "y", start: 2, end: 2, rank: 1 }, { id: "b", lane: "y", start: 3, end: 3, rank: 2 }];
  const walk = createWalk(marks, [{ id: "x" }, { id: "y" }], [["joint", "b", "stated"]]);
  assert.deepEqual(walk.neighbours("joint"), ["a", "b"]);
  assert.equal(walk.beside("joint in y", 1, 0, 9), "b");
  assert.equal(walk.across("a", 1, 0, 9), "joint in y");
  assert.equal(walk.linked("joint in y", 1), "b");
});

test("of events that begin together the shorter comes first, then the more important", () => {
  const marks = [mark("long", 1), mark("b", 1), mark("a", 1)].map((one, at) => ({ ...one, end: at ? 2 : 9, rank: [0, 2, 1][at] }));
  const walk = createWalk(marks, [{ id: "x" }], []);
  assert.deepEqual(walk.neighbours("b"), ["a", "long"]);
  assert.deepEqual(walk.ends(0, 10), ["a", "long"]);
});
