/* Draws a scene as SVG. It knows neither where things should stand nor what the reader does. */
import { drawBehind, drawNames } from "./frame.js";
import { defineLooks, newMark, placeMark } from "./marks.js";
import { drawOverview } from "./overview.js";
import { arrange, box, make, round, same, set } from "./svg.js";

const LINE = 13; // from one line of a label to the next
const CHIP = 14; // height of the count of a crowd
const RING = { focus: 7, cursor: 5 }; // how much wider than its mark
let instances = 0; // ids are of the whole document, so each chart has its own

/** A drawing of a chart inside `element`.
 * @param {HTMLElement} element @param {import("./types.js").Chart} chart @param {(text: string, isBold?: boolean) => number} measure */
export function createDrawing(element, chart, measure) {
  const own = `timeline-${++instances}`;
  const svg = make("svg", { class: "chart", "aria-hidden": "true" });
  const defs = defineLooks(chart, own, svg);
  const clip = make("rect", { y: -4 }, make("clipPath", { id: `${own}-plot` }, defs));
  const behind = make("g", { class: "behind" }, svg);
  const names = make("g", { class: "names" }, svg);
  const plot = make("g", {}, svg);
  const inside = make("g", { "clip-path": `url(#${own}-plot)` }, plot);
  const counts = make("path", { class: "counts" }, inside);
  const layer = make("g", { class: "marks" }, inside);
  const crowds = make("g", { class: "crowds" }, inside);
  const chain = make("g", { class: "chain" }, inside);
  const raised = make("g", { class: "marks raised" }, inside); // those of a chain, above the others, which are dimmed
  const leaders = make("path", { class: "leaders" }, inside);
  const rings = { focus: make("circle", { class: "ring focus" }, plot), cursor: make("circle", { class: "ring cursor" }, plot) };
  const texts = make("g", { class: "labels" }, plot);
  const selection = make("rect", { class: "selection", y: 0, visibility: "hidden" }, plot);
  const overview = make("g", { class: "overview" }, svg);
  for (const group of [layer, crowds]) group.style.setProperty("--dimmed", String(chart.looks.dimmed));
  /** @type {Map<string, import("./marks.js").Nodes>} */
  const marks = new Map();
  /** @type {Map<string, SVGTextElement>} */
  const labels = new Map();
  const finding = new Set(chart.finding);
  /** @type {unknown[]} */
  let framed = []; // what axis, names and strip were last drawn for
  /** @type {Map<string, import("./types.js").Spot> | null} */
  let placed = null; // where the marks stand
  /** @type {Set<string> | null} */
  let parted = null; // the chain that they were last parted by

  /** Marks in their places, those of a chain above the others.
   * @param {import("./types.js").Scene} scene */
  function drawMarks(scene) {
    const { layout: { spots }, chained } = scene;
    if (spots !== placed) placeMarks(scene);
    if (spots === placed && chained === parted) return;
    [placed, parted] = [spots, chained];
    const groups = (/** @type {(id: string) => boolean} */ wanted) =>
      [...spots.keys()].filter((id) => !spots.get(id)?.alone && wanted(id)).map((id) => /** @type {import("./marks.js").Nodes} */ (marks.get(id)).group);
    layer.classList.toggle("dimmed", Boolean(chained));
    arrange(layer, groups((id) => !chained?.has(id)));
    arrange(raised, groups((id) => chained?.has(id) ?? false));
  }

  /** @param {import("./types.js").Scene} scene */
  function placeMarks({ layout, byId, x, range, width }) {
    const perDay = width / (range[1] - range[0]);
    for (const [id, spot] of layout.spots) {
      if (spot.alone) continue;
      const mark = /** @type {import("./types.js").Mark} */ (byId.get(id));
      let nodes = marks.get(id);
      if (!nodes) marks.set(id, (nodes = newMark(mark, chart, own, finding.has(mark.of ?? id))));
      placeMark(nodes, spot, [x(mark.start), x(mark.end)], perDay, chart.looks);
    }
  }

  /** @param {number} place */
  function newChip(place) {
    const chip = make("g", { class: "crowd", "data-crowd": place }, crowds);
    make("rect", { y: -CHIP / 2, height: CHIP, rx: 3 }, chip);
    make("text", { "text-anchor": "middle", dy: "0.35em" }, chip);
    return chip;
  }

  /** @param {import("./types.js").Scene} scene */
  function drawCrowds({ layout, chained }) {
    while (crowds.children.length > layout.crowds.length) crowds.lastElementChild?.remove();
    for (const [place, { ids, x, y, width }] of layout.crowds.entries()) {
      const chip = crowds.children[place] ?? newChip(place); // one that stays can be clicked while the focus comes to the chart
      set(chip, { transform: `translate(${round(x)} ${round(y)})` });
      set(chip.children[0], { x: round(-width / 2), width: round(width) });
      if (chip.children[1].textContent !== `+${ids.length}`) chip.children[1].textContent = `+${ids.length}`;
    }
    crowds.classList.toggle("dimmed", Boolean(chained));
  }

  /** @param {import("./types.js").Scene} scene */
  function drawLabels({ layout, byId, rings: { focus }, chained }) {
    const nodes = layout.labels.map((label) => {
      const mark = /** @type {import("./types.js").Mark} */ (byId.get(label.id));
      const { significance } = mark;
      const node = labels.get(label.id) ?? make("text", { "data-mark": mark.of ?? label.id, dy: "0.35em" });
      labels.set(label.id, node);
      const weight = significance === 3 ? "major" : significance === 1 && !chained ? "minor" : "";
      set(node, { class: `label ${weight}${label.inside ? " inside" : ""}`, x: round(label.x), y: round(label.y), "text-anchor": label.anchor });
      if (node.dataset.text !== label.lines.join("\n")) fill(node, label, Boolean(chained));
      for (const line of node.children) set(line, { x: round(label.x) });
      return node;
    });
    arrange(texts, nodes);
    const led = layout.labels.filter(({ from }) => from !== undefined);
    set(leaders, { d: led.map((label) => leader(label, /** @type {import("./types.js").Spot} */ (layout.spots.get(label.id)))).join("") });
    texts.classList.toggle("of-chain", Boolean(focus));
  }

  /** @param {SVGTextElement} node @param {import("./types.js").Label} label @param {boolean} isChained */
  function fill(node, { lines, x }, isChained) {
    node.dataset.text = lines.join("\n");
    node.replaceChildren(lines[0], ...lines.slice(1).map((line, at) => make("tspan", { x: round(x), dy: LINE, class: isChained && at === lines.length - 2 ? "when" : "" }, undefined, line)));
  }

  /** @param {import("./types.js").Label} label @param {import("./types.js").Spot} spot */
  function leader({ from, y, lines }, spot) {
    const [top, bottom] = [y - 6, y + (lines.length - 1) * LINE + 6];
    const isAbove = bottom < spot.y;
    return `M${round(from ?? 0)} ${round(isAbove ? bottom : top)}V${round(isAbove ? spot.y - spot.size / 2 : spot.y + spot.size / 2)}`;
  }

  /** @param {import("./types.js").Scene} scene */
  function drawChain({ edges }) {
    chain.replaceChildren(
      ...edges.map(({ basis, d, head }) => {
        const group = make("g", { class: `arrow ${basis}` });
        make("path", { class: "line", d, "stroke-dasharray": chart.looks.lines[basis] || "none" }, group);
        make("path", { class: "head", d: head }, group);
        return group;
      })
    );
  }

  /** What stands around the marks, where it has changed; a new choice leaves it as it is.
   * @param {import("./types.js").Scene} scene */
  function drawFrame(scene) {
    const { left, width, height, top, range, months, lanes } = scene;
    const wanted = [width, height, months, ...range, scene.hint, ...lanes.flatMap(({ edge, seen, mode }) => [edge, seen, mode])];
    if (same(wanted, framed)) return;
    framed = wanted;
    set(svg, { width: scene.outer.width, height: scene.outer.height });
    for (const group of [behind, names, plot]) set(group, { transform: `translate(${left} ${top})` });
    set(overview, { transform: `translate(${left} ${top + height})` });
    set(clip, { width, height: height + 8 });
    set(selection, { height });
    drawBehind(behind, scene, chart, measure);
    drawNames(names, scene, chart, measure);
    drawOverview(overview, scene, chart, own, measure);
  }

  /** @param {import("./types.js").Scene} scene */
  function update(scene) {
    drawFrame(scene);
    drawMarks(scene);
    drawCrowds(scene);
    drawLabels(scene);
    drawChain(scene);
    set(counts, { d: scene.bars.map((bar) => box(bar.x, bar.y, bar.width, bar.height)).join("") });
    for (const name of /** @type {("focus" | "cursor")[]} */ (["focus", "cursor"])) {
      const spot = scene.rings[name];
      set(rings[name], spot ? { cx: round(spot.x), cy: round(spot.y), r: spot.size / 2 + RING[name], visibility: "visible" } : { visibility: "hidden" });
    }
    if (!svg.parentNode) element.prepend(svg); // once it is whole: a browser takes nodes faster outside of the page
  }

  /** The part of the plot that the reader is about to choose, or none.
   * @param {number} from @param {number} to NaN for none */
  function select(from, to) {
    const shown = Number.isFinite(from) && Number.isFinite(to);
    set(selection, { visibility: shown ? "visible" : "hidden", x: shown ? Math.min(from, to) : 0, width: shown ? Math.abs(to - from) : 0 });
  }

  return { update, select, remove: () => svg.remove() };
}
