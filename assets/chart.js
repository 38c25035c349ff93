/* Draws the timeline figure and places its marks and labels again after each zoom and resize.
   The dashboard and the exported page use it alike; it knows neither Dash nor files. */
window.timelineChart = (() => {
  "use strict";
  const DAY = 86400000;
  const NARROW = 640; // below this width lane names stand inside the chart
  const DIMMED = 0.16; // opacity of what is not in the chain
  const SHORTEST = 7; // days of the narrowest range
  const OUT_OF_SIGHT = -100;
  const DOUBT_DAYS = [2, 3.5, 5]; // how far beyond its mark a doubtful date is drawn on either side
  const OPEN_FACTOR = 4; // how much longer an open end fades
  const WHISKER = 4; // half the height of the stroke at the end of a whisker
  const ONE_OF_A_KIND = /^(leaders|labels|focus|cursor|chain)/;
  const GAP = { x: null, y: null };
  const CONFIG = {
    displayModeBar: false,
    displaylogo: false,
    showSendToCloud: false,
    scrollZoom: false,
    doubleClick: false,
  };

  const toDay = (moment) => Date.parse(`${moment.replace(" ", "T")}${moment.length > 10 ? "" : "T00:00"}Z`) / DAY;
  const toMoment = (day) => new Date(Math.round(day * DAY)).toISOString().slice(0, 16).replace("T", " ");
  const role = (trace) => (trace.meta || {}).role;
  const escapeText = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const rows = (columns) =>
    columns.id.map((_, row) => Object.fromEntries(Object.keys(columns).map((name) => [name, columns[name][row]])));

  /* A chart in `element`; `events.focus(id)` and `events.range(first, last)` tell what the reader did. */
  function create(element, events) {
    let figure = null;
    let marks = [];
    let byId = new Map();
    let walk = null;
    let whole = null;
    let focused = "";
    let standing = "";
    let chain = null;
    let full = new Map(); // the opacities of each trace when nothing is dimmed

    const range = () => figure.layout.xaxis.range.map(toDay);

    /* The width of the plot area; on a narrow screen lane names stand inside, in the first label row of their lane. */
    function fit() {
      const { layout } = figure;
      const { margin, names } = layout.meta;
      const narrow = element.clientWidth < NARROW;
      const { firstRow, ROW, LABEL_ROW } = window.timelinePlacing;
      layout.width = element.clientWidth;
      layout.margin = narrow ? { ...margin, l: 6, r: 6 } : margin;
      layout.dragmode = matchMedia("(pointer: coarse)").matches ? false : "zoom"; // a swipe scrolls the page
      const lanes = layout.meta.lanes.map((lane) =>
        narrow ? { ...lane, top: lane.top + LABEL_ROW, labelRows: lane.labelRows - 1 } : lane
      );
      layout.yaxis.ticklabelposition = narrow ? "inside top" : "outside";
      layout.yaxis.tickvals = lanes.map((lane) => (narrow ? lane.top : firstRow(lane) + ROW / 2));
      layout.yaxis.ticktext = names.map((name) => (narrow ? `<b>${name.replaceAll("<br>", " ")}</b>` : name));
      const width = layout.width - layout.margin.l - layout.margin.r;
      layout.xaxis.nticks = Math.max(3, Math.round(width / 110));
      return { lanes, width };
    }

    function placed() {
      const { lanes, width } = fit();
      const [first, last] = range();
      const placing = window.timelinePlacing.place(marks, lanes, first, last, width);
      if (chain) {
        const members = marks.filter((mark) => chain.ids.has(mark.id));
        placing.labels = window.timelinePlacing.place(members, lanes, first, last, width).labels.map((label) => ({
          ...label,
          y: label.inside ? placing.heights.get(label.id) : label.y,
        }));
      }
      const middle = ({ start, end }) => (Math.max(start, Math.min(first, end)) + Math.min(end, Math.max(last, start))) / 2;
      const spot = (id) => ({ x: toMoment(middle(byId.get(id))), y: placing.heights.get(id) });
      const SETTERS = {
        marks: (trace) => placeMarks(trace, placing),
        doubts: (trace) => placeDoubts(trace, placing),
        leaders: (trace) => placeLeaders(trace, placing),
        "labels-major": (trace) => placeLabels(trace, placing, true),
        "labels-minor": (trace) => placeLabels(trace, placing, false),
        focus: (trace) => placeRing(trace, placing.heights.has(focused) ? [spot(focused)] : []),
        cursor: (trace) => placeRing(trace, placing.heights.has(standing) ? [spot(standing)] : []),
      };
      for (const basis of ["stated", "reported", "inferred"]) {
        SETTERS[`chain-${basis}`] = (trace) => placeArrows(trace, basis, placing, spot);
      }
      for (const trace of figure.data) SETTERS[role(trace)]?.(trace);
      const shown = figure.layout.shapes.find((shape) => shape.name === "window");
      [shown.x0, shown.x1] = figure.layout.xaxis.range;
    }

    function placeMarks(trace, { heights, scale, labels }) {
      const inside = new Set(labels.filter((label) => label.inside).map((label) => label.id));
      const diameters = trace.customdata.map((id) => window.timelinePlacing.DIAMETERS[byId.get(id).significance] * scale);
      trace.y = trace.customdata.map((id) => heights.get(id) ?? OUT_OF_SIGHT);
      trace.marker.opacity = trace.customdata.map((id, i) => (!chain || chain.ids.has(id) ? full.get(trace)[i] : DIMMED));
      if (trace.type === "bar") trace.width = trace.customdata.map((id, i) => (inside.has(id) ? 13 : diameters[i] * 0.7));
      else trace.marker.size = diameters;
    }

    function placeDoubts(trace, { heights }) {
      const spots = trace.meta.ids.flatMap((id) => {
        const y = heights.get(id) ?? OUT_OF_SIGHT;
        const { start, end } = byId.get(id);
        const piece = (from, to) => [{ x: toMoment(from), y }, { x: toMoment(to), y }, GAP];
        const line = (days) => [...piece(start - days, start), ...piece(end, end + days)];
        const stroke = (day) => [{ x: toMoment(day), y: y - WHISKER }, { x: toMoment(day), y: y + WHISKER }, GAP];
        const far = DOUBT_DAYS.at(-1);
        if (trace.meta.doubt === "open_ended") return DOUBT_DAYS.flatMap((days) => piece(end, end + OPEN_FACTOR * days));
        if (trace.meta.doubt === "uncertain") return [...line(far), ...stroke(start - far), ...stroke(end + far)];
        return DOUBT_DAYS.flatMap(line); // lines of three lengths make one that fades
      });
      placeRing(trace, spots);
      trace.opacity = chain ? DIMMED : 1;
    }

    function placeLeaders(trace, { labels, heights }) {
      const led = labels.filter((label) => !label.inside);
      trace.x = led.flatMap(({ day }) => [toMoment(day), toMoment(day), null]);
      trace.y = led.flatMap(({ id, y }) => [y, heights.get(id), null]);
    }

    function placeLabels(trace, { labels }, major) {
      const mine = labels.filter(({ id }) => (byId.get(id).significance === 3) === major);
      trace.customdata = mine.map(({ id }) => id);
      trace.x = mine.map(({ day }) => toMoment(day));
      trace.y = mine.map(({ y }) => y);
      trace.text = mine.map(({ id }) => escapeText(byId.get(id).label));
      trace.textposition = mine.map(({ endsHere }) => (endsHere ? "middle left" : "middle right"));
    }

    function placeRing(trace, spots) {
      trace.x = spots.map(({ x }) => x);
      trace.y = spots.map(({ y }) => y);
    }

    function placeArrows(trace, basis, { heights }, spot) {
      const edges = (chain?.edges ?? []).filter(
        (edge) => edge[2] === basis && heights.has(edge[0]) && heights.has(edge[1])
      );
      const spots = edges.flatMap(([earlier, later]) => [spot(earlier), spot(later), GAP]);
      placeRing(trace, spots);
      trace.marker.size = edges.flatMap(() => [0, 10, 0]);
      trace.marker.standoff = edges.flatMap(() => [0, 6, 0]);
    }

    async function redraw() {
      if (!figure || !element.clientWidth) return;
      placed();
      const first = !element.layout;
      // Plotly compares arrays by identity and keeps what it is given: hand over fresh objects.
      const data = figure.data.map((trace) => ({ ...trace, ...(trace.marker && { marker: { ...trace.marker } }) }));
      await window.Plotly.react(element, data, structuredClone(figure.layout), CONFIG);
      if (first) listen();
      performance.mark("timeline:drawn");
    }

    async function setRange(first, last, tell = true) {
      const [low, high] = whole;
      const length = Math.min(Math.max(last - first, SHORTEST), high - low);
      const start = Math.min(Math.max(first, low), high - length);
      figure.layout.xaxis.range = [toMoment(start), toMoment(start + length)];
      await redraw(); // before the address and the server hear of it, for the reader waits for the labels
      if (tell) events.range(toMoment(start).slice(0, 10), toMoment(start + length - 1).slice(0, 10));
    }

    /* Zoom about the middle, or about the day under a point of the screen. */
    function zoom(factor, clientX) {
      const [first, last] = range();
      const { l, r } = figure.layout.margin;
      const box = element.getBoundingClientRect();
      const share = clientX === undefined ? 0.5 : (clientX - box.left - l) / (box.width - l - r);
      const still = first + Math.min(Math.max(share, 0), 1) * (last - first);
      return setRange(Math.floor(still - (still - first) * factor), Math.ceil(still + (last - still) * factor));
    }

    function listen() {
      element.on("plotly_relayout", (change) => {
        const wanted = asked(change, "xaxis") ?? asked(change, "xaxis2");
        if (wanted) setRange(Math.floor(wanted[0]), Math.ceil(wanted[1]));
      });
      element.on("plotly_click", ({ points }) => {
        const id = points.map((point) => point.customdata).find((value) => typeof value === "string");
        if (id) events.focus(id);
      });
    }

    function asked(change, axis) {
      const found = change[`${axis}.range`] ?? [change[`${axis}.range[0]`], change[`${axis}.range[1]`]];
      return found[0] === undefined ? null : found.map(toDay);
    }

    new ResizeObserver(() => {
      if (figure && figure.layout.width !== element.clientWidth) redraw();
    }).observe(element);

    /* Draw a figure with a focused event and a range of days, or the range that the figure opens on.
       `besides` are further events that stay as bright as the focused one, those of a story's step. */
    function draw(next, focusedId, days, besides) {
      figure = structuredClone(next); // the caller's figure stays as it came
      // A uid becomes a class that the style sheet knows; plotly for Python leaves it out of its JSON.
      for (const trace of figure.data) if (ONE_OF_A_KIND.test(role(trace))) trace.uid = role(trace);
      marks = rows(figure.layout.meta.marks);
      byId = new Map(marks.map((mark) => [mark.id, mark]));
      walk = window.timelineWalk.create(marks, figure.layout.meta.lanes, figure.layout.meta.relations);
      whole = figure.layout.xaxis2.range.map(toDay);
      full = new Map(figure.data.filter((trace) => role(trace) === "marks").map((trace) => [trace, trace.marker.opacity]));
      if (!byId.has(standing)) standing = "";
      return show(focusedId, days, besides);
    }

    function setFocus(id, besides = []) {
      focused = id || "";
      standing = focused && byId.has(focused) ? focused : standing;
      chain = byId.has(focused) ? walk.chain(focused) : null;
      for (const other of chain ? besides : []) chain.ids.add(other);
    }

    /* Another focus and range on the same figure. */
    function show(focusedId, days, besides) {
      setFocus(focusedId, besides);
      const [first, last] = days ? [toDay(days[0]), toDay(days[1]) + 1] : figure.layout.meta.range.map(toDay);
      return setRange(first, last, false);
    }

    /* Redraw with an event in sight; the range moves only where it would be out of sight. */
    function reveal(id) {
      const mark = byId.get(id);
      const [first, last] = range();
      if (!mark || (mark.end > first && mark.start < last)) return redraw();
      const half = (last - first) / 2;
      const middle = Math.round((mark.start + mark.end) / 2);
      return setRange(middle - half, middle + half);
    }

    function focus(id, besides) {
      if (id === focused && !besides?.length) return undefined;
      setFocus(id, besides);
      return reveal(id);
    }

    /* Stand on an event with the keys, without showing it. */
    function stand(id) {
      standing = id;
      return reveal(id);
    }

    /* An event in one sentence, as the hover card has it in lines. */
    function sentence(id) {
      const trace = figure.data.find((trace) => role(trace) === "marks" && trace.customdata.includes(id));
      if (!trace) return "";
      const [date, ...rest] = trace.hovertext[trace.customdata.indexOf(id)].split("<br>");
      return `${date}. ${rest.slice(0, -1).join(" ")} ${rest.at(-1)}.`;
    }

    return {
      draw,
      show,
      focus,
      stand,
      sentence,
      zoom,
      whole: () => setRange(...whole),
      standing: () => standing,
      neighbours: (id) => walk.neighbours(id),
      beside: (id, step) => walk.beside(id, step),
      across: (id, step) => walk.across(id, step),
      linked: (id, step) => walk.linked(id, step),
      ends: () => walk.ends(...range()),
    };
  }

  return { create, CONFIG };
})();
