import assert from "node:assert/strict";
import { test } from "node:test";
import { toDay } from "../../assets/timeline/days.js";
import { ticksBetween } from "../../assets/timeline/ticks.js";

const CASES = [
  ["2019-05-15", "2026-07-31", 8, ["2020", "2021", "2022", "2023", "2024", "2025", "2026"]],
  ["2025-01-01", "2026-01-01", 6, ["Jan 2025", "Apr", "Jul", "Oct", "Jan 2026"]],
  ["2025-11-15", "2026-02-15", 6, ["Dec 2025", "Jan 2026", "Feb"]],
  ["2025-07-28", "2025-08-18", 4, ["28 Jul 2025", "4 Aug", "11 Aug", "18 Aug"]],
  ["2025-12-30", "2026-01-02", 5, ["30 Dec 2025", "31 Dec", "1 Jan 2026", "2 Jan"]],
];

for (const [first, last, most, texts] of CASES) {
  test(`ticks from ${first} to ${last} stand on whole days, weeks, months and years`, () => {
    const ticks = ticksBetween(toDay(first), toDay(last), most);
    assert.deepEqual(ticks.map(({ text }) => text), texts);
    assert.ok(ticks.every(({ day }) => day >= toDay(first) && day <= toDay(last)));
    assert.ok(ticks.length <= most + 1);
  });
}

test("of centuries each tenth year has a tick, and a year begins on its first day", () => {
  const ticks = ticksBetween(toDay("1799-12-31"), toDay("2030-01-01"), 5);
  assert.deepEqual(ticks.map(({ text }) => text), Array.from({ length: 24 }, (_, at) => String(1800 + 10 * at)));
  assert.ok(ticks.every(({ text, day, isYear }) => isYear && day === toDay(text)));
});
