/* A picture of a view: the chart of the page, or charts beside it, on a sheet of paper. `window.picture` is kept when
   all is drawn. */
import { drawPlots, drawTimelines } from "./drawn.js";
import { pageAsSvg } from "./svg.js";

const LEAST = 0.5; // share of a sheet that is kept for the chart before texts give way
const LOWEST = 0.75; // of its own height, which a figure needs for its words
const [FRAME, LANE] = [140, 42]; // pixels that a timeline needs around its lanes, and for each
const ROWS = "[data-row], .rows > .row, tbody > tr, .life:not(.axis)";
const TURNS = 8; // in which what does not fit is left out, since the rest moves
const [LABELLED, TALLER, TALLEST] = [30, 60, 1400]; // up to so many marks are all labelled where the chart may grow, by so many pixels
const GIVES_WAY = [".reading", ".key-status", ".view-words", ".kicker", ".chart-keys"]; // in this order

/** @type {{width: number, height: number, ratio: number, title: string, description: string, charts: Record<string, any>, plots: Record<string, any>, keys: Record<string, string[][]>, flows: boolean}} */
const asked = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("asked")).textContent ?? "{}");
const main = /** @type {HTMLElement} */ (document.querySelector("main"));

const pageHeight = () => Math.ceil(document.body.getBoundingClientRect().height);

/* Pixels that are left for the body of the picture. */
const room = () => asked.height - (pageHeight() - main.getBoundingClientRect().height);

/* On a small sheet the texts around the chart give way to it, what explains it last. */
function makeRoom(/** @type {number} */ wanted) {
  for (const selector of GIVES_WAY) {
    if (room() >= wanted) return;
    for (const text of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector))) text.hidden = true;
  }
}

const nextFrame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

/* A timeline that is the whole picture fills the sheet; so does a figure. */
function fill(/** @type {HTMLElement} */ place, /** @type {number} */ height) {
  if (!asked.height || asked.flows || !(place.id === "timeline" || place.dataset.plot)) return height;
  makeRoom(asked.height * LEAST);
  if (place.dataset.plot) return zoomed(place, beside(place, height * LOWEST), height * LOWEST);
  const needed = FRAME + LANE * asked.charts[place.dataset.timeline ?? ""].chart.lanes.length;
  makeRoom(needed);
  return zoomed(place, room(), needed);
}

/* Pixels that are left for a figure; the notes beside it give way to it. */
function beside(/** @type {HTMLElement} */ place, /** @type {number} */ wanted) {
  const free = () => room() - (main.scrollHeight - place.getBoundingClientRect().height);
  for (const text of /** @type {NodeListOf<HTMLElement>} */ (main.querySelectorAll(".note, .bearing"))) {
    if (free() < wanted) text.hidden = true;
  }
  return free();
}

/* The height of a chart: what is free, or what it needs, which then stands on the sheet smaller. */
function zoomed(/** @type {HTMLElement} */ place, /** @type {number} */ free, /** @type {number} */ needed) {
  if (free < needed) place.style.zoom = String(Math.max(free, 1) / needed);
  return Math.max(free, needed);
}

/* What does not fit on the sheet is left out: rows first, and what then stands without its rows; the rows are counted. */
function cutRows() {
  if (!asked.height || asked.flows || document.getElementById("timeline")) return; // a chart that fills the sheet has no rows
  makeRoom(asked.height * LEAST);
  if (pageHeight() <= asked.height) return;
  for (const lists of main.querySelectorAll(".two-lists")) lists.remove(); // they name what the strips above them draw
  if (pageHeight() <= asked.height) return;
  const note = /** @type {HTMLElement} */ (document.querySelector(".cut"));
  const count = main.querySelectorAll(ROWS).length;
  note.hidden = false;
  for (let turn = 0; turn < TURNS && pageHeight() > asked.height; turn++) {
    const left = main.querySelectorAll(ROWS).length;
    note.textContent = count ? `The first ${left} of ${count} rows; the others do not fit on this sheet.` : "More does not fit on this sheet.";
    const axis = main.querySelector(".strips > .axis")?.getBoundingClientRect().height ?? 0;
    cutBelow(note.getBoundingClientRect().top - (pageHeight() - asked.height) - axis, note);
  }
  note.textContent = (note.textContent ?? "").replace(/first \d+/, `first ${main.querySelectorAll(ROWS).length}`);
}

