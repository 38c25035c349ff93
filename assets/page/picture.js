/* A picture of a view: the chart of the page, or charts beside it, on a sheet of paper. `window.picture` is kept when
   all is drawn. */
import { drawPlots, drawTimelines } from "./drawn.js";
import { pageAsSvg } from "./svg.js";

const LEAST = 0.5; // share of a sheet that is kept for the chart before texts give way
const LOWEST = 220; // pixels that a chart needs
const [FRAME, LANE] = [140, 42]; // pixels that a timeline needs around its lanes, and for each
const GIVES_WAY = [".reading", ".key-status", ".view-words", ".kicker", ".chart-keys"]; // in this order

/** @type {{width: number, height: number, ratio: number, title: string, description: string, charts: Record<string, any>, plots: Record<string, any>, keys: Record<string, string[][]>}} */
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
  if (!asked.height || !(place.id === "timeline" || place.dataset.plot)) return height;
  makeRoom(asked.height * LEAST);
  if (place.dataset.plot) return Math.max(room() - (main.scrollHeight - place.getBoundingClientRect().height), LOWEST);
  const needed = FRAME + LANE * asked.charts[place.dataset.timeline ?? ""].chart.lanes.length;
  makeRoom(needed);
  const free = room();
  if (free < needed) place.style.zoom = String(free / needed); // all lanes stay on the sheet, smaller
  return Math.max(free, needed);
}

/* Of rows that do not fit on the sheet the last ones are left out, and counted. */
function cutRows() {
  if (!asked.height) return;
  makeRoom(asked.height * LEAST);
  const rows = /** @type {HTMLElement[]} */ ([...main.querySelectorAll("[data-row], tbody > tr, .life:not(.axis)")]);
  const note = /** @type {HTMLElement} */ (document.querySelector(".cut"));
  const doesFit = () => pageHeight() <= asked.height;
  if (doesFit()) return;
  note.hidden = false;
  const count = rows.length;
  while (rows.length > 1 && !doesFit()) {
    rows.pop()?.remove();
    note.textContent = `The first ${rows.length} of ${count} rows; the others do not fit on this sheet.`;
  }
  for (const heading of main.querySelectorAll("h3")) if (!heading.nextElementSibling?.querySelector(".life:not(.axis), [data-row]")) heading.nextElementSibling?.matches(".lives, .rows-of") && (heading.nextElementSibling.remove(), heading.remove());
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

/* How many of the marks bear their label, which only the drawing knows. */
function countLabels() {
  const place = document.getElementById("labelled");
  if (!place) return;
  const labels = new Set([...document.querySelectorAll("#timeline .label")].map((label) => label.getAttribute("data-mark")));
  const marks = document.querySelectorAll("#timeline .mark").length;
  place.textContent = labels.size < marks ? `${labels.size} of ${marks} marks are labelled.` : "";
}

async function drawn() {
  await document.fonts.ready;
  drawTimelines(asked.charts, fill);
  await drawPlots(asked.plots, fill);
  await nextFrame();
  fitTexts();
  countLabels();
  cutRows();
  const width = asked.width;
  const height = asked.height || pageHeight();
  return { width, height, svg: () => pageAsSvg({ ...asked, width, height }) };
}

Object.assign(window, { picture: drawn() });
