import assert from "node:assert/strict";
import { test } from "node:test";
import { writtenOut } from "../../assets/page/records.js";

const listed = ["a", "b", "c"].map((id) => ({ id, title: `The title of ${id}`, date: id.toUpperCase() }));

test("what a page states once is written out for each mark", () => {
  const stated = { marks: { rank: [0, 2, 1], status: { of: ["official", "reported"], at: [0, 1, 0] } }, places: null, relations: [[0, 2, "stated"]], total: 3 };
  const { marks, relations, total } = writtenOut(stated, listed);
  assert.deepEqual(marks, { id: ["a", "b", "c"], title: ["The title of a", "The title of b", "The title of c"], date: ["A", "B", "C"], rank: [0, 2, 1], status: ["official", "reported", "official"] });
  assert.deepEqual(relations, [["a", "c", "stated"]]);
  assert.equal(total, 3);
});

test("marks of some of the events of the list have their own ids", () => {
  const { marks, relations } = writtenOut({ marks: { rank: [0, 1] }, places: [2, 0], relations: [[0, 1, "reported"]] }, listed);
  assert.deepEqual(marks.id, ["c", "a"]);
  assert.deepEqual(relations, [["c", "a", "reported"]]);
});
