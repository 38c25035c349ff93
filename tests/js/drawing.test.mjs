import assert from "node:assert/strict";
import { test } from "node:test";
import { iso, mark, opened, span, START } from "./charts.mjs";

const group = (chart, id) => chart.find(".mark").find((one) => one.dataset.mark === id);
const numbers = (node, ...names) => names.map((name) => Number(node.getAttribute(name)));

test("a day that is not sure fades on both sides, by five days", () => {
  const chart = opened([mark("m", 150, { approximate: true })]);
  const [left, right] = group(chart, "m").querySelectorAll(".fade");
  assert.deepEqual(numbers(left, "x", "width"), [-55, 55]); // five days of ten pixels, and half a mark
  assert.deepEqual(numbers(right, "x", "width"), [0, 55]);
  assert.match(left.getAttribute("fill"), /fade-left-tightens\)$/);
  assert.match(right.getAttribute("fill"), /fade-right-tightens\)$/);
});

test("a fade is never too short to be seen", () => {
  const chart = opened([mark("m", 150, { approximate: true })], { range: { from: iso(0), to: iso(399) } });
  assert.equal(group(chart, "m").querySelector(".fade").getAttribute("width"), "17.5"); // five days of 2.5 pixels, and 5
  const years = opened([mark("m", 150, { approximate: true })], { chart: { whole: [START - 4000, START + 4000] }, range: { from: iso(-4000), to: iso(3999) } });
  assert.equal(group(years, "m").querySelector(".fade").getAttribute("width"), "14");
});

test("a span fades beyond its ends, and one without an end four times as far", () => {
  const chart = opened([span("s", 120, 140, { approximate: true }), span("open", 150, 160, { open_ended: true })]);
  const [left, right] = group(chart, "s").querySelectorAll(".fade");
  assert.deepEqual([...numbers(left, "x", "width"), ...numbers(right, "x", "width")], [-150, 50, 100, 50]);
  const fades = group(chart, "open").querySelectorAll(".fade");
  assert.deepEqual(fades.map((fade) => numbers(fade, "x", "width")), [[50, 200]]);
  assert.match(fades[0].getAttribute("fill"), /fade-right/);
});

test("a doubtful day has whiskers with a stroke at either end", () => {
  const chart = opened([mark("m", 150, { uncertain: true })]);
  assert.equal(group(chart, "m").querySelector(".whisker").getAttribute("d"), "M-55 0H55M-55-4V4M55 -4V4");
  assert.equal(group(chart, "m").querySelectorAll(".fade").length, 0);
});

test("a fade runs out where nothing is known any more", () => {
  const chart = opened([mark("m", 150)]);
  for (const [side, opacities] of [["left", [0, 0.75]], ["right", [0.75, 0]]]) {
    const gradient = chart.find("linearGradient").find((one) => one.getAttribute("id").includes(`fade-${side}-tightens`));
    assert.deepEqual(gradient.children.map((stop) => numbers(stop, "offset", "stop-opacity")), [[0, opacities[0]], [1, opacities[1]]]);
  }
});

test("a day is a shape as large as it weighs, a span as long as it lasts", () => {
  const chart = opened([mark("m", 110, { significance: 3 }), span("s", 120, 140, { label: "A label that is too long for it, much too long for it" })]);
  const [point, bar] = ["m", "s"].map((id) => group(chart, id).querySelector(".body"));
  assert.deepEqual([point.getAttribute("d"), point.getAttribute("transform")], ["SQUARE", "scale(13)"]);
  assert.deepEqual(numbers(bar, "x", "y", "width", "height"), [-100, -3.6, 200, 7.2]);
  assert.deepEqual([chart.place("m").x, chart.place("s").x], [105, 300]);
});

test("a span that holds its label is as high as the label", () => {
  const chart = opened([span("s", 110, 180)]);
  const [label] = chart.find(".label");
  assert.ok(label.classList.contains("inside"));
  assert.deepEqual(numbers(group(chart, "s").querySelector(".body"), "y", "height"), [-7, 14]);
  assert.equal(Number(label.getAttribute("x")), 104);
});

