import assert from "node:assert/strict";
import { test } from "node:test";
import { iso, mark, opened } from "./charts.mjs";

const MARKS = [mark("m", 120), mark("n", 150), mark("far", 350)];
const STRIP = 500 - 28 - 16 - 36 + 10; // some pixels below the top of the strip, as the plot counts

/** The chart after a drag from one point of it to another. */
async function dragged([x, y], [to, toY = y], values = {}, { isHeld = false, ...options } = {}) {
  const chart = opened(MARKS, options);
  await chart.page.frame();
  chart.point("pointerdown", x, y, values);
  chart.point("pointermove", (x + to) / 2, (y + toY) / 2, values);
  chart.point("pointermove", to, toY, values);
  await chart.page.frame();
  if (isHeld) return chart;
  chart.point("pointerup", to, toY, values);
  await chart.page.frame();
  return chart;
}

test("a drag over the plot shows the days that it went over, stated once", async () => {
  const { told, days } = await dragged([300, 20], [600]);
  assert.deepEqual(told("range"), [[{ from: iso(130), to: iso(159) }]]);
  assert.deepEqual(days(), [130, 159]);
  const back = await dragged([600, 20], [300]);
  assert.deepEqual(back.days(), [130, 159]);
});

test("what a drag goes over is marked until it ends", async () => {
  const held = await dragged([300, 20], [640], {}, { isHeld: true });
  const [selection] = held.find(".selection");
  const seen = ["visibility", "x", "width"].map((name) => selection.getAttribute(name));
  assert.deepEqual(seen, ["visible", "300", "340"]);
  assert.deepEqual(held.element.captured, [1]);
  assert.deepEqual(held.told("range"), []);
  held.point("pointerup", 640, 20);
  assert.equal(selection.getAttribute("visibility"), "hidden");
});

test("a press that stays in place, or nearly so, is a click and moves nothing", async () => {
  const { told, days, element } = await dragged([300, 20], [305]);
  assert.deepEqual([told("range"), days(), element.captured], [[], [100, 199], []]);
  assert.equal((await dragged([300, 20], [306])).told("range").length, 1);
});

test("a drag that ends on a mark chooses nothing, and the click after it chooses again", async () => {
  const chart = opened(MARKS);
  const { x, y } = chart.place("n");
  chart.point("pointerdown", x - 200, y);
  chart.point("pointermove", x, y);
  chart.point("pointerup", x, y);
  chart.point("click", x, y);
  assert.deepEqual(chart.told("event"), []);
  await chart.page.frame();
  await chart.page.frame();
  const now = chart.place("n");
  chart.point("pointerdown", now.x, now.y);
  chart.point("pointerup", now.x, now.y);
  chart.point("click", now.x, now.y);
  assert.deepEqual(chart.told("event"), [["n", "pointer"]]);
});

test("a click within twelve pixels chooses the nearest mark, one further away none", () => {
  const chart = opened([mark("m", 120), mark("n", 122)]);
  const [m, n] = [chart.place("m"), chart.place("n")];
  const click = (x, y) => {
    chart.point("pointerdown", x, y);
    chart.point("click", x, y);
  };
  click(m.x - 16, m.y);
  click(m.x - 18, m.y);
  assert.deepEqual(chart.told("event"), [["m", "pointer"]]); // its left edge is five pixels from its middle
  click(n.x - 6, n.y);
  assert.equal(chart.told("event").at(-1)[0], "n");
});

test("a click on a label chooses its event, wherever the label stands", () => {
  const chart = opened(MARKS);
  const label = chart.find(".label").find((one) => one.dataset.mark === "m");
  chart.point("pointerdown", 900, 400, {}, label);
  chart.point("click", 900, 400, {}, label);
  assert.deepEqual(chart.told("event"), [["m", "pointer"]]);
});

test("a press on one mark and a release on another chooses neither", () => {
  const chart = opened(MARKS);
  const [from, to] = [chart.place("m"), chart.place("n")];
  chart.point("pointerdown", from.x, from.y);
  chart.point("pointerup", from.x, from.y);
  chart.point("click", to.x, to.y);
  assert.deepEqual(chart.told("event"), []);
});

test("with Shift, and with a finger, a drag moves the days, and stops at the ends of the period", async () => {
  for (const values of [{ shiftKey: true }, { pointerType: "touch" }]) {
    assert.deepEqual((await dragged([600, 20], [400], values)).days(), [120, 219]);
    assert.deepEqual((await dragged([400, 20], [600], values)).days(), [80, 179]);
    assert.deepEqual((await dragged([100, 20], [900, 20], values, { range: { from: iso(10), to: iso(59) } })).days(), [0, 49]);
  }
});

test("of the window of the strip an edge moves alone, and the middle moves both", async () => {
  // The window of days 100 to 200 stands from 250 to 500 on the strip of 400 days.
  assert.deepEqual((await dragged([250, STRIP], [125])).days(), [50, 199]);
  assert.deepEqual((await dragged([500, STRIP], [750])).days(), [100, 299]);
  assert.deepEqual((await dragged([375, STRIP], [500])).days(), [150, 249]);
  assert.deepEqual((await dragged([375, STRIP], [375 - 700])).days(), [0, 99]);
});

