/* The timeline as a component: it knows its element, its chart and what the reader does, but no page around it.
   Times inside are days since 1970; its users state days as ISO dates. */
import { monthsOf } from "./counts.js";
import { daysInWords, toDay, toText } from "./days.js";
import { createDrawing } from "./drawing.js";
import { attachKeys } from "./keys.js";
import { afterFrame } from "./later.js";
import { createNotice } from "./notice.js";
import { attachPointer } from "./pointer.js";
import { around, limited, widened, widenedBy } from "./ranges.js";
import { createScenes, frameOf } from "./scene.js";
import { same } from "./svg.js";
import { createMeasure, FONT } from "./text.js";
import { createWalk } from "./walk.js";

const LEAST = 380; // pixels of the lowest chart that follows the window
const MOST = 1100; // and of the highest
const CROWD_AIR = 3; // days on either side of events that are counted on one spot
const CLOSER = 0.6; // of the days in sight, to which a zoom at a crowd has to lead
const BELOW = 10; // left free below it

/** @typedef {import("./types.js").Mark} Mark */
/** @typedef {import("./types.js").Days} Days */
/** @typedef {import("./types.js").Options} Options */

/** Columns of equal length as an object for each row.
 * @param {Record<string, unknown[]>} columns
 * @returns {Record<string, any>[]} */
export function rows(columns) {
  const names = Object.keys(columns);
  return columns.id.map((_, row) => {
    /** @type {Record<string, any>} */
    const one = {};
    for (const name of names) one[name] = columns[name][row];
    return one;
  });
}

/** The event of a mark. @param {Mark} mark */
const eventOf = ({ id, of }) => of ?? id;

/** The marks of an event in its lanes beyond the first, each with an id of its own.
 * @param {Mark} mark */
const inFurtherLanes = (mark) => (mark.also ?? []).map((lane) => ({ ...mark, id: `${mark.id} in ${lane}`, of: mark.id, lane }));

const TEXTS = {
  noMatch: "No event matches these filters.",
  clear: "Clear the filters",
  outOfSight: "No event in these days.",
  showAll: "Show the days that have events",
  hint: "Click for sources, drag to zoom",
  hintTouch: "Tap for sources, pinch to zoom",
};

/** @type {Omit<Options, "chart">} */
const NOTHING = { event: "", besides: [], range: null, kept: null, counted: null, open: [], height: "window", texts: {}, on: {} };

/** What the parts of a chart know of it. @typedef {ReturnType<typeof build>["inner"]} Inner */
/** @typedef {ReturnType<typeof build>["timeline"]} Timeline */

/** A chart in `element`, which it fills. Options: `chart` (the payload), `texts`, `event` (the id of the chosen one),
 * `besides` (ids that stay as bright), `range` ({from, to}, or null for the chart's own), `kept` (a Set of the ids that
 * filters leave, or null), `counted` (a Set of the lanes whose counts stay, or null), `open` (ids of lanes that the
 * reader opened), `height` ("window" or pixels), and `on`: {event(id, how), range({from, to}), hover(id),
 * announce(sentence), lane(id, isOpen), crowd({from, to}), reset("range" or "filters")}, which say what the reader did, and settled(),
 * once what is in sight is drawn and no hand moves it.
 * @param {HTMLElement} element @param {Partial<Options> & {chart: import("./types.js").Chart}} options
 * @returns {Timeline} */
export function create(element, options) {
  return build(element, options).timeline;
}