test("a month is a band as long as it lasts, with a shape in the middle of what is in sight of it", () => {
  const month = (from, to) => span("m", from, to, { precision: "month" });
  const chart = opened([month(120, 150)]);
  assert.deepEqual(numbers(group(chart, "m").querySelector(".band"), "x", "width"), [-150, 300]);
  assert.equal(group(chart, "m").querySelector(".body").getAttribute("transform"), "scale(10)");
  assert.equal(chart.place("m").x, 350);
  const cut = opened([month(80, 120)]);
  assert.equal(cut.place("m").x, 100); // of the twenty days in sight
  assert.deepEqual(numbers(group(cut, "m").querySelector(".band"), "x", "width"), [-300, 400]);
});

test("a span has a stroke at each end that is known", () => {
  const ends = (changes) => group(opened([span("s", 120, 140, changes)]), "s").querySelector(".ends").getAttribute("d").match(/M-?[\d.]+/g);
  assert.deepEqual([ends({}), ends({ open_ended: true }), ends({ approximate: true })], [["M-100", "M100"], ["M-100"], null]);
});

test("a record that is a draft says so and is hollow", () => {
  const chart = opened([span("s", 120, 140, { draft: "Draft" })]);
  assert.ok(group(chart, "s").classList.contains("draft"));
  assert.equal(group(chart, "s").querySelector(".body").getAttribute("fill-opacity"), null);
  assert.equal(chart.timeline.words("s").note, "Draft · Tightens · Official");
});

test("who says so is told by the fill, what relaxes is hatched where it has an area", () => {
  const chart = opened([
    mark("m", 110, { status: "alleged" }),
    span("full", 120, 130),
    span("hatched", 140, 150, { direction: "relaxes" }),
    mark("round", 170, { direction: "relaxes" }),
  ]);
  assert.ok(group(chart, "m").classList.contains("dot"));
  assert.match(group(chart, "m").querySelector(".sign").getAttribute("d"), /^M-\.13 0a/);
  assert.equal(group(chart, "full").querySelector(".sign"), null);
  assert.equal(group(chart, "full").querySelector(".body").getAttribute("fill-opacity"), "0.4");
  assert.match(group(chart, "hatched").querySelector(".body").style.fill, /^url\(#timeline-\d+-hatch-relaxes\)$/);
  assert.equal(group(chart, "round").querySelector(".body").style.fill, undefined);
  assert.match(group(chart, "round").style["--c"], /^var\(--timeline-\d+-relaxes\)$/);
});

test("what bears the finding has a ring of its own", () => {
  const chart = opened([mark("m", 110), mark("n", 150)], { chart: { finding: ["n"] } });
  assert.deepEqual(chart.find(".bears").map((ring) => [ring.parent.dataset.mark, ring.getAttribute("r")]), [["n", "8"]]);
});

const CHAIN = [mark("m", 110), mark("n", 150), mark("other", 170), mark("o", 190, { lane: "c" })];
const RELATIONS = [["m", "n", "reported"], ["n", "o", "stated"]];

test("a chosen chain stands above the others, with its arrows as they are known and a ring around the choice", () => {
  const chart = opened(CHAIN, { chart: { relations: RELATIONS }, event: "n" });
  const [plain, raised] = chart.find(".marks");
  const ids = (layer) => layer.children.map((one) => one.dataset.mark).sort();
  assert.deepEqual([ids(plain), ids(raised)], [["other"], ["m", "n", "o"]]);
  assert.ok(plain.classList.contains("dimmed"));
  assert.equal(plain.style["--dimmed"], "0.16");
  assert.deepEqual(chart.find(".arrow").map((arrow) => arrow.className), ["arrow reported", "arrow stated"]);
  assert.deepEqual(chart.find(".line").map((line) => line.getAttribute("stroke-dasharray")), ["7 4", "none"]);
  const ring = chart.find(".ring").find((one) => one.classList.contains("focus"));
  const { x, y } = chart.place("n");
  assert.deepEqual([...numbers(ring, "cx", "cy", "r"), ring.getAttribute("visibility")], [x, y, 12, "visible"]);
  chart.timeline.focus("");
  assert.equal(plain.classList.contains("dimmed"), false);
  assert.deepEqual([ids(plain), ids(raised)], [["m", "n", "o", "other"], []]);
  assert.equal(ring.getAttribute("visibility"), "hidden");
});

test("each member of a chain has its label with its date and the days since what it answers, the choice the first", () => {
  const chart = opened(CHAIN, { chart: { relations: RELATIONS }, event: "n" });
  const said = Object.fromEntries(chart.find(".label").map((label) => [label.dataset.mark, label.children.map((line) => line.textContent)]));
  assert.deepEqual(said, { m: ["day 110"], n: ["day 150 · 40 days later"], o: ["day 190 · 40 days later"] });
  assert.ok(chart.find(".when").length === 3);
});

test("turning points are set in bold, details in a lighter type", () => {
  const chart = opened([mark("major", 110, { significance: 3 }), mark("plain", 140), mark("minor", 170, { significance: 1 })]);
  const weights = Object.fromEntries(chart.find(".label").map((label) => [label.dataset.mark, ["major", "minor"].filter((name) => label.classList.contains(name))]));
  assert.deepEqual(weights, { major: ["major"], plain: [], minor: ["minor"] });
});

test("what is only counted stands in bars from the floor of its lane, the highest as high as the lane", () => {
  const chart = opened([mark("m", 110)], { chart: { rest: { b: [START + 120, [3, 0, 6]] } } });
  const [counts] = chart.find(".counts");
  const boxes = [...counts.getAttribute("d").matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)/g)].map((box) => box.slice(1).map(Number));
  const lane = chart.timeline.state().lanes.find(({ id }) => id === "b");
  assert.deepEqual(boxes.map(([x, , width]) => [x, width]), [[200, 9], [220, 9]]);
  assert.ok(Math.abs(boxes[1][3] - lane.height) < 0.1);
  assert.ok(Math.abs(boxes[0][3] - lane.height / 2) < 0.1);
  assert.ok(Math.abs(boxes[0][1] + boxes[0][3] - boxes[1][1] - boxes[1][3]) < 0.2);
});

