/* Draws a placed chart as SVG. It knows neither where things should stand nor what the reader does. */
const SVG = "http://www.w3.org/2000/svg";
// Shapes of a diameter of 1; each effect has one.
const SHAPES = {
  square: "M-.5-.5H.5V.5H-.5Z",
  circle: "M-.5 0A.5.5 0 1 1 .5 0A.5.5 0 1 1-.5 0Z",
  "triangle-up": "M0-.6L.6.46H-.6Z",
  diamond: "M0-.62L.62 0 0 .62-.62 0Z",
};
const NAME_WIDTH = 17; // characters of a line of a lane's name
const NAME_LINE = 16;
const FADE = [5, 9]; // how far beyond its mark a doubtful date is drawn: days, and pixels at least
const OPEN_FACTOR = 4; // how much longer an open end fades
const WHISKER = 4; // half the height of the stroke at the end of a whisker
const SPAN_LABEL = 13; // height of a span that holds its label

/* Set what has changed: a browser would look again at the style of all that is set, changed or not. */
const set = (node, attributes) => {
  for (const [key, value] of Object.entries(attributes)) {
    if (node.getAttribute(key) !== String(value)) node.setAttribute(key, value);
  }
};
function make(name, attributes, parent) {
  const node = document.createElementNS(SVG, name);
  set(node, attributes);
  parent?.append(node);
  return node;
}

const same = (some, others) => some.every((value, place) => value === others[place]);
const round = (number) => Math.round(number * 10) / 10;
const box = (x, y, width, height) => `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`;

function wrapped(text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) && lines.at(-1).length + word.length >= width) lines.push("");
    lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines;
}

let instances = 0; // ids are of the whole document, so each chart has its own

