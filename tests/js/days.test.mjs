import assert from "node:assert/strict";
import { test } from "node:test";
import { toDay, toText } from "../../assets/timeline/days.js";

test("a month or a year begins on its first day and ends on its last", () => {
  assert.equal(toText(toDay("2024-02")), "2024-02-01");
  assert.equal(toText(toDay("2024-02", true)), "2024-02-29");
  assert.equal(toText(toDay("2025", true)), "2025-12-31");
});

test("a text that is no date has no day", () => {
  assert.ok(Number.isNaN(toDay("July 2025")));
  assert.ok(Number.isNaN(toDay("")));
});
