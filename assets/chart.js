/* Draws the timeline figure and places its marks and labels again after each zoom and resize.
   The dashboard and the exported page use it alike; it knows neither Dash nor files. */
window.timelineChart = (() => {
  "use strict";
  const DAY = 86400000;
  const NARROW = 640; // below this width lane names stand inside the chart
  const CONFIG = {
    displayModeBar: false,
    displaylogo: false,
    showSendToCloud: false,
    scrollZoom: false,
    doubleClick: false,
  };

  const toDay = (moment) =>
    typeof moment === "number" ? moment / DAY : Date.parse(moment.replace(" ", "T").replace(/(T\d\d:\d\d)?$/, (t) => t || "T00:00") + "Z") / DAY;
  const toMoment = (day) => new Date(Math.round(day * DAY)).toISOString().slice(0, 16).replace("T", " ");
  const has = (trace, role) => (trace.meta || {}).role === role;

  function marksOf(figure) {
    const columns = figure.layout.meta.marks;
    return columns.id.map((id, i) => ({
      id,
      lane: columns.lane[i],
      start: columns.start[i],
      end: columns.end[i],
      significance: columns.significance[i],
      rank: columns.rank[i],
      label: columns.label[i],
    }));
  }

  /* A chart in `element`; `events.focus(id)` and `events.range(first, last)` tell what the reader did. */
  function create(element, events) {
    let figure = null;
    let marks = [];
    let byId = new Map();
    let focused = "";
    let whole = null;

    const range = () => figure.layout.xaxis.range.map(toDay);

    /* The width of the plot area; on a narrow screen lane names stand inside, in the first label row of their lane. */
    function fit() {
      const { layout } = figure;
      const { margin, names } = layout.meta;
      const narrow = element.clientWidth < NARROW;
      const { firstRow, ROW, LABEL_ROW } = window.timelinePlacing;
      layout.width = element.clientWidth;
      layout.margin = narrow ? { ...margin, l: 6, r: 6 } : margin;
      const lanes = layout.meta.lanes.map((lane) =>
        narrow ? { ...lane, top: lane.top + LABEL_ROW, labelRows: lane.labelRows - 1 } : lane
      );
      layout.yaxis.ticklabelposition = narrow ? "inside top" : "outside";
      layout.yaxis.tickvals = lanes.map((lane) => (narrow ? lane.top : firstRow(lane) + ROW / 2));
      layout.yaxis.ticktext = names.map((name) => (narrow ? `<b>${name.replaceAll("<br>", " ")}</b>` : name));
      return { lanes, width: layout.width - layout.margin.l - layout.margin.r };
    }

    function placed() {
      const { lanes, width } = fit();
      const [first, last] = range();
      const placing = window.timelinePlacing.place(marks, lanes, first, last, width);
      for (const trace of figure.data) {
        if (has(trace, "marks")) placeMarks(trace, placing);
        else if (has(trace, "leaders")) placeLeaders(trace, placing);
        else if (has(trace, "labels-major")) placeLabels(trace, placing, true);
        else if (has(trace, "labels-minor")) placeLabels(trace, placing, false);
        else if (has(trace, "focus")) placeFocus(trace, placing, first, last);
      }
      const shown = figure.layout.shapes.find((shape) => shape.name === "window");
      [shown.x0, shown.x1] = figure.layout.xaxis.range;
    }

    function placeMarks(trace, { heights, scale }) {
      const diameters = trace.customdata.map((id) => window.timelinePlacing.DIAMETERS[byId.get(id).significance] * scale);
      trace.y = trace.customdata.map((id) => heights.get(id) ?? -100);
      if (trace.type === "bar") trace.width = diameters.map((diameter) => diameter * 0.7);
      else trace.marker.size = diameters;
    }

    function placeLeaders(trace, { labels, heights }) {
      trace.x = labels.flatMap(({ day }) => [toMoment(day), toMoment(day), null]);
      trace.y = labels.flatMap(({ id, y }) => [y, heights.get(id), null]);
    }

    function placeLabels(trace, { labels }, major) {
      const mine = labels.filter(({ id }) => (byId.get(id).significance === 3) === major);
      trace.customdata = mine.map(({ id }) => id);
      trace.x = mine.map(({ day }) => toMoment(day));
      trace.y = mine.map(({ y }) => y);
      trace.text = mine.map(({ id }) => escapeText(byId.get(id).label));
      trace.textposition = mine.map(({ endsHere }) => (endsHere ? "middle left" : "middle right"));
    }

    function placeFocus(trace, { heights }, first, last) {
      const shown = heights.has(focused) ? [byId.get(focused)] : [];
      trace.x = shown.map(({ start, end }) => toMoment((Math.max(start, first) + Math.min(end, last)) / 2));
      trace.y = shown.map(({ id }) => heights.get(id));
    }

    async function redraw() {
      if (!figure || !element.clientWidth) return;
      placed();
      // Plotly compares arrays by identity and a figure from a store may be frozen: hand over a fresh one.
      const first = !element.layout;
      await window.Plotly.react(element, figure.data.map((trace) => ({ ...trace })), structuredClone(figure.layout), CONFIG);
      if (first) listen();
      performance.mark("timeline:drawn");
    }

    function setRange(first, last, tell = true) {
      const [low, high] = whole;
      const length = Math.min(Math.max(last - first, 7), high - low);
      const start = Math.min(Math.max(first, low), high - length);
      figure.layout.xaxis.range = [toMoment(start), toMoment(start + length)];
      if (tell) events.range(figure.layout.xaxis.range[0].slice(0, 10), toMoment(start + length - 1).slice(0, 10));
      return redraw();
    }

    function zoom(factor) {
      const [first, last] = range();
      const middle = (first + last) / 2;
      const half = ((last - first) * factor) / 2;
      return setRange(middle - half, middle + half);
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
      const range = change[`${axis}.range`] ?? [change[`${axis}.range[0]`], change[`${axis}.range[1]`]];
      return range[0] === undefined ? null : range.map(toDay);
    }

    new ResizeObserver(() => {
      if (figure && figure.layout.width !== element.clientWidth) redraw();
    }).observe(element);

    /* Draw a figure with a focused event and a range of days, or the range that the figure opens on. */
    function draw(next, focusedId, days) {
      figure = structuredClone(next); // the caller's figure stays as it came
      marks = marksOf(figure);
      byId = new Map(marks.map((mark) => [mark.id, mark]));
      whole = figure.layout.xaxis2.range.map(toDay);
      return show(focusedId, days);
    }

    /* Another focus and range on the same figure. */
    function show(focusedId, days) {
      focused = focusedId || "";
      const [first, last] = days ? [toDay(days[0]), toDay(days[1]) + 1] : figure.layout.meta.range.map(toDay);
      return setRange(first, last, false);
    }

    /* Another focus; the range moves only where the event would be out of sight. */
    function focus(id) {
      if (id === focused) return;
      focused = id;
      const mark = byId.get(id);
      const [first, last] = range();
      if (!mark || (mark.end >= first && mark.start <= last)) return redraw();
      const half = (last - first) / 2;
      const middle = (mark.start + mark.end) / 2;
      return setRange(middle - half, middle + half);
    }

    return { draw, show, focus, zoom, whole: () => setRange(...whole) };
  }

  function escapeText(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  return { create, toDay, toMoment };
})();
