import assert from "node:assert/strict";
import { test } from "node:test";
import { dateOf, daysOf, inWords, shifted, spanOf } from "../../assets/page/dates.js";

test("a date is understood as people type it", () => {
  const typed = {
    2025: "2025",
    "2025-5": "2025-05",
    "2025-05-08": "2025-05-08",
    "May 2025": "2025-05",
    "8 May 2025": "2025-05-08",
    "May 8, 2025": "2025-05-08",
    "8th of May 2025": "",
    "1st sept. 2025": "2025-09-01",
    "31 April 2025": "",
    "29 February 2024": "2024-02-29",
    "29 February 2025": "",
    "2025-13": "",
    may: "",
    "": "",
    "Mayor 2025": "",
  };
  for (const [text, date] of Object.entries(typed)) assert.equal(dateOf(text), date, text);
});

test("a stretch of time is understood as people type it", () => {
  const typed = {
    "last 90 days": { from: "2026-04-07", to: "2026-07-05" },
    "last 2 weeks": { from: "2026-06-22", to: "2026-07-05" },
    "Q3 2025": { from: "2025-07", to: "2025-09" },
    "2025 H2": { from: "2025-07", to: "2025-12" },
    "May to August 2025": null,
    "May 2025 to 8 August 2025": { from: "2025-05", to: "2025-08-08" },
    "2024 - 2025": { from: "2024", to: "2025" },
    "H3 2025": null,
    "chip security": null,
  };
  for (const [text, span] of Object.entries(typed)) assert.deepEqual(spanOf(text, "2026-07-05"), span, text);
});

test("days are counted over the ends of months and years", () => {
  assert.equal(shifted("2024-02-28", 2), "2024-03-01");
  assert.equal(shifted("2025-01-01", -1), "2024-12-31");
});

test("a month or a year has a first and a last day, and words", () => {
  assert.deepEqual(daysOf("2024-02"), ["2024-02-01", "2024-02-29"]);
  assert.deepEqual(daysOf("2025"), ["2025-01-01", "2025-12-31"]);
  assert.deepEqual(daysOf("2025-05-08"), ["2025-05-08", "2025-05-08"]);
  assert.equal(inWords("2025-05-08"), "8 May 2025");
  assert.equal(inWords("2025-05"), "May 2025");
});
