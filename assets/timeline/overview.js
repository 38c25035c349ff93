/* The strip below the lanes: events a month over the whole period, and the window that the chart shows, in words too. */
import { daysInWords } from "./days.js";
import { box, make, round } from "./svg.js";
import { ticksBetween } from "./ticks.js";
import { wrapped } from "./text.js";

export const STRIP = 36; // height of the bars
export const GAP = 12; // from the lanes to the strip
const YEARS = 16; // height of the row of years
const CAPTION = 18; // height of the words above the strip, where there is no room beside it
const GRIP = 14; // height of the handle on an edge of the window

/** How much stands below the lanes.
 * @param {boolean} narrow */
export const footHeight = (narrow) => GAP + STRIP + YEARS + (narrow ? CAPTION : 0);

/** @param {boolean} narrow */
export const stripTop = (narrow) => GAP + (narrow ? CAPTION : 0);

/** @param {SVGGElement} group @param {import("./types.js").Scene} scene @param {import("./types.js").Chart} chart @param {string} own
 * @param {(text: string) => number} measure */
export function drawOverview(group, { months, range, width, left, narrow }, chart, own, measure) {
  const { whole } = chart;
  const at = (/** @type {number} */ day) => ((Math.min(Math.max(day, whole[0]), whole[1]) - whole[0]) / (whole[1] - whole[0])) * width;
  const top = stripTop(narrow);
  const base = top + STRIP;
  const unit = STRIP / Math.max(1, ...months.map(([, , counts]) => counts.reduce((a, b) => a + b, 0)));
  const bars = Object.entries(chart.directions).map(([id, { hatched }], number) => {
    const d = months.map(([day, length, counts]) => {
      const below = counts.slice(0, number).reduce((a, b) => a + b, 0);
      const [from, to] = [at(day), at(day + length)];
      return counts[number] ? box(from + 0.5, base - (below + counts[number]) * unit, Math.max(to - from - 1, 1), counts[number] * unit) : "";
    });
    const bar = make("path", { class: "bar", d: d.join("") });
    bar.style.setProperty("fill", hatched ? `url(#${own}-hatch-${id})` : `var(--${own}-${id})`);
    bar.style.setProperty("stroke", `var(--${own}-${id})`);
    return bar;
  });
  const [from, to] = range.map(at);
  const window = make("rect", { class: "window", x: round(from), y: top - 2, width: round(Math.max(to - from, 3)), height: STRIP + 4, rx: 2 });
  const grips = [from, to].map((x) => make("path", { class: "grip", d: `M${round(x)} ${round(top + (STRIP - GRIP) / 2)}v${GRIP}` }));
  const covered = make("rect", { class: "not-covered-strip", x: round(at(chart.covered[1])), y: top, width: round(width - at(chart.covered[1])), height: STRIP });
  const floor = make("path", { class: "floor", d: `M0 ${base}H${width}` });
  const years = ticksBetween(...whole, width / 90).map(({ day, text }) => {
    const x = at(day);
    return make("text", { class: "date", x: round(x), y: base + 14, "text-anchor": x > width - 16 ? "end" : x < 16 ? "start" : "middle" }, undefined, text);
  });
  group.replaceChildren(covered, window, ...bars, floor, ...grips, ...years, ...caption(range, narrow, left, top, measure));
}

/** What the window shows, in words: beside the strip, or above it.
 * @param {import("./types.js").Days} range @param {boolean} narrow @param {number} left @param {number} top
 * @param {(text: string) => number} measure */
function caption([first, last], narrow, left, top, measure) {
  const words = daysInWords(first, last);
  if (narrow) return [make("text", { class: "caption", x: 0, y: top - 8 }, undefined, `Shown: ${words}`)];
  return ["Shown above", ...wrapped(words, left - 26, measure)].map((line, number) =>
    make("text", { class: number ? "caption" : "caption quiet", x: 14 - left, y: top + 9 + number * 14 }, undefined, line)
  );
}
