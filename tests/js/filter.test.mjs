import assert from "node:assert/strict";
import { test } from "node:test";
import { create } from "../../assets/page/filter.js";

const EVENTS = [
  { id: "a", first: "2024-12-31", last: "2024-12-31", significance: 3, text: "nvidia sells", values: { track: "bills", tag: ["h20"] } },
  { id: "b", first: "2025-05-08", last: "2025-05-31", significance: 1, text: "nvidia waits", values: { track: "bills", tag: [] } },
  { id: "c", first: "2025-06-01", last: "9999", significance: 2, text: "huawei builds", values: { track: "chips", tag: ["h20", "ascend"] } },
];
const RECORDS = [
  { key: "track", reason: "in other tracks" },
  { key: "tag", reason: "without these tags" },
];
const filter = create(EVENTS, RECORDS, 3, {});
const left = (query) => [...filter.select(query).ids].join("");

test("each filter keeps what it says, and all of them together", () => {
  assert.equal(left(""), "abc");
  assert.equal(left("track=bills"), "ab");
  assert.equal(left("tag=h20,ascend"), "ac");
  assert.equal(left("track=bills&tag=h20"), "a");
  assert.equal(left("min=2"), "ac");
  assert.equal(left("q=NVIDIA"), "ab");
});

test("a lone bound counts, and a span is within dates that it overlaps", () => {
  assert.equal(left("from=2025"), "bc");
  assert.equal(left("to=2025-05-15"), "ab");
  assert.equal(left("from=2025-05-20&to=2025-05-25"), "b");
  assert.equal(left("from=2026-01"), "c");
});

test("dates hold a part of an event, its first day, or all of it, as the view reads them", () => {
  assert.equal(left("from=2025-05-20&to=2025-05-25&dates=overlap"), "b");
  assert.equal(left("from=2025-05-20&to=2025-05-25&dates=first"), "");
  assert.equal(left("from=2025-05&to=2025-05&dates=first"), "b");
  assert.equal(left("from=2025-05&to=2025-05&dates=within"), "b");
});

test("the status line names each reason with its number, the dates last", () => {
  assert.equal(filter.select("track=bills&from=2025").words, "1 of 3 events shown. Not shown: 1 in other tracks, 1 before 2025.");
  assert.equal(filter.select("track=bills&q=waits").words, "1 of 3 events shown. Not shown: 1 in other tracks, 1 without “waits”.");
  assert.equal(filter.select("").words, "3 of 3 events shown.");
});

test("a choice is counted as if it were the only one of its filter", () => {
  assert.deepEqual(filter.select("track=chips&q=nvidia").counts, { track: { bills: 2 }, tag: {} });
});

test("what a page leaves out for its days is told as outside of any days that it holds all of", () => {
  const part = create(EVENTS, RECORDS, 10, { "in other tracks": 1, "before 2025-05": 4, "after 2025-06": 2 }, { from: "2024-12-01", to: "2026-01-01" });
  assert.equal(part.select("from=2025-05&to=2025-06").words, "2 of 10 events shown. Not shown: 1 in other tracks, 5 before 2025-05, 2 after 2025-06.");
  assert.equal(part.select("from=2025-01&to=2025-12").words, "2 of 10 events shown. Not shown: 1 in other tracks, 5 before 2025-01, 2 after 2025-12.");
  assert.equal(part.select("from=2024&to=2027").words, "3 of 10 events shown. Not shown: 1 in other tracks, 4 before 2025-05, 2 after 2025-06.");
});
