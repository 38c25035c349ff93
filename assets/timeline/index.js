/* The timeline as a component: it knows its element, its chart and what the reader does, but no page around it.
   Times inside are days since 1970; its users state days as ISO dates. */
import { bars, monthsOf } from "./counts.js";
import { toDay, toText } from "./days.js";
import { createDrawing } from "./drawing.js";
import { attachKeys } from "./keys.js";
import { DIAMETERS, LABEL_ROW, place } from "./placing.js";
import { attachPointer } from "./pointer.js";
import { ticksBetween } from "./ticks.js";
import { createWalk } from "./walk.js";

const NARROW = 640; // below this width lane names stand inside the chart
const SHORTEST = 7; // days of the narrowest range
const TICK = 92; // pixels from one tick to the next, at least
const EDGE = 6; // pixels from the edge of a lane to its first row

/* Columns of equal length as an object for each row. */
export const rows = (columns) =>
  columns.id.map((_, row) => Object.fromEntries(Object.keys(columns).map((name) => [name, columns[name][row]])));

/* Do what can wait once the next frame is painted; or soon, where nothing is painted. */
export function afterFrame(act) {
  let done = false;
  const once = () => {
    if (!done) act();
    done = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 300);
}

const NOTHING = { event: "", besides: [], range: null, kept: null, counted: null, open: [], height: "window", texts: {}, on: {} };

/* A chart in `element`, which it fills. Options: `chart` (the payload), `texts`, `event` (the id of the chosen one),
   `besides` (ids that stay as bright), `range` ({from, to}, or null for the chart's own), `kept` (a Set of the ids that
   filters leave, or null), `counted` (a Set of the lanes whose counts stay, or null), `open` (ids of lanes that the
   reader opened), `height` ("window" or pixels), and `on`: {event(id, how), range({from, to}), hover(id),
   announce(sentence), lane(id, isOpen), reset()}, which tell what the reader did. */
