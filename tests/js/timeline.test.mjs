import assert from "node:assert/strict";
import { test } from "node:test";
import { chartOf, iso, mark, opened } from "./charts.mjs";

const MARKS = [mark("early", 20), mark("m", 120), mark("n", 150, { lane: "b", direction: "relaxes" }), mark("late", 350, { lane: "c" })];
const shown = (chart) => [...chart.timeline.state().shown].sort();

test("a chart opens on its own days, on those that are asked for, or on those that a filter leaves", () => {
  assert.deepEqual(opened(MARKS).days(), [100, 199]);
  assert.deepEqual(opened(MARKS, { range: { from: iso(10), to: iso(49) } }).days(), [10, 49]);
  assert.deepEqual(opened(MARKS, { range: { from: "2025-03", to: "2025-04" } }).timeline.state().range, { from: "2025-03-01", to: "2025-04-30" });
  const filtered = opened(MARKS, { kept: new Set(["m"]) });
  assert.deepEqual(shown(filtered), ["m"]);
  assert.deepEqual(filtered.days(), [105, 135]); // a month around the only one
});

test("a filter takes marks away, the days stay where they are asked for, and all come back", () => {
  const chart = opened(MARKS, { range: { from: iso(100), to: iso(199) } });
  chart.timeline.update({ kept: new Set(["n"]) });
  assert.deepEqual([shown(chart), chart.days()], [["n"], [100, 199]]);
  chart.timeline.update({ kept: null });
  assert.deepEqual(shown(chart), ["m", "n"]);
});

test("the months of the strip count what a filter leaves", () => {
  const months = [[mark("", 90).start - 0.5, 62, [1, 1]]];
  const chart = opened(MARKS, { chart: { months }, range: { from: iso(100), to: iso(199) } });
  const heights = () => chart.find(".bar").map((bar) => [...bar.getAttribute("d").matchAll(/v([\d.]+)/g)].map(([, height]) => Number(height)));
  assert.deepEqual(heights(), [[18], [18]]);
  chart.timeline.update({ kept: new Set(["n", "late"]) });
  assert.deepEqual(heights(), [[], [36]]);
});

test("lanes that are not counted lose their counts", () => {
  const rest = { a: [mark("", 120).start - 0.5, [4]], b: [mark("", 120).start - 0.5, [2]] };
  const bars = (chart) => (chart.find(".counts")[0].getAttribute("d").match(/M/g) ?? []).length;
  const chart = opened(MARKS, { chart: { rest } });
  assert.equal(bars(chart), 2);
  chart.timeline.update({ counted: new Set(["b"]) });
  assert.equal(bars(chart), 1);
});

test("zooming keeps the middle, or the event that was chosen, and stays within the period", () => {
  const chart = opened(MARKS);
  chart.timeline.zoom(0.5);
  assert.deepEqual(chart.days(), [125, 174]);
  chart.timeline.zoom(2);
  assert.deepEqual(chart.days(), [100, 199]);
  chart.timeline.focus("m");
  chart.timeline.zoom(0.5);
  assert.deepEqual(chart.days(), [110, 160]);
  chart.timeline.zoom(100);
  assert.deepEqual(chart.days(), [0, 399]);
  chart.timeline.zoom(0.0001);
  assert.equal(chart.days()[0], chart.days()[1]); // a day at the least
});

test("an event out of sight is not what a zoom keeps", () => {
  const chart = opened(MARKS, { event: "m", range: { from: iso(200), to: iso(299) } });
  chart.timeline.show({ from: iso(200), to: iso(299) });
  chart.timeline.zoom(0.5);
  assert.deepEqual(chart.days(), [225, 274]);
});

test("the whole period is shown on demand, and the days of the beginning again", async () => {
  const chart = opened(MARKS);
  chart.timeline.whole();
  await chart.page.frame();
  assert.deepEqual(chart.told("range"), [[{ from: iso(0), to: iso(399) }]]);
  chart.timeline.show(null);
  assert.deepEqual(chart.days(), [100, 199]);
  assert.equal(chart.told("range").length, 1); // the page asked for it itself
});

test("a choice widens the days to its chain and gives them back", async () => {
  const chart = opened(MARKS, { chart: { relations: [["early", "m", "stated"]] } });
  chart.timeline.focus("m");
  assert.deepEqual(chart.days(), [100, 199]); // drawn at once where it is
  await chart.page.frame();
  await chart.page.frame();
  assert.ok(chart.days()[0] < 20);
  assert.equal(chart.days()[1], 199);
  chart.timeline.focus("");
  await chart.page.frame();
  await chart.page.frame();
  assert.deepEqual(chart.days(), [100, 199]);
  assert.deepEqual(chart.told("range"), []);
});