function cutBelow(/** @type {number} */ edge, /** @type {HTMLElement} */ note) {
  const isBelow = (/** @type {Element} */ part) => part.getBoundingClientRect().bottom > edge;
  const rows = [...main.querySelectorAll(ROWS)];
  const below = rows.filter(isBelow);
  for (const row of below.length ? below : rows.slice(-1)) leave(row); // at least the last, where what follows the rows sticks out
  for (const part of [...main.querySelectorAll(":scope *")].reverse()) {
    if (!(part instanceof HTMLElement) || part === note || part.closest(`${ROWS}, .axis, [data-plot]`) || part.querySelector("[data-plot]") || part.querySelector(ROWS)) continue;
    if (part.isConnected && isBelow(part)) part.remove();
  }
}

/* Take a row away, with what held it alone and the heading of that. */
function leave(/** @type {Element} */ row) {
  const around = row.parentElement;
  row.remove();
  if (!around || around === main || around.querySelector(ROWS)) return;
  while (around.previousElementSibling?.matches("h2, h3, h4, caption, thead")) around.previousElementSibling.remove();
  leave(around);
}

/* The legend names what is drawn and nothing else, and no lane asks for a click. */
function fitTexts() {
  const { chart } = asked.charts.main ?? {};
  if (!chart || Object.keys(chart.rest).length) return; // what is only counted has its kinds, too
  const ids = new Set([...document.querySelectorAll("#timeline .mark")].map((mark) => mark.getAttribute("data-mark")));
  for (const [column, kinds] of Object.entries(asked.keys)) {
    const values = chart.marks[column] ?? []; // shapes stand there only where they tell kinds of acts
    const seen = new Set(values.filter((/** @type {string} */ _, /** @type {number} */ row) => ids.has(chart.marks.id[row])));
    const keys = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`.key-${column} li`));
    for (const [at, key] of keys.entries()) key.hidden = !kinds[at].some((kind) => seen.has(kind));
  }
  for (const count of document.querySelectorAll("#timeline .lane-name.thin .count")) count.textContent = (count.textContent ?? "").replace(" ▾", "");
}

const labels = () => new Set([...document.querySelectorAll("#timeline .label")].map((label) => label.getAttribute("data-mark"))).size;
const marks = () => document.querySelectorAll("#timeline .mark").length;

/* A chart that may be as high as it needs grows until each of a few marks has its label. */
async function grow(/** @type {ReturnType<typeof drawTimelines>} */ timelines) {
  const [timeline, place] = [timelines.get("main"), document.getElementById("timeline")];
  if (!timeline || !place || asked.height || marks() > LABELLED) return;
  let height = asked.charts.main.height;
  while (labels() < marks() && height < TALLEST) {
    height += TALLER;
    timeline.update({ height });
    await nextFrame();
  }
}

/* How many of the marks bear their label, which only the drawing knows. */
function countLabels() {
  const place = document.getElementById("labelled");
  if (!place) return;
  place.textContent = labels() < marks() ? `${labels()} of ${marks()} marks are labelled.` : "";
}

async function drawn() {
  await document.fonts.ready;
  document.body.classList.toggle("flows", asked.flows);
  const timelines = drawTimelines(asked.charts, fill);
  await drawPlots(asked.plots, fill);
  await nextFrame();
  await grow(timelines);
  fitTexts();
  countLabels();
  cutRows();
  const width = asked.width;
  const height = asked.height || pageHeight();
  return { width, height, flows: asked.flows, svg: () => pageAsSvg({ ...asked, width, height }) };
}

Object.assign(window, { picture: drawn() });
