/* Charts in their places on a page of one view: small timelines, and what Plotly draws. */
import { create } from "../timeline/index.js";

const NARROW = 560; // pixels of width below which the notes of a figure would be cut

/**
 * The layout of a figure at a width, without its notes where these find no room.
 * @param {Record<string, any>} layout
 * @param {number} width
 */
export function fitted(layout, width) {
  const isKept = (/** @type {{name?: string}} */ { name }) => width >= NARROW || name !== "note";
  return { ...layout, width, annotations: (layout.annotations ?? []).filter(isKept) };
}

/**
 * Each timeline in its place, at its own height; returns them by their names.
 * @param {Record<string, any>} charts
 * @param {(place: HTMLElement, height: number) => number} heightOf
 */
export function drawTimelines(charts, heightOf = (_place, height) => height) {
  /** @type {Map<string, ReturnType<typeof create>>} */
  const timelines = new Map();
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-timeline]"))) {
    const { height, kept, ...options } = charts[place.dataset.timeline ?? ""];
    place.style.minHeight = "0";
    const timeline = create(place, { ...options, kept: kept ? new Set(kept) : null, height: heightOf(place, height), on: {}, texts: {} });
    timelines.set(place.dataset.timeline ?? "", timeline);
  }
  return timelines;
}

/**
 * Each figure in its place, without what moves.
 * @param {Record<string, any>} plots
 * @param {(place: HTMLElement, height: number) => number} heightOf
 */
export async function drawPlots(plots, heightOf = (_place, height) => height) {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-plot]"))) {
    const figure = plots[place.dataset.plot ?? ""];
    if (!figure) continue;
    const height = heightOf(place, figure.layout.height); // which may make the place smaller
    const layout = { ...fitted(figure.layout, place.clientWidth), height };
    await /** @type {any} */ (window).Plotly.newPlot(place, figure.data, layout, { staticPlot: true });
  }
}
