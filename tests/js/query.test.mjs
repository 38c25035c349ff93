import assert from "node:assert/strict";
import { test } from "node:test";
import { dateFinds } from "../../assets/page/finds.js";
import { asCommand } from "../../assets/page/preview.js";
import { asks, changed, cleared, daysOfView, ofFields } from "../../assets/page/query.js";
import { nearest, wordsIn } from "../../assets/page/near.js";

test("a change leaves out what is as by default", () => {
  assert.equal(changed("track=a,b&min=3", { min: "1", tab: "list" }), "track=a,b&tab=list");
  assert.equal(changed("tab=list", { tab: "timeline" }), "");
  assert.equal(changed("", { q: "a b+c" }), "q=a%20b%2Bc");
});

test("clearing the filters drops dates and search, and stays where the reader is", () => {
  assert.equal(cleared("from=2025&q=a&track=x&min=2&tab=list&event=e&order=newest"), "tab=list&event=e&order=newest");
});

test("the fields of a form and what else the view says make one query", () => {
  const fields = [["track", "a"], ["track", "b"], ["q", " chip "], ["from", ""], ["min", "1"]];
  assert.equal(ofFields(fields, new Set(["track", "q", "from", "min"]), "event=e&q=old&min=3"), "track=a,b&q=chip&event=e");
});

test("a word leads to the nearest known one, the more frequent first", () => {
  const known = wordsIn(["Cambricon and Huawei", "Cambricon, Cambrican"]);
  assert.equal(nearest("cambricom", known), "cambricon");
  assert.equal(nearest("cambricon", known), "");
  assert.equal(nearest("zzzzzz", known), "");
  assert.equal(nearest("hua", known), "");
});

test("a filter or words ask for events of some kind; days and significance do not", () => {
  const filters = [{ key: "track" }, { key: "actor" }];
  for (const query of ["track=a", "actor=b,c", "q=chip"]) assert.ok(asks(query, filters), query);
  for (const query of ["", "from=2025", "min=3", "tab=list", "q=", "lanes=actor"]) assert.ok(!asks(query, filters), query);
});

test("a chart shows the days that are stated, those of what is asked for, or else the opening days", () => {
  const chart = { covered: [0, 365], range: [31, 59] }; // 1970; February
  const days = (query) => daysOfView(query, [{ key: "track" }], chart);
  assert.deepEqual(days(""), { from: "1970-02-01", to: "1970-02-28" });
  assert.deepEqual(days("min=3"), { from: "1970-02-01", to: "1970-02-28" });
  assert.equal(days("track=a"), null);
  assert.deepEqual(days("track=a&from=1970-03"), { from: "1970-03-01", to: "1970-12-31" });
  assert.deepEqual(days("to=1970-03"), { from: "1970-01-01", to: "1970-03-31" });
});

test("words that name days lead to them", () => {
  const [find] = dateFinds("q=May%202025%20to%208%20August%202025&tab=list", "2026-09-30");
  assert.deepEqual([find.words, find.query], ["May 2025 to 8 August 2025", "tab=list&from=2025-05&to=2025-08-08"]);
  assert.equal(dateFinds("q=last%207%20days", "2026-09-30")[0].words, "24 September 2026 to 30 September 2026");
  assert.deepEqual([dateFinds("q=may", "2026-09-30"), dateFinds("", "2026-09-30")], [[], []]);
});

test("the options of a picture are words of a shell", () => {
  const options = new Map([["size", "1600x900"], ["title", "Nvidia's H20 & more"], ["no-legend", "yes"]]);
  assert.equal(asCommand(options), " --size 1600x900 --title 'Nvidia'\\''s H20 & more' --no-legend");
});