/** @param {HTMLElement} element @param {Partial<Options> & {chart: import("./types.js").Chart}} options */
function build(element, options) {
  const stop = new AbortController();
  const { signal } = stop;
  const measure = createMeasure(getComputedStyle(element).getPropertyValue("--font").trim() || FONT);
  /** @type {Options} */
  let given = { ...NOTHING, chart: options.chart };
  let { chart } = options;
  /** @type {ReturnType<typeof createDrawing> | null} */
  let drawing = null;
  /** @type {Mark[]} */
  let marks = [];
  /** @type {Mark[]} */
  let visible = [];
  /** @type {Map<string, Mark>} */
  let byId = new Map();
  let months = chart.months;
  let walk = createWalk([], [], []);
  /** @type {Days} */
  let range = [0, 1];
  /** @type {Days} */
  let asked = range; // before a chosen chain made it wider
  let cursor = "";
  /** @type {{ids: Set<string>, edges: import("./types.js").Relation[]} | null} */
  let chain = null;
  /** @type {Set<string>} */
  let opened = new Set(); // lanes
  const sceneOf = createScenes(measure);
  /** @type {import("./types.js").Scene | null} */
  let scene = null;
  let frame = frameOf({ width: 0, height: 0 }, chart);
  let waiting = 0; // the next frame in which the range moves
  /** @type {Days} */
  let drawn = range;
  let hideTooltip = () => {};
  /** @type {Days | null} */
  let coming = null; // what a chain that is drawn already will make the range

  const touch = matchMedia("(pointer: coarse)");
  element.classList.add("timeline");
  const notice = createNotice(element, signal);

  /** @template {keyof import("./types.js").Listeners} Name
   * @param {Name} name @param {Parameters<NonNullable<import("./types.js").Listeners[Name]>>} values */
  function tell(name, ...values) {
    const listener = /** @type {((...values: unknown[]) => void) | undefined} */ (given.on[name]);
    listener?.(...values);
  }
  const say = (/** @type {keyof typeof TEXTS} */ name) => given.texts[name] ?? TEXTS[name];
  const stated = () => ({ from: toText(range[0]), to: toText(range[1] - 1) });

  /** The size of the chart: as wide as its element, as high as the window leaves room or as was asked. */
  function measured() {
    const width = element.clientWidth;
    if (given.height !== "window") return { width, height: given.height };
    const top = element.getBoundingClientRect().top + window.scrollY;
    return { width, height: Math.round(Math.min(Math.max(window.innerHeight - top - BELOW, LEAST), MOST)) };
  }

  /** Draw; `isSettled` unless a hand still moves the range, which must not change the height of a lane.
   * @param {{isSettled?: boolean, then?: () => void}} [how] */
  function redraw({ isSettled = true, then } = {}) {
    cancelAnimationFrame(waiting);
    if (!element.clientWidth || !drawing) return;
    frame = frameOf(measured(), chart);
    const rest = Object.fromEntries(Object.entries(chart.rest).filter(([lane]) => !given.counted || given.counted.has(lane)));
    scene = sceneOf({ chart, visible, byId, range, open: opened, rest, months, chain, event: given.event, cursor }, frame, isSettled);
    drawing.update({ ...scene, hint: frame.narrow ? "" : say(touch.matches ? "hintTouch" : "hint") });
    notice(scene.isEmpty ? wayOut() : null, frame.left + frame.width / 2, frame.top + frame.height / 2);
    if (!same(range, drawn)) hideTooltip(); // what it told of stands elsewhere now
    drawn = range;
    Object.assign(element.dataset, stated());
    afterFrame(() => {
      if (signal.aborted) return;
      performance.mark("timeline:drawn");
      then?.();
      if (isSettled) tell("settled");
    });
  }

  /** What the chart says where no event is in sight. */
  function wayOut() {
    const days = around(visible, chart.whole);
    if (days) return { text: say("outOfSight"), way: say("showAll"), act: () => setRange(...days, true) };
    return { text: say("noMatch"), way: say("clear"), act: () => tell("reset", "filters") };
  }

  /** Show other days; `isDone` when the gesture has ended, which is the page's to know.
   * @param {number} first @param {number} last @param {boolean} isDone */
  function setRange(first, last, isDone) {
    asked = range = limited([first, last], chart.whole);
    coming = null;
    if (isDone) return settle();
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => redraw({ isSettled: false }));
    return undefined;
  }

  /** The hand has left the range where it is: whole days, stated once. */
  function settle() {
    asked = range = limited([Math.round(range[0]), Math.round(range[1])], chart.whole);
    coming = null;
    given = { ...given, range: stated() };
    redraw({ then: () => tell("range", stated()) });
  }

  /** As many days, from another first one on; at the ends of the period it stops.
   * @param {number} first @param {number} length @param {boolean} isDone */
  function pan(first, length, isDone) {
    const [low, high] = chart.whole;
    const start = Math.min(Math.max(first, low), high - length);
    setRange(start, start + length, isDone);
  }

  /** @param {number} factor @param {number} clientX the point of the screen that stays in place @param {boolean} isDone */
  function zoomAbout(factor, clientX, isDone) {
    const [first, last] = range;
    const share = (clientX - element.getBoundingClientRect().left - frame.left) / frame.width;
    const still = first + Math.min(Math.max(share, 0), 1) * (last - first);
    setRange(still - (still - first) * factor, still + (last - still) * factor, isDone);
  }

  /** Zoom about the chosen event, or else about the middle.
   * @param {number} factor */
  function zoom(factor) {
    const [first, last] = range;
    const mark = byId.get(cursor);
    const isIn = mark && mark.end > first && mark.start < last;
    const still = isIn ? Math.min(Math.max((mark.start + mark.end) / 2, first), last) : (first + last) / 2;
    setRange(Math.floor(still - (still - first) * factor), Math.ceil(still + (last - still) * factor), true);
  }

  /** @param {import("./types.js").Chart} next */
  function takeChart(next) {
    chart = next;
    drawing?.remove();
    drawing = createDrawing(element, chart, measure);
    marks = /** @type {Mark[]} */ (rows(chart.marks)).flatMap((mark) => [mark, ...inFurtherLanes(mark)]);
    byId = new Map(marks.map((mark) => [mark.id, mark]));
    if (!byId.has(cursor)) cursor = "";
  }

  function takeFilters() {
    const { kept } = given;
    visible = kept ? marks.filter((mark) => kept.has(eventOf(mark))) : marks;
    months = kept ? monthsOf(chart.months, visible.filter(({ of }) => !of), Object.keys(chart.directions)) : chart.months;
    walk = createWalk(visible, chart.lanes, chart.relations);
  }

  function takeRange() {
    const days = given.range;
    const [low, high] = chart.whole;
    const wanted = days ? [toDay(days.from), toDay(days.to, true) + 1] : [NaN];
    const own = () => (given.kept || chart.isFiltered ? (around(visible, chart.whole) ?? chart.range) : chart.range);
    const [first, last] = wanted.every(Number.isFinite) ? [Math.max(wanted[0], low), Math.min(wanted[1], high)] : own();
    asked = range = limited([first, last], chart.whole);
    coming = null;
  }

  /** The chain of the chosen event.
   * @returns {Days} the days that have all of it in sight */
  function takeEvent() {
    const { event, besides } = given;
    if (byId.has(event)) cursor = event;
    chain = visible.some(({ id }) => id === event) ? walk.chain(event) : null;
    for (const other of chain ? besides : []) chain?.ids.add(other);
    for (const { id, of } of visible) if (of && chain?.ids.has(of)) chain.ids.add(id);
    return chain ? widened(asked, visible.filter(({ id }) => chain?.ids.has(id)), chart.whole) : asked;
  }

  /** Draw a choice at once where the marks are, and only then move the range, together with what the page makes room for.
   * @param {Days} days */
  function reveal(days) {
    coming = same(days, range) ? null : days;
    redraw();
    if (!coming) return;
    afterFrame(() => {
      if (coming !== days || signal.aborted) return;
      [range, coming] = [days, null];
      waiting = requestAnimationFrame(() => redraw());
    });
  }

  const sameSet = (/** @type {Set<string> | null} */ one, /** @type {Set<string> | null} */ other) =>
    one === other || (one !== null && other !== null && one.size === other.size && [...one].every((id) => other.has(id)));
  const sameList = (/** @type {unknown} */ one, /** @type {unknown} */ other) => JSON.stringify(one) === JSON.stringify(other);

  /** Other options: what they change is drawn once, and nothing is where they change nothing.
   * @param {Partial<Options>} changes */
  function update(changes) {
    const last = given;
    given = { ...given, ...changes };
    const isNew = given.chart !== last.chart || !drawing;
    const isFiltered = isNew || !sameSet(given.kept, last.kept) || !sameSet(given.counted, last.counted);
    const isMoved = isNew || !sameList(given.range, last.range) || (isFiltered && !given.range);
    const isChosen = given.event !== last.event || !sameList(given.besides, last.besides);
    const isOpened = changes.open && !sameSet(new Set(changes.open), opened);
    const isOther = given.height !== last.height || !sameList(given.texts, last.texts);
    if (changes.open) opened = new Set(changes.open);
    if (![isFiltered, isMoved, isChosen, isOpened, isOther].some(Boolean)) return;
    if (isNew) takeChart(given.chart);
    if (isFiltered) takeFilters();
    if (isMoved) takeRange();
    if (isFiltered || isChosen) {
      const days = takeEvent();
      if (!isFiltered && !isMoved && !isOpened && !isOther) return reveal(days);
      [range, coming] = [days, null];
    }
    redraw();
  }

  /** Choose an event, "" for none, and keep it in sight with its chain.
   * @param {string} id @param {{besides?: string[]}} [more] */
  const focus = (id, { besides = [] } = {}) => update({ event: id || "", besides });

  /** Stand on an event with the keys, without choosing it; one that was out of sight comes to the middle.
   * @param {string} id */
  function stand(id) {
    cursor = id;
    const mark = byId.get(id);
    const [first, last] = range;
    if (mark && (mark.end <= first || mark.start >= last)) {
      const start = Math.round((mark.start + mark.end - (last - first)) / 2);
      asked = range = limited([start, start + last - first], chart.whole);
      coming = null;
    }
    redraw();
    tell("announce", sentence(id));
  }

  /** The id of the event of a mark. @param {string} id */
  const idOf = (id) => byId.get(id)?.of ?? id;

  /** What a tooltip or an announcement says of an event.
   * @param {string} id */
  function words(id) {
    const mark = byId.get(id);
    if (!mark) return null;
    const said = [mark.draft, chart.directions[mark.direction].label, chart.statuses[mark.status].label];
    return { date: mark.date, title: mark.title, note: said.filter(Boolean).join(" · ") };
  }

  /** @param {string} id */
  function sentence(id) {
    const [said, lane] = [words(id), chart.lanes.find((one) => one.id === byId.get(id)?.lane)];
    const crowd = scene?.layout.crowds.find(({ ids }) => ids.includes(id));
    const among = crowd ? ` One of ${crowd.ids.length} events that stand on one spot.` : "";
    return said && lane ? `${lane.name}: ${said.date}. ${said.title} ${said.note}.${among}` : "";
  }

  /** The days of events that are only counted, from the first to the last.
   * @param {import("./types.js").Crowd} crowd */
  const daysOf = ({ ids }) => /** @type {Days} */ (
    ids.flatMap((id) => byId.get(id) ?? []).reduce(([first, last], { start, end }) => [Math.min(first, Math.floor(start)), Math.max(last, Math.ceil(end))], [Infinity, -Infinity])
  );

  /** What the tooltip says of them.
   * @param {import("./types.js").Crowd} crowd */
  const crowdWords = (crowd) => ({ date: daysInWords(...daysOf(crowd)), title: `${crowd.ids.length} more events stand here, too many to tell apart.`, note: zoomOf(crowd) ? "Click to zoom in on them" : "Click to list them" });

  /** The days on which they come apart, or null where no range is short enough for that.
   * @param {import("./types.js").Crowd} crowd */
  function zoomOf(crowd) {
    const days = limited(widenedBy(daysOf(crowd), CROWD_AIR), chart.whole);
    return days[1] - days[0] < (range[1] - range[0]) * CLOSER ? days : null;
  }

  /** Zoom in on them, or have them listed.
   * @param {import("./types.js").Crowd} crowd */
  function openCrowd(crowd) {
    const days = zoomOf(crowd);
    if (days) return setRange(...days, true);
    const [first, last] = daysOf(crowd);
    return tell("crowd", { from: toText(first), to: toText(last - 1) });
  }

  /** Open a lane, or let it be as low as it was.
   * @param {string} id */
  function toggleLane(id) {
    const isOpen = !opened.has(id);
    if (isOpen) opened.add(id);
    else opened.delete(id);
    redraw();
    tell("lane", id, isOpen);
  }

  const inner = {
    scene: () => /** @type {import("./types.js").Scene} */ (scene),
    range: () => range,
    whole: () => chart.whole,
    cursor: () => cursor,
    event: () => given.event,
    select: (/** @type {number} */ from = NaN, /** @type {number} */ to = NaN) => drawing?.select(from, to),
    choose: (/** @type {string} */ id, /** @type {"key" | "pointer"} */ how) => tell("event", idOf(id), how),
    hover: (/** @type {string} */ id) => tell("hover", idOf(id)),
    announce: (/** @type {string} */ text) => tell("announce", text),
    reset: (/** @type {"range" | "filters"} */ what) => tell("reset", what),
    beside: (/** @type {string} */ id, /** @type {number} */ step) => walk.beside(id, step, ...range),
    across: (/** @type {string} */ id, /** @type {number} */ step) => walk.across(id, step, ...range),
    linked: (/** @type {string} */ id, /** @type {number} */ step) => walk.linked(id, step),
    ends: () => walk.ends(...range),
    toggleLaneOf: (/** @type {string} */ id) => toggleLane(byId.get(id)?.lane ?? ""),
    toggleLane,
    setRange,
    settle,
    pan,
    zoomAbout,
    zoom,
    stand,
    words,
    crowd: (/** @type {number} */ place) => /** @type {import("./types.js").Scene} */ (scene).layout.crowds[place],
    crowdWords,
    openCrowd,
  };

  update(options);
  hideTooltip = attachPointer(element, inner, signal);
  attachKeys(element, inner, signal);
  /* Draw again where the room is another, also because what stands above the chart has grown. */
  function refit() {
    const { width, height } = measured();
    if (scene?.outer.width !== width || scene.outer.height !== height) redraw();
  }
  const observer = new ResizeObserver(refit);
  for (const node of [element, document.body]) observer.observe(node);
  window.addEventListener("resize", refit, { signal });

  const timeline = {
    update,
    focus,
    zoom,
    /** Show other days, or for null those that the chart opens on. @param {{from: string, to: string} | null} days */
    show(days) {
      given = { ...given, range: days };
      takeRange();
      redraw();
    },
    whole: () => setRange(...chart.whole, true),
    /** Leave the element as it was found. */
    destroy() {
      stop.abort();
      cancelAnimationFrame(waiting);
      observer.disconnect();
      element.replaceChildren();
      element.classList.remove("timeline", "over-mark");
      for (const name of ["from", "to"]) delete element.dataset[name];
    },
    state: () => ({
      range: stated(),
      event: given.event,
      cursor: idOf(cursor),
      shown: [...new Set([...(scene?.layout.spots.keys() ?? [])].map(idOf))],
      lanes: (scene?.lanes ?? []).map(({ id, mode, height }) => ({ id, mode, height })),
    }),
    words,
    sentence,
    neighbours: (/** @type {string} */ id) => walk.neighbours(id),
  };
  return { timeline, inner };
}