/* A drawing of `chart` inside `element`. */
export function createDrawing(element, chart) {
  const own = `timeline-${++instances}`;
  const svg = make("svg", { class: "chart", height: chart.height, "aria-hidden": "true" });
  const top = chart.margin.t + chart.strip + chart.gap;
  const defs = make("defs", {}, svg);
  const clip = make("rect", { y: 0, height: chart.bottom }, make("clipPath", { id: `${own}-plot` }, defs));
  Object.entries(chart.directions).forEach(([id, { colour }]) => gradients(id, colour));
  const strip = make("g", { class: "strip" }, svg);
  const ticks = make("g", { class: "ticks" }, svg);
  const rules = make("path", { class: "rules" }, svg);
  const names = make("g", { class: "names" }, svg);
  const plot = make("g", {}, svg);
  const inside = make("g", { "clip-path": `url(#${own}-plot)` }, plot);
  const counts = make("path", { class: "counts" }, inside);
  const leaders = make("path", { class: "leaders" }, inside);
  const layer = make("g", { class: "marks" }, inside);
  const raised = make("g", { class: "marks raised" }, inside); // those of a chain, above the others, which are dimmed
  const chain = make("g", { class: "chain" }, plot);
  const rings = { focus: make("circle", { class: "ring focus", r: 11 }, plot), cursor: make("circle", { class: "ring cursor", r: 9 }, plot) };
  const texts = make("g", {}, plot);
  const empty = make("text", { class: "none", "text-anchor": "middle" }, plot);
  const selection = make("rect", { class: "selection", y: 0, height: chart.bottom, visibility: "hidden" }, plot);
  const marks = new Map(); // id -> its nodes
  let framed = []; // what axis, names and strip were last drawn for
  const labels = new Map(); // id -> its text
  element.prepend(svg);

  /* A fade to either side, for dates that are not sure of their ends. */
  function gradients(direction, colour) {
    for (const [side, from, to] of [["left", 0, 0.75], ["right", 0.75, 0]]) {
      const gradient = make("linearGradient", { id: `${own}-fade-${side}-${direction}` }, defs);
      make("stop", { offset: 0, "stop-color": colour, "stop-opacity": from }, gradient);
      make("stop", { offset: 1, "stop-color": colour, "stop-opacity": to }, gradient);
    }
  }

  function newMark(mark) {
    const { colour, shape } = chart.directions[mark.direction];
    const { fill } = chart.statuses[mark.status];
    const isPoint = mark.precision === "day";
    const detail = mark.significance === 1 ? " detail" : "";
    const group = make("g", { class: `mark ${fill}${detail}`, "data-mark": mark.id, stroke: colour, fill: colour });
    const doubts = ["approximate", "uncertain", "open_ended"]
      .filter((doubt) => mark[doubt])
      .flatMap((doubt) => newDoubt(doubt, mark.direction, group));
    const body = make(isPoint ? "path" : "rect", isPoint ? { d: SHAPES[shape] } : { rx: 4 }, group);
    if (fill === "dot") make("circle", { class: "dot", r: 1.6 }, group);
    return { group, body, doubts, isPoint, stand: [] };
  }

  function newDoubt(doubt, direction, group) {
    if (doubt === "uncertain") return [{ doubt, node: make("path", { class: "whisker" }, group) }];
    return (doubt === "approximate" ? ["left", "right"] : ["right"]).map((side) => ({
      doubt: `${doubt}-${side}`,
      node: make("rect", { class: "fade", fill: `url(#${own}-fade-${side}-${direction})` }, group),
    }));
  }

  function placeMark(nodes, left, right, y, diameter, holds) {
    const middle = (left + right) / 2;
    const height = holds ? SPAN_LABEL : diameter * 0.7;
    set(nodes.group, { transform: `translate(${round(middle)} ${round(y)})` });
    if (nodes.isPoint) set(nodes.body, { transform: `scale(${round(diameter)})` });
    else {
      const width = Math.max(right - left, 3);
      set(nodes.body, { x: round(-width / 2), y: round(-height / 2), width: round(width), height: round(height) });
    }
    return height;
  }

  function placeDoubts({ doubts }, half, height, perDay) {
    const far = Math.max(FADE[0] * perDay, FADE[1]) + (half ? 0 : 5);
    const shapes = {
      "approximate-left": { x: round(-half - far), width: round(far) },
      "approximate-right": { x: round(half), width: round(far) },
      "open_ended-right": { x: round(half), width: round(far * OPEN_FACTOR) },
    };
    for (const { doubt, node } of doubts) {
      const end = round(half + far);
      const strokes = `M${-end} 0H${end}M${-end}${-WHISKER}V${WHISKER}M${end} ${-WHISKER}V${WHISKER}`;
      if (doubt === "uncertain") set(node, { d: strokes });
      else set(node, { ...shapes[doubt], y: round(-height / 2), height: round(height) });
    }
  }

  /* Let a group have just these nodes, in their order; those that stay in place are not touched. */
  function arrange(group, nodes) {
    const wanted = new Set(nodes);
    for (const node of [...group.children]) if (!wanted.has(node)) node.remove();
    let next = group.firstChild;
    for (const node of wanted) {
      if (node === next) next = next.nextSibling;
      else group.insertBefore(node, next);
    }
  }

  function drawMarks({ placing, byId, chained, x, perDay, diameters }) {
    const holders = new Set(placing.labels.filter((label) => label.inside).map((label) => label.id));
    for (const [id, y] of placing.heights) {
      const mark = byId.get(id);
      if (!marks.has(id)) marks.set(id, newMark(mark));
      const nodes = marks.get(id);
      const [left, right] = [x(mark.start), x(mark.end)];
      const stand = [left, right, y, diameters[mark.significance] * placing.scale, holders.has(id), perDay];
      if (same(stand, nodes.stand)) continue; // as on a new focus
      nodes.stand = stand;
      const height = placeMark(nodes, ...stand);
      if (nodes.doubts.length) placeDoubts(nodes, (right - left) / 2, height, perDay);
    }
    const groups = (wanted) => [...placing.heights.keys()].filter(wanted).map((id) => marks.get(id).group);
    layer.classList.toggle("dimmed", Boolean(chained));
    arrange(layer, groups((id) => !chained?.has(id)));
    arrange(raised, groups((id) => chained?.has(id)));
  }

  function newLabel({ id, significance, label }) {
    const text = make("text", { class: `label ${significance === 3 ? "major" : "minor"}`, "data-mark": id, dy: "0.35em" });
    text.textContent = label;
    return text;
  }

  function drawLabels({ placing, byId, x }) {
    for (const { id, day, y, endsHere, inside: held } of placing.labels) {
      if (!labels.has(id)) labels.set(id, newLabel(byId.get(id)));
      labels.get(id).classList.toggle("held", held);
      set(labels.get(id), { x: round(x(day) + (endsHere ? -3 : 3)), y: round(y), "text-anchor": endsHere ? "end" : "start" });
    }
    arrange(texts, placing.labels.map(({ id }) => labels.get(id)));
    const led = placing.labels.filter((label) => !label.inside);
    set(leaders, { d: led.map(({ id, day, y }) => `M${round(x(day))} ${round(y)}V${round(placing.heights.get(id))}`).join("") });
  }

  /* Arrows from what was answered to its answer, which arrive from the left. */
  function drawChain(edges) {
    chain.replaceChildren(
      ...edges.map(({ basis, from, to }) => {
        const size = Math.min(Math.max(Math.hypot(to.x - from.x, to.y - from.y) / 40, 0.5), 1); // of the arrow's head
        const bend = Math.max((to.x - from.x) / 2, 14 * size);
        const end = to.x - 3 - 6 * size;
        const line = `M${round(from.x)} ${round(from.y)}C${round(from.x + bend)} ${round(from.y)} ${round(end - bend)} ${round(to.y)} ${round(end)} ${round(to.y)}`;
        const arrow = make("g", { class: `arrow ${basis}` });
        make("path", { class: "line", d: line }, arrow);
        make("path", { class: "head", d: `M${round(end + 3)} ${round(to.y)}l${round(-8 * size)} ${round(-4.5 * size)}v${round(9 * size)}z` }, arrow);
        return arrow;
      })
    );
  }

  function drawAxis(lines, x, width) {
    ticks.replaceChildren(
      ...lines.flatMap(({ day, text }) => {
        const at = round(x(day));
        const line = make("path", { d: `M${at} ${top}v${chart.bottom}` });
        const label = make("text", { x: at, y: top + chart.bottom + 18, "text-anchor": at > width - 24 ? "end" : at < 24 ? "start" : "middle" });
        label.textContent = text;
        return [line, label];
      })
    );
  }

  function drawNames(lanes, narrow, width) {
    const lines = lanes.slice(1).map((lane) => `M${narrow ? 0 : -chart.margin.l} ${round(top + lane.edge)}H${width}`);
    rules.setAttribute("d", lines.join(""));
    names.replaceChildren(
      ...lanes.flatMap((lane) => {
        const rows = narrow ? [lane.name] : wrapped(lane.name, NAME_WIDTH);
        return rows.map((row, number) => {
          const y = top + lane.edge + 18 + number * NAME_LINE;
          const lead = number ? {} : { "data-lane": lane.id };
          const text = make("text", { ...lead, x: narrow ? 2 : -12, y, "text-anchor": narrow ? "start" : "end" });
          text.textContent = row;
          return text;
        });
      })
    );
  }

  /* The strip: events a month over the whole period, and the window that the chart shows. */
  function drawStrip({ months, whole, window: [first, last], width, years }) {
    const spot = (day) => ((day - whole[0]) / (whole[1] - whole[0])) * width;
    const unit = chart.strip / Math.max(1, ...months.map(([, , columns]) => columns.reduce((a, b) => a + b, 0)));
    const base = chart.margin.t + chart.strip;
    const bars = Object.values(chart.directions).map(({ colour }, number) => {
      const d = months.map(([day, length, columns]) => {
        const below = columns.slice(0, number).reduce((a, b) => a + b, 0);
        const height = columns[number] * unit;
        return height ? box(spot(day + length * 0.07), base - below * unit - height, (length / (whole[1] - whole[0])) * width * 0.86, height) : "";
      });
      return make("path", { d: d.join(""), fill: colour });
    });
    const from = spot(Math.max(first, whole[0]));
    const to = spot(Math.min(last, whole[1]));
    const shown = make("rect", { class: "window", x: round(from), y: chart.margin.t, width: round(Math.max(to - from, 2)), height: chart.strip });
    const grips = [from, to].map((at) => make("path", { class: "grip", d: `M${round(at)} ${chart.margin.t + 14}v${chart.strip - 28}` }));
    const texts_ = years.map(({ day, text }) => {
      const label = make("text", { x: round(spot(day)), y: base + 14, "text-anchor": spot(day) > width - 16 ? "end" : spot(day) < 16 ? "start" : "middle" });
      label.textContent = text;
      return label;
    });
    strip.replaceChildren(shown, ...bars, ...grips, ...texts_);
  }

  /* What stands around the marks, where it has changed; a new focus leaves it as it is. */
  function drawFrame(scene) {
    const { left, width, strip: shown } = scene;
    const wanted = [width, shown.months, ...shown.window];
    if (same(wanted, framed)) return;
    framed = wanted;
    svg.setAttribute("width", left + width + chart.margin.r);
    for (const group of [strip, ticks, rules, names]) group.setAttribute("transform", `translate(${left} 0)`);
    plot.setAttribute("transform", `translate(${left} ${top})`);
    clip.setAttribute("width", width);
    drawAxis(scene.ticks, scene.x, width);
    drawNames(scene.lanes, scene.narrow, width);
    drawStrip(shown);
  }

  function update(scene) {
    const { placing, edges, spots, bins, message, width } = scene;
    drawFrame(scene);
    drawMarks(scene);
    drawLabels(scene);
    drawChain(edges);
    counts.setAttribute("d", bins.map(({ x, y, width: wide, height }) => box(x, y, wide, height)).join(""));
    for (const [name, ring] of Object.entries(rings)) {
      const spot = spots[name];
      set(ring, spot ? { cx: round(spot.x), cy: round(spot.y), visibility: "visible" } : { visibility: "hidden" });
    }
    set(empty, { x: width / 2, y: chart.bottom / 2 });
    empty.textContent = placing.heights.size || bins.length ? "" : message;
  }

  /* The part of the plot that the reader is about to choose, or none. */
  function select(from, to) {
    const shown = from !== undefined;
    set(selection, { visibility: shown ? "visible" : "hidden", x: shown ? Math.min(from, to) : 0, width: shown ? Math.abs(to - from) : 0 });
  }

  return { update, select, top, remove: () => svg.remove() };
}
