import assert from "node:assert/strict";
import { test } from "node:test";
import { toDay } from "../../assets/timeline/days.js";
import { byMonth, createRail, relationWords } from "../../assets/page/rail.js";
import { node, page } from "./dom.mjs";

const mark = (id, text, changes = {}) => ({
  ...{ id, start: toDay(text) + 0.5, end: toDay(text) + 0.5, significance: 2, date: text, label: `Label ${id}`, title: `Title ${id}` },
  ...{ direction: "tightens", status: "official", ...changes },
});
const MARKS = [mark("b", "2025-05-20"), mark("a", "2025-05-03"), mark("c", "2024-12-31", { status: "alleged" })];
const CONTENT = {
  marks: MARKS,
  relations: [["c", "a", "stated"], ["c", "b", "stated"], ["a", "b", "stated"]],
  directions: { tightens: { label: "Tightens", light: "#111", dark: "#eee", shape: "square" } },
  statuses: { official: { label: "Official", fill: "full" }, alleged: { label: "Alleged", fill: "dot" } },
  event: "a",
  isNewestFirst: false,
};

test("the events of each month stand together, the oldest or the newest first", () => {
  const ids = (isNewestFirst) => byMonth(MARKS, isNewestFirst).map(([month, marks]) => [month, marks.map(({ id }) => id).join("")]);
  assert.deepEqual(ids(false), [["2024-12", "c"], ["2025-05", "ab"]]);
  assert.deepEqual(ids(true), [["2025-05", "ba"], ["2024-12", "c"]]);
});

test("what an event answers, and what answers it, is said in few words", () => {
  const words = ["a", "b", "c", "d"].map((id) => relationWords(id, CONTENT.relations));
  assert.deepEqual(words, ["follows from 1, leads to 1", "follows from 2", "leads to 2", ""]);
});

test("each event is a mark and its words under its month, the chosen one named as such", () => {
  const element = node("div");
  page(element);
  performance.mark = () => undefined;
  createRail(element).show(CONTENT);
  assert.deepEqual(element.querySelectorAll("h2").map((head) => head.textContent), ["December 2024", "May 2025"]);
  const rows = element.querySelectorAll("li");
  assert.deepEqual(rows.map((row) => row.dataset.mark), ["c", "a", "b"]);
  assert.deepEqual(rows.map((row) => row.querySelector(".note").textContent), [
    "2024-12-31 · Tightens · Alleged · leads to 2",
    "2025-05-03 · Tightens · follows from 1, leads to 1",
    "2025-05-20 · Tightens · follows from 2",
  ]);
  const links = element.querySelectorAll("a");
  assert.deepEqual(links.map((link) => link.getAttribute("aria-current")), [null, "true", null]);
  assert.deepEqual([links[1].href, links[1].dataset.event, links[1].title], ["?event=a", "a", "Title a"]);
  const key = rows[0].querySelector(".key");
  assert.deepEqual([key.className, key.style["--colour"], key.getAttribute("aria-hidden")], ["key key-square key-dot", "light-dark(#111, #eee)", "true"]);
});

test("where nothing is left a sentence says so", () => {
  const element = node("div");
  page(element);
  createRail(element).show({ ...CONTENT, marks: [] });
  assert.equal(element.textContent, "No event in these days is left by these filters.");
});
