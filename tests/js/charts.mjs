// A chart on the stand-in for a document: one pixel of its plot is a tenth of a day.
import { afterEach } from "node:test";
import { create } from "../../assets/timeline/index.js";
import { toDay, toText } from "../../assets/timeline/days.js";
import { Node, pretend, send } from "./dom.mjs";

export const START = toDay("2025-01-01");
export const LEFT = 148; // of the plot, beside the names of the lanes
export const TOP = 28; // of the plot, below its axis

const LOOKS = {
  diameters: { 1: 7, 2: 10, 3: 13 },
  shapes: { square: "SQUARE", circle: "CIRCLE" },
  lines: { stated: "", reported: "7 4", inferred: "1.5 4" },
  fade: { days: 5, least: 9, open: 4 },
  dimmed: 0.16,
};

/** A mark on the noon of a day, counted from START. */
export const mark = (id, day, changes = {}) => ({
  ...{ id, lane: "a", start: START + day + 0.5, end: START + day + 0.5, significance: 2, rank: day, label: `Label ${id}` },
  ...{ title: `Title of ${id}.`, date: `day ${day}`, direction: "tightens", status: "official", precision: "day" },
  ...{ approximate: false, uncertain: false, open_ended: false, draft: "" },
  ...changes,
});

/** A mark that lasts from one day to another. */
export const span = (id, from, to, changes = {}) => mark(id, from, { start: START + from, end: START + to, precision: "interval", ...changes });

function columns(marks) {
  return Object.fromEntries(Object.keys(mark("", 0)).map((name) => [name, marks.map((one) => one[name])]));
}

/** What Python sends of some marks. */
export function chartOf(marks, changes = {}) {
  const lane = (id, side) => ({ id, name: `Lane ${id}`, side, lead: false, count: marks.filter((one) => one.lane === id).length });
  return {
    marks: columns(marks),
    lanes: [lane("a", "one"), lane("b", "one"), lane("c", "two")],
    sides: { one: "Side one", two: "Side two" },
    directions: {
      tightens: { label: "Tightens", light: "#111", dark: "#eee", shape: "square", hatched: false },
      relaxes: { label: "Relaxes", light: "#222", dark: "#ddd", shape: "circle", hatched: true },
    },
    statuses: { official: { label: "Official", fill: "full" }, alleged: { label: "Alleged", fill: "dot" } },
    relations: [],
    rest: {},
    months: [],
    periods: [],
    finding: [],
    covered: [START, START + 400],
    today: null,
    range: [START + 100, START + 200],
    whole: [START, START + 400],
    isFiltered: false,
    looks: LOOKS,
    ...changes,
  };
}

const charts = []; // of one test
afterEach(() => charts.splice(0).forEach((timeline) => timeline.destroy()));

/** A chart of some marks, whose plot is 1,000 pixels wide; `did` has what the reader did, as [name, ...values]. */
export function opened(marks, { chart = {}, width = 1160, height = 500, ...options } = {}) {
  const page = pretend();
  const element = new Node("div");
  element.clientWidth = width;
  const did = [];
  const names = ["event", "range", "hover", "announce", "lane", "reset", "settled"];
  const on = Object.fromEntries(names.map((name) => [name, (...values) => did.push([name, ...values])]));
  const timeline = create(element, { chart: chartOf(marks, chart), height, on, ...options });
  charts.push(timeline);
  const find = (selector) => element.querySelectorAll(selector);
  const place = (id) => {
    const at = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(find(".mark").find((one) => one.dataset.mark === id).getAttribute("transform"));
    return { x: Number(at[1]), y: Number(at[2]) };
  };
  /** A pointer at a point of the plot. */
  const point = (type, x, y, values = {}, target = element) => send(element, type, { clientX: LEFT + x, clientY: TOP + y, ...values }, target);
  const told = (name) => did.filter(([what]) => what === name).map(([, ...values]) => values);
  /** The days in sight, counted from START; the second is the last one that is seen. */
  const days = () => ["from", "to"].map((end) => toDay(timeline.state().range[end]) - START);
  return { page, element, timeline, did, told, find, place, point, days, key: (key, values = {}) => send(element, "keydown", { key, ...values }) };
}

/** The ISO day of a day counted from START. */
export const iso = (day) => toText(START + day);
