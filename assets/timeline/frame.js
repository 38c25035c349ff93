/* What stands around the marks: lanes with their names, the axis above them, periods, today, and what is not covered. */
import { make, round } from "./svg.js";
import { wrapped } from "./text.js";

const INDENT = 14; // of the names
const NAME = 1.1; // size of a name against that of a label
const NAME_LINE = 15;
const PERIOD = 16; // height of the row of the names of periods
const AXIS = 22; // height of the row of dates
const ALONE = 6; // above it, where no names of periods stand there

/** How much stands above the lanes.
 * @param {import("./types.js").Chart} chart */
export const headHeight = (chart) => AXIS + (chart.periods.length ? PERIOD : ALONE);

/** @param {SVGGElement} group @param {import("./types.js").Scene} scene @param {import("./types.js").Chart} chart
 * @param {(text: string, isBold?: boolean) => number} measure */
export function drawBehind(group, { x, range: [first, last], width, height, top, ticks }, chart, measure) {
  const nodes = [];
  const shown = (/** @type {number} */ from, /** @type {number} */ to) => [Math.max(x(from), 0), Math.min(x(to), width)];
  for (const [at, period] of chart.periods.entries()) {
    const [from, to] = shown(period.from, period.to);
    if (to - from < 1) continue;
    const band = make("g", { class: `period${at % 2 ? " odd" : ""}` });
    make("rect", { x: round(from), y: -top, width: round(to - from), height: height + top }, band);
    make("path", { d: `M${round(from)} ${-top}V${height}` }, band);
    make("title", {}, band, `${period.label}. ${period.why}`);
    const text = fitting(period.label, to - from - 10, measure);
    if (text) make("text", { x: round(from + 5), y: 12 - top }, band, text);
    nodes.push(band);
  }
  for (const [from, to] of [shown(first, Math.min(chart.covered[0], last)), shown(Math.max(chart.covered[1], first), last)]) {
    if (to - from < 1) continue;
    const band = make("g", { class: "not-covered" });
    make("rect", { x: round(from), y: 0, width: round(to - from), height }, band);
    const [middle, isUpright] = [round((from + to) / 2), to - from < 74];
    if (to - from > 14) make("text", { "text-anchor": isUpright ? "start" : "middle", transform: `translate(${middle + (isUpright ? 4 : 0)} ${height - 8})${isUpright ? " rotate(-90)" : ""}` }, band, "not covered");
    nodes.push(band);
  }
  for (const { day, text, isYear } of ticks) {
    const at = round(x(day));
    const anchor = at > width - 24 ? "end" : at < 24 ? "start" : "middle";
    nodes.push(make("path", { class: isYear ? "tick new-year" : "tick", d: `M${at} -4V${height}` }));
    nodes.push(make("text", { class: isYear ? "date new-year" : "date", x: at, y: -8, "text-anchor": anchor }, undefined, text));
  }
  if (chart.today !== null && chart.today >= first && chart.today <= last) {
    const at = round(x(chart.today + 0.5));
    nodes.push(make("path", { class: "today", d: `M${at} -4V${height}` }));
    nodes.push(make("text", { class: "today-name", x: at - 4, y: 11, "text-anchor": "end" }, undefined, "today"));
  }
  group.replaceChildren(...nodes);
}

/** A text as far as it fits, or none where even its beginning would say nothing.
 * @param {string} text @param {number} room @param {(text: string) => number} measure */
function fitting(text, room, measure) {
  if (measure(text) <= room) return text;
  const words = text.split(" ");
  while (words.length > 1) {
    words.pop();
    const start = `${words.join(" ").replace(/[,;:]$/, "")} …`;
    if (measure(start) <= room) return start;
  }
  return "";
}

/** @param {SVGGElement} group @param {import("./types.js").Scene} scene @param {import("./types.js").Chart} chart
 * @param {(text: string, isBold?: boolean) => number} measure */
export function drawNames(group, { lanes, narrow, left, width, top, hint }, chart, measure) {
  /** @type {SVGElement[]} */
  const nodes = hint ? wrapped(hint, left - INDENT - 8, measure).map((line, at) => make("text", { class: "hint", x: INDENT - left, y: 12 - top + at * 12.5 }, undefined, line)) : [];
  for (const [at, lane] of lanes.entries()) {
    const isFirst = lane.side !== lanes[at - 1]?.side;
    const start = narrow ? 0 : -left;
    if (at) nodes.push(make("path", { class: isFirst ? "rule side" : "rule", d: `M${start} ${round(lane.edge)}H${width}` }));
    nodes.push(name(lane, isFirst ? chart.sides[lane.side] : "", narrow, left, measure));
  }
  group.replaceChildren(...nodes);
}

/** @param {import("./types.js").Lane} lane @param {string | undefined} side @param {boolean} narrow @param {number} left
 * @param {(text: string, isBold?: boolean) => number} measure */
function name(lane, side, narrow, left, measure) {
  const group = make("g", { class: `lane-name ${lane.mode}`, "data-lane": lane.id });
  const isLow = lane.mode !== "open" || lane.height < 3 * NAME_LINE;
  const lines = narrow || lane.mode === "folded" ? [lane.name] : wrapped(lane.name, (left - INDENT - 6) / NAME, (text) => measure(text, lane.mode === "open"));
  const room = lane.height + 6;
  const sideFits = side && !narrow && room >= (lines.length + 1) * NAME_LINE + 2;
  let y = lane.edge + (lane.mode === "folded" ? 15 : narrow ? 14 : isLow ? Math.max((room - lines.length * NAME_LINE) / 2, 0) + 11 : 17);
  const x = narrow ? 2 : INDENT - left;
  make("rect", { class: "hit", x: narrow ? 0 : -left, y: round(lane.edge), width: narrow ? 160 : left - 8, height: round(narrow ? 18 : room) }, group);
  if (sideFits) {
    if (isLow) y = lane.edge + 2 * NAME_LINE - 3;
    make("text", { class: "side", x, y: round(lane.edge + 13) }, group, side);
    if (!isLow) y += NAME_LINE - 3;
  }
  for (const line of lines) {
    make("text", { x, y: round(y) }, group, line);
    y += NAME_LINE;
  }
  const words = lane.mode === "open" ? `${lane.seen}` : lane.mode === "thin" ? `${lane.seen} ▾` : `0 of ${lane.count} in sight`;
  const onLine = narrow || lane.mode === "folded" || y > lane.edge + room;
  const end = measure(lines[lines.length - 1], lane.mode === "open") * NAME + 6;
  if (onLine) make("text", { class: "count", x: round(x + end), y: round(y - NAME_LINE) }, group, words);
  else make("text", { class: "count", x, y: round(y - 1) }, group, words);
  if (lane.mode !== "open") make("title", {}, group, "Click to give this lane more room");
  return group;
}
