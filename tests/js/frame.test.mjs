import assert from "node:assert/strict";
import { test } from "node:test";
import { iso, mark, opened, START } from "./charts.mjs";

const numbers = (node, ...names) => names.map((name) => Number(node.getAttribute(name)));
const texts = (nodes) => nodes.map((node) => node.textContent);
const MARKS = [mark("m", 120), mark("n", 150, { lane: "c" })];

test("a period is a band as long as it lasts with its name, as far as the name fits", () => {
  const period = (id, from, to, label) => ({ id, label, why: "So it was.", from: START + from, to: START + to });
  const periods = [period("past", 10, 40, "Long ago"), period("p", 90, 150, "The first rules"), period("q", 150, 156, "A name that is far too long"), period("r", 170, 200, "Well, a name that does not fit in it")];
  const chart = opened(MARKS, { chart: { periods } });
  const bands = chart.find(".period");
  assert.deepEqual(bands.map((band) => numbers(band.querySelector("rect"), "x", "width")), [[0, 500], [500, 60], [700, 300]]);
  assert.deepEqual(bands.map((band) => band.classList.contains("odd")), [true, false, true]);
  assert.deepEqual(bands.map((band) => texts(band.querySelectorAll("text"))), [["The first rules"], ["A …"], ["Well, a name that does not fit in it"]]);
  assert.equal(bands[0].querySelector("title").textContent, "The first rules. So it was.");
});

test("a name that does not fit is cut between words, without the sign that stood there", () => {
  const periods = [{ id: "p", label: "Rules, letters and lawsuits", why: "W.", from: START + 130, to: START + 140 }];
  const chart = opened(MARKS, { chart: { periods } });
  assert.deepEqual(texts(chart.find(".period")[0].querySelectorAll("text")), ["Rules …"]);
});

test("days that are not covered are marked and named, where there is room", () => {
  const named = (covered) => opened(MARKS, { chart: { covered: covered.map((day) => START + day) } }).find(".not-covered").map((band) => [...numbers(band.querySelector("rect"), "x", "width"), ...texts(band.querySelectorAll("text"))]);
  assert.deepEqual(named([0, 400]), []);
  assert.deepEqual(named([110, 180]), [[0, 100, "not covered"], [800, 200, "not covered"]]);
  assert.deepEqual(named([101, 400]), [[0, 10]]);
});

test("today is a line at its noon, where it is in sight", () => {
  const line = (today) => opened(MARKS, { chart: { today: today === null ? null : START + today } }).find(".today").map((node) => node.getAttribute("d").split(" ")[0]);
  assert.deepEqual([line(150), line(50), line(null)], [["M505"], [], []]);
});

test("a tick has its date above it, at the edges to the inside", () => {
  const chart = opened(MARKS, { range: { from: "2025-01-01", to: "2025-12-31" } });
  const [behind] = chart.find(".behind");
  const dates = behind.querySelectorAll("text");
  assert.deepEqual(texts(dates), ["Jan 2025", "Apr", "Jul", "Oct", "Jan 2026"]);
  assert.deepEqual(dates.map((date) => date.getAttribute("text-anchor")), ["start", "middle", "middle", "middle", "end"]);
  assert.deepEqual(dates.map((date) => Math.round(Number(date.getAttribute("x")))), [0, 247, 496, 748, 1000]);
});

test("each lane has its name with the number of its events in sight, and the first of a side its side", () => {
  const chart = opened(MARKS);
  const [a, b, c] = chart.find(".lane-name");
  assert.deepEqual(texts(a.querySelectorAll("text")), ["Side one", "Lane a", "1"]);
  assert.deepEqual(texts(b.querySelectorAll("text")), ["Lane b", "0 of 0 in sight"]);
  assert.deepEqual(texts(c.querySelectorAll("text")), ["Side two", "Lane c", "1"]);
  assert.deepEqual([a, b, c].map((name) => name.querySelectorAll("title").length), [0, 1, 0]);
  assert.deepEqual(chart.find(".rule").map((rule) => rule.classList.contains("side")), [false, true]);
});

test("the strip has the window at the days in sight, its months stacked, and says the days in words", () => {
  const months = [[START, 31, [2, 1]], [START + 31, 28, [0, 1]]];
  const chart = opened(MARKS, { chart: { months, covered: [START, START + 300] }, range: { from: iso(100), to: iso(199) } });
  assert.deepEqual(numbers(chart.find(".window")[0], "x", "width"), [250, 250]);
  const bars = chart.find(".bar").map((bar) => [...bar.getAttribute("d").matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)/g)].map((box) => box.slice(1).map(Number)));
  assert.deepEqual(bars, [[[0.5, 24, 76.5, 24]], [[0.5, 12, 76.5, 12], [78, 36, 69, 12]]]); // 36 pixels for three events
  assert.match(chart.find(".bar")[1].style.fill, /hatch-relaxes/);
  assert.match(chart.find(".bar")[0].style.fill, /^var\(--timeline-\d+-tightens\)$/);
  assert.deepEqual(numbers(chart.find(".not-covered-strip")[0], "x", "width"), [750, 250]);
  assert.deepEqual(texts(chart.find(".caption")), ["Shown above", "11 Apr 2025 to 19", "Jul 2025"]);
  assert.deepEqual(chart.find(".grip").map((grip) => grip.getAttribute("d").split(" ")[0]), ["M250", "M500"]);
});

test("on a narrow screen names stand within the lanes, and the days above the strip", () => {
  const chart = opened(MARKS, { width: 400 });
  assert.deepEqual(texts(chart.find(".caption")), ["Shown: 11 Apr 2025 to 19 Jul 2025"]);
  assert.deepEqual(chart.find(".side").filter((node) => node.localName === "text"), []);
  assert.deepEqual(chart.find(".hint"), []);
  assert.equal(chart.find(".lane-name")[0].querySelector("text").getAttribute("x"), "2");
});

test("a wide chart says what a click and a drag do", () => {
  assert.equal(texts(opened(MARKS).find(".hint")).join(" "), "Click for sources, drag to zoom");
});