test("an edge that is drawn over the other becomes the other", async () => {
  assert.deepEqual((await dragged([250, STRIP], [750])).days(), [200, 299]);
});

test("a drag beside the window draws a new one", async () => {
  assert.deepEqual((await dragged([700, STRIP], [800])).days(), [280, 319]);
});

test("the edges of the window can be held from either side, by a finger from further away", async () => {
  assert.deepEqual((await dragged([242, STRIP], [117])).days(), [46, 199]);
  assert.deepEqual((await dragged([258, STRIP], [133])).days(), [53, 199]);
  const touch = { pointerType: "touch" };
  assert.deepEqual((await dragged([236, STRIP], [111], touch)).days(), [44, 199]);
  assert.deepEqual((await dragged([236, STRIP], [111])).days(), [44, 94]); // for a mouse that is beside it
});

test("two fingers zoom about their middle, stated once", async () => {
  const chart = opened(MARKS);
  const finger = (type, pointerId, x) => chart.point(type, x, 20, { pointerId, pointerType: "touch" });
  finger("pointerdown", 1, 400);
  finger("pointerdown", 2, 600);
  finger("pointermove", 1, 300);
  finger("pointermove", 2, 700);
  assert.deepEqual(chart.days(), [123, 172]); // half as many
  finger("pointerup", 1, 300);
  await chart.page.frame();
  assert.deepEqual(chart.told("range"), [[{ from: iso(123), to: iso(172) }]]);
  finger("pointerup", 2, 700);
  await chart.page.frame();
  assert.equal(chart.told("range").length, 1);
});

test("the wheel is left to the page, and zooms with a key held: the day under the pointer stays", async () => {
  const chart = opened(MARKS);
  const wheel = (values) => chart.point("wheel", 250, 20, { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, metaKey: false, ...values });
  assert.equal(wheel({ deltaY: 300 }).defaultPrevented, false);
  assert.deepEqual(chart.days(), [100, 199]);
  assert.equal(wheel({ deltaY: -40, ctrlKey: true }).defaultPrevented, true);
  const [first, last] = chart.days();
  const length = 100 * Math.exp(-40 * 0.008);
  assert.ok(Math.abs(last + 1 - first - length) <= 1);
  assert.ok(Math.abs(first - (125 - length / 4)) <= 1);
  for (let wait = 0; wait < 1000 && !chart.told("range").length; wait++) await chart.page.frame();
  assert.deepEqual(chart.told("range"), [[{ from: iso(first), to: iso(last) }]]);
});

test("a turn of a notched wheel is no jump, and one across moves the days", () => {
  const zoomed = (values) => {
    const chart = opened(MARKS);
    chart.point("wheel", 500, 20, { deltaX: 0, deltaY: 0, deltaMode: 0, metaKey: true, ...values });
    const days = chart.days();
    chart.timeline.destroy();
    return days;
  };
  assert.deepEqual(zoomed({ deltaY: -400 }), zoomed({ deltaY: -40 }));
  assert.deepEqual(zoomed({ deltaY: -3, deltaMode: 1 }), zoomed({ deltaY: -40 })); // lines, not pixels
  assert.deepEqual(zoomed({ metaKey: false, deltaX: 100, deltaY: 3 }), [110, 209]);
});

test("a gesture that the browser takes for itself leaves no selection and the days where they are", async () => {
  const held = await dragged([300, 20], [600], {}, { isHeld: true });
  held.point("pointercancel", 600, 20);
  assert.equal(held.find(".selection")[0].getAttribute("visibility"), "hidden");
  held.point("pointermove", 700, 20);
  assert.deepEqual(held.days(), [100, 199]);
});

test("what is under the pointer is said once, and no more when it leaves", () => {
  const chart = opened(MARKS);
  const { x, y } = chart.place("m");
  chart.point("pointermove", x, y);
  chart.point("pointermove", x + 1, y);
  const [card] = chart.find(".tooltip");
  assert.equal(card.hidden, false);
  assert.equal(card.textContent, "day 120Title of m.Tightens · Official");
  chart.point("pointerleave", 0, 0);
  assert.equal(card.hidden, true);
  assert.deepEqual(chart.told("hover"), [["m"], [""]]);
});

test("another button of the mouse begins nothing, nor does a button of the chart", async () => {
  assert.deepEqual((await dragged([300, 20], [600], { button: 2 })).told("range"), []);
  const chart = opened(MARKS);
  const [button] = chart.find("button");
  chart.point("pointerdown", 300, 20, {}, button);
  chart.point("pointermove", 600, 20);
  chart.point("pointerup", 600, 20);
  assert.deepEqual(chart.days(), [100, 199]);
});

test("a click on the name of a lane opens the lane", () => {
  const chart = opened(MARKS);
  const name = chart.find(".lane-name").find((one) => one.dataset.lane === "b");
  chart.point("click", -100, 20, {}, name);
  assert.deepEqual(chart.told("lane"), [["b", true]]);
  assert.deepEqual(chart.timeline.state().lanes.map(({ mode }) => mode), ["open", "open", "folded"]);
});
