import assert from "node:assert/strict";
import { test } from "node:test";
import { iso, mark, opened } from "./charts.mjs";

const RELATIONS = [["m", "n", "stated"], ["m", "o", "stated"]];
const MARKS = [mark("before", 50), mark("m", 120), mark("n", 150), mark("o", 155, { lane: "c" }), mark("after", 350)];
const chart = (options = {}) => opened(MARKS, { chart: { relations: RELATIONS }, ...options });
const last = ({ told }) => told("announce").at(-1)[0];

test("the arrows walk to the right and left in time, down and up between lanes, and say what stands there", () => {
  const one = chart({ event: "m" });
  one.key("ArrowRight");
  assert.equal(one.timeline.state().cursor, "n");
  assert.equal(last(one), "Lane a: day 150. Title of n. Tightens · Official.");
  one.key("ArrowDown");
  assert.equal(one.timeline.state().cursor, "o");
  one.key("ArrowUp");
  assert.equal(one.timeline.state().cursor, "n");
  one.key("ArrowLeft");
  assert.equal(one.timeline.state().cursor, "m");
  assert.deepEqual(one.days(), [100, 199]);
});

test("at each end of the way a sentence says so, and the cursor stays", () => {
  const one = chart({ event: "m" });
  const ends = {
    ArrowLeft: "This is the first event of the lane in sight.",
    ArrowUp: "No lane above has an event in sight.",
    C: "This event answers no other.",
  };
  for (const [key, sentence] of Object.entries(ends)) {
    one.key(key);
    assert.equal(last(one), sentence);
  }
  assert.equal(one.timeline.state().cursor, "m");
  one.key("End");
  const others = { ArrowRight: "This is the last event of the lane in sight.", ArrowDown: "No lane below has an event in sight.", c: "No event answers this one." };
  for (const [key, sentence] of Object.entries(others)) {
    one.key(key);
    assert.equal(last(one), sentence);
  }
  assert.equal(one.timeline.state().cursor, "o");
});

test("Home and End lead to the first and the last event in sight", () => {
  const one = chart();
  one.key("End");
  assert.equal(one.timeline.state().cursor, "o");
  one.key("Home");
  assert.equal(one.timeline.state().cursor, "m");
  const empty = chart({ range: { from: iso(210), to: iso(230) } });
  empty.key("Home");
  assert.equal(last(empty), "No event is in sight.");
});

test("c leads to the first answer, and C back; one that is out of sight comes into it", () => {
  const one = chart({ event: "m" });
  one.key("c");
  assert.equal(one.timeline.state().cursor, "n");
  one.key("C");
  assert.equal(one.timeline.state().cursor, "m");
  const far = opened(MARKS, { chart: { relations: [["m", "after", "stated"]] } });
  far.key("Home");
  far.key("c");
  assert.equal(far.timeline.state().cursor, "after");
  assert.deepEqual(far.days(), [300, 399]);
});

test("plus halves the days about the cursor, minus doubles them, 0 asks for those of the beginning", async () => {
  for (const key of ["+", "="]) {
    const one = chart({ event: "m" });
    one.key(key);
    assert.deepEqual(one.days(), [110, 160]);
    await one.page.frame();
    assert.deepEqual(one.told("range"), [[{ from: iso(110), to: iso(160) }]]);
  }
  const one = chart();
  one.key("-");
  assert.deepEqual(one.days(), [50, 249]);
  one.key("0");
  assert.deepEqual(one.told("reset"), [["range"]]);
});

test("Enter chooses the event of the cursor, o opens its lane", () => {
  const one = chart();
  one.key("End");
  one.key("Enter");
  assert.deepEqual(one.told("event"), [["o", "key"]]);
  one.key("o");
  one.key("o");
  assert.deepEqual(one.told("lane"), [["c", true], ["c", false]]);
});

test("keys of the browser, of other elements and unknown ones are left alone", () => {
  const one = chart();
  const cases = [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { target: one.find("button")[0] }];
  for (const values of cases) assert.equal(one.key("ArrowRight", values).defaultPrevented, false);
  assert.equal(one.key("x").defaultPrevented, false);
  assert.deepEqual(one.did.filter(([name]) => name !== "settled"), []);
  assert.equal(one.key("ArrowRight").defaultPrevented, true);
});

test("the focus stands on the chosen event, or on the first in sight", () => {
  const one = chart();
  for (const { act } of one.element.listeners.filter(({ type }) => type === "focus")) act();
  assert.equal(one.timeline.state().cursor, "m");
  const [ring] = one.find(".ring").filter((node) => node.classList.contains("cursor"));
  assert.equal(ring.getAttribute("visibility"), "visible");
});