test("events beside the chosen one stay as bright", () => {
  const chart = opened(MARKS);
  chart.timeline.focus("m", { besides: ["n"] });
  assert.deepEqual(chart.find(".raised")[0].children.map((one) => one.dataset.mark).sort(), ["m", "n"]);
});

test("an event that a filter leaves out is not chosen", () => {
  const chart = opened(MARKS, { kept: new Set(["n"]), event: "m" });
  assert.equal(chart.find(".raised")[0].children.length, 0);
});

test("where no event is in sight a sentence says so, with a way to the days that have some", async () => {
  const chart = opened(MARKS, { range: { from: iso(200), to: iso(249) } });
  const [notice] = chart.find(".nothing");
  assert.equal(notice.hidden, false);
  assert.equal(notice.textContent, "No event in these days.Show the days that have events");
  notice.querySelector("button").listeners[0].act();
  assert.equal(notice.hidden, true);
  assert.equal(shown(chart).length, 4);
  const nothing = opened(MARKS, { kept: new Set() });
  assert.equal(nothing.find(".nothing")[0].textContent, "No event matches these filters.Clear the filters");
  nothing.find("button")[0].listeners[0].act();
  assert.deepEqual(nothing.told("reset"), [["filters"]]);
});

test("what is only counted is in sight, too", () => {
  const counted = opened([mark("late", 350)], { chart: { rest: { a: [mark("", 120).start - 0.5, [1]] } } });
  assert.equal(counted.find(".nothing")[0].hidden, true);
});

test("words and sentences tell an event, and nothing of an unknown one", () => {
  const { timeline } = opened(MARKS);
  assert.deepEqual(timeline.words("n"), { date: "day 150", title: "Title of n.", note: "Relaxes · Official" });
  assert.equal(timeline.sentence("n"), "Lane b: day 150. Title of n. Relaxes · Official.");
  assert.deepEqual([timeline.words("x"), timeline.sentence("x")], [null, ""]);
  assert.deepEqual(timeline.neighbours("m"), ["early", "n"]);
  assert.deepEqual(timeline.neighbours("early"), [undefined, "m"]);
});

test("another chart takes the place of the first", () => {
  const chart = opened(MARKS, { event: "m" });
  chart.timeline.update({ chart: chartOf([mark("x", 130)]) });
  assert.deepEqual(shown(chart), ["x"]);
  assert.equal(chart.find("svg").length, 1);
  assert.equal(chart.timeline.state().cursor, "");
});

test("what changes nothing is not drawn again, and each redraw is marked once", async () => {
  const chart = opened(MARKS);
  await chart.page.frame();
  chart.page.marked.length = 0;
  for (const same of [{}, { event: "" }, { range: null, kept: null }, { open: [] }, { texts: {} }]) chart.timeline.update(same);
  await chart.page.frame();
  assert.deepEqual(chart.page.marked, []);
  chart.timeline.update({ texts: { hint: "Look" } });
  await chart.page.frame();
  assert.deepEqual(chart.page.marked, ["timeline:drawn"]);
  assert.equal(chart.find(".hint")[0].textContent, "Look");
});

test("a chart is drawn anew at another width, and not where only the same is measured again", async () => {
  const chart = opened(MARKS);
  await chart.page.frame();
  chart.page.marked.length = 0;
  const [observer] = chart.page.observers;
  observer.act();
  await chart.page.frame();
  assert.deepEqual(chart.page.marked, []);
  chart.element.clientWidth = 960;
  observer.act();
  assert.equal(chart.find("svg")[0].getAttribute("width"), "960");
});

test("the height follows the window, within bounds", () => {
  const height = (innerHeight) => {
    const chart = opened(MARKS, { height: 500 });
    Object.assign(chart.page.window, { innerHeight });
    chart.timeline.update({ height: "window" });
    return Number(chart.find("svg")[0].getAttribute("height"));
  };
  assert.deepEqual([height(900), height(200), height(3000)], [890, 380, 1100]);
});

test("a chart that is taken away leaves its element as it was, and hears nothing more", () => {
  const chart = opened(MARKS);
  const told = chart.did.length;
  chart.timeline.destroy();
  assert.deepEqual([chart.element.children, chart.element.className, Object.keys(chart.element.dataset)], [[], "", []]);
  assert.deepEqual([chart.element.listeners, chart.page.observers[0].seen], [[], []]);
  assert.equal(chart.did.length, told);
});

test("an element without a width has nothing drawn until it has one", () => {
  const chart = opened(MARKS, { width: 0 });
  assert.deepEqual(chart.find(".mark"), []);
  chart.element.clientWidth = 900;
  chart.timeline.update({ texts: { hint: "x" } });
  assert.equal(chart.find(".mark").length, 2);
});
