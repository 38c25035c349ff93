/* The timeline: what of a chart is in sight, what is chosen, and where all of it stands. The dashboard and the
   exported page use it alike; it knows neither Dash nor files. Times are days since 1970. */
window.timelineChart = (() => {
  "use strict";
  const DAY = 86400000;
  const NARROW = 640; // below this width lane names stand inside the chart
  const SHORTEST = 7; // days of the narrowest range
  const BIN = 10; // pixels of a bar of counts
  const TICK = 92; // pixels from one tick to the next, at least
  const EDGE = 6; // pixels from the edge of a lane to its first row

  /* The first day of a date YYYY, YYYY-MM or YYYY-MM-DD, or its last one; NaN for any other text. */
  function toDay(text, last = false) {
    if (!/^\d{4}(-\d\d){0,2}$/.test(text)) return NaN;
    const [year, month, day] = text.split("-").map(Number);
    return (last && !day ? Date.UTC(year, month || 12, 0) : Date.UTC(year, (month || 1) - 1, day || 1)) / DAY;
  }

  const toText = (day) => new Date(Math.round(day) * DAY).toISOString().slice(0, 10);

  /* Columns of equal length as an object for each row. */
  const rows = (columns) =>
    columns.id.map((_, row) => Object.fromEntries(Object.keys(columns).map((name) => [name, columns[name][row]])));

  /* A chart in `element`; `events.focus(id)` and `events.range(first, last)` tell what the reader did. */
  function create(element, events) {
    let chart = null;
    let drawing = null;
    let marks = [];
    let byId = new Map();
    let kept = null; // the ids that a filter on this page leaves, null for all
    let counted = null; // the lanes whose counts it leaves, null for all
    let months = []; // events a month of those that it leaves
    let walk = null;
    let range = [0, 1];
    let focused = "";
    let standing = "";
    let besides = []; // further events that stay bright
    let chain = null;
    let scene = null;
    let [placing, placedFor] = [null, []]; // of all marks left, and what it was made for

    const visible = () => (kept ? marks.filter((mark) => kept.has(mark.id)) : marks);

    /* The lanes as wide as the element; on a narrow screen their names stand inside, in their first label row. */
    function fit() {
      const narrow = element.clientWidth < NARROW;
      const { margin } = chart;
      const left = narrow ? 6 : margin.l;
      const lanes = chart.lanes.map((lane) => {
        const edge = lane.top - EDGE;
        const top = lane.top + window.timelinePlacing.LABEL_ROW;
        return narrow ? { ...lane, edge, top, labelRows: lane.labelRows - 1 } : { ...lane, edge };
      });
      return { narrow, lanes, left, width: element.clientWidth - left - margin.r };
    }

    /* Where marks and labels stand; beside a chain its labels alone. A new focus moves no mark. */
    function placed({ lanes, width }) {
      const place = (some) => window.timelinePlacing.place(some, lanes, ...range, width);
      const wanted = [marks, kept, width, ...range];
      if (wanted.some((value, at) => value !== placedFor[at])) [placing, placedFor] = [place(visible()), wanted];
      if (!chain) return placing;
      const labels = place(marks.filter((mark) => chain.ids.has(mark.id)))
        .labels.filter((label) => placing.heights.has(label.id))
        .map((label) => ({ ...label, y: label.inside ? placing.heights.get(label.id) : label.y }));
      return { ...placing, labels };
    }

    /* Bars of the events that are only counted, each lane's own, all to one scale. */
    function bins({ lanes, width }) {
      const [first, last] = range;
      const step = Math.max(((last - first) / width) * BIN, 1);
      const binned = lanes.map((lane) => {
        const [start, daily] = (!counted || counted.has(lane.id)) && chart.rest[lane.id] ? chart.rest[lane.id] : [0, []];
        const sums = new Array(Math.ceil((last - first) / step)).fill(0);
        for (let day = Math.max(start, first); day < Math.min(start + daily.length, last); day++) {
          sums[Math.floor((day - first) / step)] += daily[day - start];
        }
        return sums;
      });
      const most = Math.max(1, ...binned.flat());
      const wide = (step / (last - first)) * width;
      return lanes.flatMap((lane, index) => {
        const floor = window.timelinePlacing.firstRow(lane) + lane.height;
        return binned[index].flatMap((count, bin) => {
          const height = (lane.height * count) / most;
          return count ? [{ x: bin * wide, y: floor - height, width: Math.max(wide - 1, 1), height }] : [];
        });
      });
    }

    /* Leave only the events with these ids, or all for null; and the counts of these lanes. */
    function sift(ids, lanes) {
      [kept, counted, months] = [ids, lanes, monthsOf(ids)];
      walk = window.timelineWalk.create(visible(), chart.lanes, chart.links);
    }

    /* Events a month of those with some ids, as the chart brings them of all. */
    function monthsOf(ids) {
      if (!ids) return chart.months;
      const order = Object.keys(chart.directions);
      return chart.months.map(([day, length]) => {
        const counts = order.map(() => 0);
        for (const mark of marks) {
          if (ids.has(mark.id) && mark.start >= day && mark.start < day + length) counts[order.indexOf(mark.direction)]++;
        }
        return [day, length, counts];
      });
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
        diameters: window.timelinePlacing.DIAMETERS,
        chained: chain?.ids,
        edges: edges.map(([earlier, later, basis]) => ({ basis, from: spot(earlier), to: spot(later) })),
        spots: { focus: has(focused) ? spot(focused) : null, cursor: has(standing) ? spot(standing) : null },
        ticks: window.timelineTicks.between(first, last, width / TICK),
        bins: bins(frame),
        message: "No event matches these filters.",
        strip: { months, whole: chart.whole, window: range, width, years: window.timelineTicks.between(...chart.whole, width / 60) },
      };
    }

    /* Draw, and do `then` once the drawing is on the screen. */
    function redraw(then) {
      if (!chart || !element.clientWidth) return;
      scene = sceneNow();
      drawing.update(scene);
      Object.assign(element.dataset, { from: toText(range[0]), to: toText(range[1] - 1) });
      window.timelineAfterFrame(() => {
        performance.mark("timeline:drawn");
        then?.();
      });
    }

    /* Show the days from `first` up to `last`, as near as there are such days; `tell` the reader's wish to the page. */
    function setRange(first, last, tell = true) {
      const [low, high] = chart.whole;
      const length = Math.min(Math.max(last - first, SHORTEST), high - low);
      const start = Math.min(Math.max(first, low), high - length);
      range = [start, start + length];
      redraw(() => tell && events.range(toText(start), toText(start + length - 1)));
    }

    /* Zoom about the middle, or about the day under a point of the screen. */
    function zoom(factor, clientX) {
      const [first, last] = range;
      const still = clientX === undefined ? (first + last) / 2 : dayAt(clientX);
      return setRange(Math.floor(still - (still - first) * factor), Math.ceil(still + (last - still) * factor));
    }

    function dayAt(clientX) {
      const share = (clientX - element.getBoundingClientRect().left - scene.left) / scene.width;
      return range[0] + Math.min(Math.max(share, 0), 1) * (range[1] - range[0]);
    }

    new ResizeObserver(() => {
      if (chart && scene?.width !== fit().width) redraw();
    }).observe(element);

    /* Draw a chart with a focused event and a range of days, or the range that the chart opens on.
       `others` stay as bright as the focused event, such as those of a story's step; of the events only those
       in `ids` are drawn, or all for null. */
    function draw(next, focusedId, days, others, ids = null) {
      chart = next;
      drawing = window.timelineDrawing.create(element, chart);
      marks = rows(chart.marks);
      byId = new Map(marks.map((mark) => [mark.id, mark]));
      sift(ids, null);
      if (!byId.has(standing)) standing = "";
      window.timelinePointer.attach(element, api);
      show(focusedId, days, others);
    }

    /* Draw only the events with these ids, or all for null; and the counts of these lanes. */
    function keep(ids, lanes = null) {
      if (ids === kept || (ids && kept && ids.size === kept.size && [...ids].every((id) => kept.has(id)))) return;
      sift(ids, lanes);
      setFocus(focused, besides);
      redraw();
    }

    function setFocus(id, others = []) {
      besides = others;
      focused = id || "";
      standing = focused && byId.has(focused) ? focused : standing;
      chain = byId.has(focused) ? walk.chain(focused) : null;
      for (const other of chain ? besides : []) chain.ids.add(other);
    }

    /* Another focus and range on the same chart. */
    function show(focusedId, days, others) {
      setFocus(focusedId, others);
      const asked = days ? [toDay(days[0]), toDay(days[1], true) + 1] : chart.range;
      const [first, last] = asked.every(Number.isFinite) ? asked : chart.range;
      setRange(first, last, false);
    }

    /* Redraw with an event in sight; the range moves only where it would be out of sight. */
    function reveal(id) {
      const mark = byId.get(id);
      const [first, last] = range;
      if (!mark || (mark.end > first && mark.start < last)) return redraw();
      const half = (last - first) / 2;
      const middle = Math.round((mark.start + mark.end) / 2);
      return setRange(middle - half, middle + half);
    }

    function focus(id, others) {
      if (id === focused && !others?.length) return;
      setFocus(id, others);
      reveal(id);
    }

    /* Stand on an event with the keys, without showing it. */
    function stand(id) {
      standing = id;
      reveal(id);
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

    const api = {
      draw,
      keep,
      show,
      focus,
      stand,
      words,
      sentence,
      zoom,
      setRange,
      range: () => range,
      scene: () => scene,
      strip: () => ({ top: chart.margin.t, height: chart.strip, whole: chart.whole }),
      select: (from, to) => drawing.select(from, to),
      plotTop: () => drawing.top,
      choose: (id) => events.focus(id),
      whole: () => setRange(...chart.whole),
      standing: () => standing,
      neighbours: (id) => walk.neighbours(id),
      beside: (id, step) => walk.beside(id, step),
      across: (id, step) => walk.across(id, step),
      linked: (id, step) => walk.linked(id, step),
      ends: () => walk.ends(...range),
    };
    return api;
  }

  return { create, rows };
})();
