/* A chart bound to properties: those that a program sets go in, those that the reader changes come out. */
import { create, rows } from "../timeline/index.js";

const HEIGHT = 520; // pixels, where the program asks for none
const LABEL = "Timeline chart. Arrow keys move between events, Enter chooses one, Escape lets go.";
const UNSEEN = { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", margin: "0" };

/** What a program may set; all but `data` may be missing.
 * @typedef {object} Properties
 * @property {import("../timeline/types.js").Chart} data
 * @property {string | null} [event]
 * @property {{from: string, to: string} | null} [range]
 * @property {Record<string, unknown[]> | null} [filters]
 * @property {string[] | null} [lanes]
 * @property {number | "window" | null} [height]
 * @property {"light" | "dark" | "" | null} [theme]
 * @property {Record<string, string> | null} [texts]
 */

/** The ids that filters leave: for each column one of the values given; null for all.
 * @param {Properties["data"]} data @param {Properties["filters"]} filters */
function keptOf(data, filters) {
  const wanted = Object.entries(filters ?? {}).filter(([column, values]) => values?.length && column in data.marks);
  if (!wanted.length) return null;
  const fits = (/** @type {any} */ mark) => wanted.every(([column, values]) => values.includes(mark[column]));
  return new Set(rows(/** @type {any} */ (data.marks)).filter(fits).map((mark) => /** @type {string} */ (mark.id)));
}

/** The chart with some of its lanes, in the order in which they are given.
 * @param {Properties["data"]} data @param {Properties["lanes"]} lanes */
function chartOf(data, lanes) {
  if (!lanes?.length) return data;
  return { ...data, lanes: lanes.flatMap((id) => data.lanes.find((lane) => lane.id === id) ?? []) };
}

/** What the chart takes; a value that has not changed stays the same object.
 * @param {Properties} now @param {Properties | null} before @param {any} applied */
function optionsOf(now, before, applied) {
  const same = (/** @type {(keyof Properties)[]} */ ...names) => before && names.every((name) => JSON.stringify(now[name]) === JSON.stringify(before[name]));
  const isSameData = before && now.data === before.data;
  return {
    chart: isSameData && same("lanes") ? applied.chart : chartOf(now.data, now.lanes),
    kept: isSameData && same("filters") ? applied.kept : keptOf(now.data, now.filters),
    range: same("range") ? applied.range : (now.range ?? null),
    event: now.event ?? "",
    height: now.height ?? HEIGHT,
    texts: same("texts") ? applied.texts : (now.texts ?? {}),
  };
}

/** Draw into `element` what `properties` say; `tell` is given the properties that the reader changed: event, range,
 * hovered, shown, and filters once they are cleared. Returns {update(properties), destroy()}.
 * @param {HTMLElement} element @param {Properties} properties @param {(changed: object) => void} tell */
export function bind(element, properties, tell) {
  const place = Object.assign(document.createElement("div"), { className: "timeline-own", tabIndex: 0 });
  for (const [name, value] of Object.entries({ role: "application", "aria-roledescription": "timeline", "aria-label": LABEL, "data-lm-suppress-shortcuts": "true" })) place.setAttribute(name, value);
  const announcer = Object.assign(document.createElement("p"), { ariaLive: "polite" });
  Object.assign(announcer.style, UNSEEN);
  element.append(place, announcer);
  element.style.position ||= "relative";
  element.style.colorScheme = properties.theme ?? "";
  let given = properties;
  let applied = optionsOf(given, null, {});
  let shown = "";

  function choose(/** @type {string} */ id) {
    applied = { ...applied, event: id };
    chart.focus(id);
    tell({ event: id });
  }

  const on = {
    event: (/** @type {string} */ id) => choose(id === applied.event ? "" : id),
    range(/** @type {{from: string, to: string}} */ days) {
      applied = { ...applied, range: days };
      given = { ...given, range: days };
      tell({ range: days });
    },
    hover: (/** @type {string} */ id) => tell({ hovered: id }),
    announce: (/** @type {string} */ sentence) => void (announcer.textContent = sentence),
    reset: (/** @type {string} */ what) => (what === "filters" ? tell({ filters: null }) : update({ ...given, range: null })),
    settled() {
      const inSight = new Set(chart.state().shown);
      const ids = /** @type {string[]} */ (given.data.marks.id).filter((id) => inSight.has(id)); // in the order of time
      if (ids.join(" ") === shown) return;
      shown = ids.join(" ");
      tell({ shown: ids });
    },
  };
  const chart = create(place, { ...applied, on });
  place.addEventListener("keydown", (key) => {
    if (key.key === "Escape" && applied.event) choose("");
    if (key.key !== "Tab") key.stopPropagation(); // a notebook has keys of its own
  });

  function update(/** @type {Properties} */ next) {
    const options = optionsOf(next, given, applied);
    const changed = Object.entries(options).filter(([name, value]) => value !== /** @type {any} */ (applied)[name]);
    [given, applied] = [next, options];
    element.style.colorScheme = next.theme ?? "";
    if (!changed.length) return;
    const { event, ...others } = Object.fromEntries(changed);
    if (Object.keys(others).length) chart.update(others);
    if (event !== undefined) chart.focus(event); // which keeps it in sight
  }

  return {
    update,
    destroy() {
      chart.destroy();
      place.remove();
      announcer.remove();
    },
  };
}