test("marks of a thin lane are smaller, and the lane says how to open it", () => {
  const lanes = ["a", "b", "c"].map((id) => ({ id, name: `Lane ${id}`, side: "one", lead: id === "a", count: 1 }));
  const chart = opened([mark("m", 120), mark("n", 150, { lane: "b" }), mark("o", 170, { lane: "c" })], { chart: { lanes }, height: 300 });
  const sizes = ["m", "n"].map((id) => group(chart, id).querySelector(".body").getAttribute("transform"));
  assert.deepEqual(sizes, ["scale(10)", "scale(7)"]);
  const names = chart.find(".lane-name");
  assert.deepEqual(names.map((name) => name.querySelectorAll(".count").map(({ textContent }) => textContent)), [["1"], ["1 ▾"], ["1 ▾"]]);
  assert.deepEqual(names.map((name) => name.querySelectorAll("title").length), [0, 1, 1]);
});

test("of a chain the chosen event is labelled first, then what weighs more, then what came earlier", () => {
  const marks = [mark("a", 110), mark("b", 130, { significance: 3 }), mark("c", 150), mark("d", 170)];
  const chart = opened(marks, { chart: { relations: [["a", "b", "stated"], ["b", "c", "stated"], ["c", "d", "stated"]] }, event: "d" });
  assert.deepEqual(chart.find(".label").map((label) => label.dataset.mark), ["d", "b", "a", "c"]);
});

test("the tooltip stands beside the pointer, on its other side where the chart ends, and never during a drag", () => {
  const chart = opened([mark("m", 110), mark("n", 190)]);
  const [card] = chart.find(".tooltip");
  Object.assign(card, { offsetWidth: 200, offsetHeight: 60 });
  chart.element.clientHeight = 500;
  const { x, y } = chart.place("m");
  chart.point("pointermove", x, y);
  assert.deepEqual([card.style.left, card.style.top], [`${148 + x + 16}px`, `${28 + y + 16}px`]);
  const far = chart.place("n");
  chart.point("pointermove", far.x, far.y);
  assert.equal(card.style.left, `${148 + far.x - 16 - 200}px`);
  chart.element.clientHeight = 80;
  chart.point("pointermove", far.x, far.y);
  assert.equal(card.style.top, `${28 + far.y - 16 - 60}px`);
  chart.point("pointerdown", far.x, far.y);
  chart.point("pointermove", far.x - 50, far.y);
  assert.equal(card.hidden, true);
});