export function create(element, options) {
  const stop = new AbortController();
  let given = { ...NOTHING };
  let chart = null;
  let drawing = null;
  let marks = [];
  let byId = new Map();
  let months = [];
  let walk = null;
  let range = [0, 1];
  let cursor = "";
  let chain = null;
  let scene = null;
  let [placing, placedFor] = [null, []]; // of all marks left, and what it was placed for

  const tell = (name, ...values) => given.on[name]?.(...values);
  const visible = () => (given.kept ? marks.filter((mark) => given.kept.has(mark.id)) : marks);

  /* The lanes as wide as the element; on a narrow screen their names stand inside, in their first label row. */
  function fit() {
    const narrow = element.clientWidth < NARROW;
    const { margin } = chart;
    const left = narrow ? 6 : margin.l;
    const lanes = chart.lanes.map((lane) => {
      const edge = lane.top - EDGE;
      const top = lane.top + LABEL_ROW;
      return narrow ? { ...lane, edge, top, labelRows: lane.labelRows - 1 } : { ...lane, edge };
    });
    return { narrow, lanes, left, width: element.clientWidth - left - margin.r };
  }

  /* Where marks and labels stand; beside a chain its labels alone. A new choice moves no mark. */
  function placed({ lanes, width }) {
    const placeSome = (some) => place(some, lanes, ...range, width);
    const wanted = [marks, given.kept, width, ...range];
    if (wanted.some((value, at) => value !== placedFor[at])) [placing, placedFor] = [placeSome(visible()), wanted];
    if (!chain) return placing;
    const labels = placeSome(marks.filter((mark) => chain.ids.has(mark.id)))
      .labels.filter((label) => placing.heights.has(label.id))
      .map((label) => ({ ...label, y: label.inside ? placing.heights.get(label.id) : label.y }));
    return { ...placing, labels };
  }

  function counts({ lanes, width }) {
    const rest = Object.entries(chart.rest).filter(([lane]) => !given.counted || given.counted.has(lane));
    return bars(Object.fromEntries(rest), lanes, range, width);
  }

  function sceneNow() {
    const frame = fit();
    const [first, last] = range;
    const { width } = frame;
    const stands = placed(frame);
    const x = (day) => ((day - first) / (last - first)) * width;
    const clamp = (day) => Math.min(Math.max(day, first), last);
    const spot = (id) => {
      const mark = byId.get(id);
      return { x: x((clamp(mark.start) + clamp(mark.end)) / 2), y: stands.heights.get(id) };
    };
    const has = (id) => stands.heights.has(id);
    const edges = (chain?.edges ?? []).filter(([earlier, later]) => has(earlier) && has(later));
    return {
      ...frame,
      placing: stands,
      byId,
      x,
      perDay: width / (last - first),
      diameters: DIAMETERS,
      chained: chain?.ids,
      edges: edges.map(([earlier, later, basis]) => ({ basis, from: spot(earlier), to: spot(later) })),
      spots: { focus: has(given.event) ? spot(given.event) : null, cursor: has(cursor) ? spot(cursor) : null },
      ticks: ticksBetween(first, last, width / TICK),
      bins: counts(frame),
      message: "No event matches these filters.",
      strip: { months, whole: chart.whole, window: range, width, years: ticksBetween(...chart.whole, width / 60) },
    };
  }

  /* Draw, and do `then` once the drawing is on the screen. */
  function redraw(then) {
    if (!element.clientWidth) return;
    scene = sceneNow();
    drawing.update(scene);
    Object.assign(element.dataset, { from: toText(range[0]), to: toText(range[1] - 1) });
    afterFrame(() => {
      if (stop.signal.aborted) return;
      performance.mark("timeline:drawn");
      then?.();
    });
  }

  /* Take the days from `first` up to `last` for the range, as near as there are such days. */
  function limit(first, last) {
    const [low, high] = chart.whole;
    const length = Math.min(Math.max(last - first, SHORTEST), high - low);
    const start = Math.min(Math.max(first, low), high - length);
    range = [start, start + length];
  }

  const stated = () => ({ from: toText(range[0]), to: toText(range[1] - 1) });

  /* Show other days; `isDone` when the gesture has ended, which is the page's to know. */
  function setRange(first, last, isDone = true) {
    limit(first, last);
    redraw(() => isDone && tell("range", stated()));
  }

  /* Zoom about the middle, or about the day under a point of the screen. */
  function zoom(factor, clientX) {
    const [first, last] = range;
    const still = clientX === undefined ? (first + last) / 2 : dayAt(clientX);
    setRange(Math.floor(still - (still - first) * factor), Math.ceil(still + (last - still) * factor));
  }

  function dayAt(clientX) {
    const share = (clientX - element.getBoundingClientRect().left - scene.left) / scene.width;
    return range[0] + Math.min(Math.max(share, 0), 1) * (range[1] - range[0]);
  }

  function takeChart(next) {
    chart = next;
    drawing?.remove();
    drawing = createDrawing(element, chart);
    marks = rows(chart.marks);
    byId = new Map(marks.map((mark) => [mark.id, mark]));
    if (!byId.has(cursor)) cursor = "";
  }

  function takeFilters() {
    const directions = Object.keys(chart.directions);
    months = given.kept ? monthsOf(chart.months, visible(), directions) : chart.months;
    walk = createWalk(visible(), chart.lanes, chart.links);
  }

  function takeEvent() {
    const { event, besides } = given;
    if (byId.has(event)) cursor = event;
    chain = byId.has(event) ? walk.chain(event) : null;
    for (const other of chain ? besides : []) chain.ids.add(other);
  }

  function takeRange(days) {
    const asked = days ? [toDay(days.from), toDay(days.to, true) + 1] : chart.range;
    limit(...(asked.every(Number.isFinite) ? asked : chart.range));
  }

  const sameSet = (one, other) => one === other || (one && other && one.size === other.size && [...one].every((id) => other.has(id)));

  /* Other options: what they change is drawn once. */
  function update(options) {
    const next = { ...given, ...options };
    const isNew = next.chart !== given.chart;
    const isFiltered = isNew || !sameSet(next.kept, given.kept) || !sameSet(next.counted, given.counted);
    if (!isFiltered) Object.assign(next, { kept: given.kept, counted: given.counted });
    given = next;
    if (isNew) takeChart(next.chart);
    if (isFiltered) takeFilters();
    if (isNew || isFiltered || "event" in options || "besides" in options) takeEvent();
    if (isNew || "range" in options) takeRange(given.range);
    redraw();
  }

  /* Bring an event into sight; the range moves only where it would be out of sight. */
  function reveal(id) {
    const mark = byId.get(id);
    const [first, last] = range;
    if (!mark || (mark.end > first && mark.start < last)) return redraw();
    const half = (last - first) / 2;
    const middle = Math.round((mark.start + mark.end) / 2);
    return setRange(middle - half, middle + half);
  }

  /* Choose an event, "" for none, and keep it in sight. */
  function focus(id, { besides = [] } = {}) {
    if (id === given.event && !besides.length && !given.besides.length) return;
    given = { ...given, event: id || "", besides };
    takeEvent();
    reveal(id);
  }

  /* Stand on an event with the keys, without choosing it. */
  function stand(id) {
    cursor = id;
    reveal(id);
    tell("announce", sentence(id));
  }

  /* What a card or an announcement says of an event. */
  function words(id) {
    const mark = byId.get(id);
    if (!mark) return null;
    return { date: mark.date, title: mark.title, note: `${chart.directions[mark.direction].label} · ${chart.statuses[mark.status].label}` };
  }

  function sentence(id) {
    const said = words(id);
    return said ? `${said.date}. ${said.title} ${said.note}.` : "";
  }

  const inner = {
    scene: () => scene,
    range: () => range,
    cursor: () => cursor,
    event: () => given.event,
    strip: () => ({ top: chart.margin.t, height: chart.strip, whole: chart.whole }),
    plotTop: () => drawing.top,
    select: (from, to) => drawing.select(from, to),
    choose: (id, how) => tell("event", id, how),
    hover: (id) => tell("hover", id),
    reset: () => tell("reset"),
    beside: (id, step) => walk.beside(id, step),
    across: (id, step) => walk.across(id, step),
    linked: (id, step) => walk.linked(id, step),
    ends: () => walk.ends(...range),
    setRange,
    zoom,
    stand,
    words,
  };

  element.classList.add("timeline");
  update(options);
  attachPointer(element, inner, stop.signal);
  attachKeys(element, inner, stop.signal);
  const observer = new ResizeObserver(() => scene?.width !== fit().width && redraw());
  observer.observe(element);

  return {
    update,
    focus,
    zoom,
    show(days) {
      takeRange(days);
      redraw();
    },
    whole: () => setRange(...chart.whole),
    /* Leave the element as it was found. */
    destroy() {
      stop.abort();
      observer.disconnect();
      element.replaceChildren();
      element.classList.remove("timeline", "over-mark");
      for (const name of ["from", "to"]) delete element.dataset[name];
    },
    state: () => ({ range: stated(), event: given.event, cursor, shown: [...scene.placing.heights.keys()], lanes: scene.lanes.map(({ id }) => id) }),
    words,
    sentence,
    neighbours: (id) => walk.neighbours(id),
  };
}
