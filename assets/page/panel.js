/* The panel of a tab: its HTML, the charts that have their places in it, the steps of a story, the claims with their verdicts. */
import { fitted } from "./drawn.js";
import { keepingFocus } from "./focus.js";

const CONFIG = { displayModeBar: false, doubleClick: false, showSendToCloud: false };

/** @typedef {{data: object[], layout: Record<string, any>}} Figure */
/** @typedef {HTMLElement & {layout?: {width: number}, on(name: string, act: (click: {points: {customdata: unknown}[]}) => void): void}} PlotElement */

/** @type {Promise<unknown> | null} */
let loading = null;

/** Plotly is fetched when the first of its charts is wanted. */
function plotly() {
  loading ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: document.body.dataset.plotly });
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    document.head.append(script);
  });
  return loading;
}

const library = () => /** @type {any} */ (window).Plotly;

/**
 * A figure in its place; `choose` takes what stands behind a mark that the reader clicks.
 * @param {PlotElement} place
 * @param {Figure | undefined} figure
 * @param {(target: string) => void} choose
 */
async function draw(place, figure, choose) {
  if (!figure) return;
  try {
    await plotly();
  } catch {
    loading = null; // a newer server may have it under another address, which comes with the page
    place.textContent = "This chart could not be loaded. Load the page again.";
    return;
  }
  if (!place.clientWidth) return;
  const layout = fitted(figure.layout, place.clientWidth);
  const isFirst = !place.layout;
  if (isFirst) place.textContent = "";
  await library().react(place, figure.data, layout, CONFIG);
  performance.mark("timeline:drawn");
  if (!isFirst) return;
  place.on("plotly_click", ({ points }) => {
    const [target] = points.map((point) => point.customdata).filter((value) => typeof value === "string");
    if (target) choose(/** @type {string} */ (target));
  });
}

window.addEventListener("resize", () => {
  for (const place of /** @type {NodeListOf<PlotElement>} */ (document.querySelectorAll("[data-plot]"))) {
    if (place.layout && place.clientWidth && place.layout.width !== place.clientWidth) library().relayout(place, { width: place.clientWidth });
  }
});

/**
 * The actors of a kind or a country; any event as the anchor of before and after.
 * @param {HTMLElement} element
 */
function attachPicks(element) {
  element.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLSelectElement && target.dataset.narrow) {
      const wanted = /** @type {HTMLSelectElement[]} */ ([...element.querySelectorAll("select[data-narrow]")]);
      const rows = /** @type {HTMLElement[]} */ ([...element.querySelectorAll("[data-kind]")]);
      for (const row of rows) row.hidden = wanted.some(({ value, dataset }) => value && row.dataset[dataset.narrow ?? ""] !== value);
      const rest = element.querySelector("details:has(.actor-rest)");
      if (rest) /** @type {HTMLDetailsElement} */ (rest).open = wanted.some(({ value }) => value);
      const left = rows.filter((row) => !row.hidden).length;
      /** @type {HTMLElement} */ (element.querySelector(".actors-shown")).textContent = `${left} of ${rows.length} actors shown.`;
    } else if (target instanceof HTMLInputElement && target.dataset.pick) {
      const query = target.list ? anchorQuery(target) : windowQuery(target);
      target.setAttribute("aria-invalid", String(!query));
      if (!query) return;
      const link = Object.assign(document.createElement("button"), { hidden: true });
      link.dataset.query = query;
      target.after(link);
      link.click();
      link.remove();
    }
  });
}

/* The query with the event that was picked, or else with the newest whose label and date hold all the words; "" for none. */
function anchorQuery(/** @type {HTMLInputElement} */ { list, value, dataset }) {
  const options = [.../** @type {HTMLDataListElement} */ (list).options].reverse();
  const words = value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = options.find((one) => one.value === value) ?? options.find((one) => words.every((word) => one.value.toLowerCase().includes(word)));
  return words.length && found ? (dataset.pick ?? "").replace("ANCHOR", found.dataset.id ?? "") : "";
}

/* The query with so many days before and after; "" for a number that is too small or too large. */
function windowQuery(/** @type {HTMLInputElement} */ { dataset, value, validity }) {
  const pairs = new URLSearchParams(dataset.pick);
  pairs.set("window", value);
  return value && validity.valid ? pairs.toString() : "";
}

/**
 * The claims of a story by verdict and by words.
 * @param {HTMLElement} element
 */
function attachClaims(element) {
  element.addEventListener("input", ({ target }) => {
    const tools = target instanceof Element ? target.closest(".claim-tools") : null;
    if (!tools) return;
    const verdict = /** @type {HTMLInputElement} */ (tools.querySelector("[name=verdict]:checked")).value;
    const words = /** @type {HTMLInputElement} */ (tools.querySelector("[type=search]")).value.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = /** @type {HTMLElement[]} */ ([...element.querySelectorAll("[data-verdict]")]);
    for (const row of rows) {
      const text = (row.textContent ?? "").toLowerCase();
      row.hidden = Boolean(verdict && row.dataset.verdict !== verdict) || !words.every((word) => text.includes(word));
    }
    const left = rows.filter((row) => !row.hidden).length;
    /** @type {HTMLElement} */ (element.querySelector(".claims-shown")).textContent = `${left} of ${rows.length} ${rows.length === 1 ? "claim" : "claims"} shown.`;
  });
}

/**
 * @param {HTMLElement} element
 * @param {{choose: (target: string) => void, step: (number: number) => void}} acts  `step` follows the reader's scrolling
 */
export function createPanel(element, { choose, step }) {
  let shown = "";
  /** @type {Record<string, Figure>} */
  let figures = {};
  /** @type {IntersectionObserver | null} */
  let watcher = null;
  let isScrolled = false; // whether the reader moved the page since the step was last chosen in another way
  for (const kind of ["wheel", "touchmove"]) document.addEventListener(kind, () => (isScrolled = true), { passive: true });
  document.addEventListener("keydown", ({ key }) => ["PageDown", "PageUp", "ArrowDown", "ArrowUp", "End", "Home", " "].includes(key) && (isScrolled = true));
  attachClaims(element);
  attachPicks(element);

  const steps = () => /** @type {HTMLElement[]} */ ([...element.querySelectorAll("[data-step]")]);

  /* The step that the reader scrolls to is the step of the view; nothing moves the page by itself. */
  function watchSteps() {
    watcher?.disconnect();
    const isPinned = window.innerWidth < 1000; // then the chart takes the upper part of the window
    watcher = new IntersectionObserver(
      (entries) => {
        const [entry] = entries.filter((one) => one.isIntersecting);
        if (entry && isScrolled) step(Number(/** @type {HTMLElement} */ (entry.target).dataset.step));
      },
      { rootMargin: isPinned ? "-55% 0px -40% 0px" : "-30% 0px -60% 0px" }
    );
    for (const one of steps()) watcher.observe(one);
  }

  return {
    steps,
    stay: () => (isScrolled = false),

    /**
     * Show the HTML of a tab, which the server escaped; `null` leaves what is there.
     * @param {{html: string | null, plots: Record<string, Figure> | null, name: string, step: number, isOpening: boolean}} content
     */
    show({ html, plots, name, step: current, isOpening }) {
      const isOther = html !== null && html !== shown;
      if (isOther) {
        keepingFocus(element, () => (element.innerHTML = html));
        shown = html;
        watchSteps();
        performance.mark("timeline:drawn");
      }
      if (plots) figures = plots;
      element.setAttribute("aria-label", name);
      for (const one of steps()) {
        if (Number(one.dataset.step) === current) one.setAttribute("aria-current", "step");
        else one.removeAttribute("aria-current");
      }
      if ((isOpening || isOther) && current) steps()[current - 1]?.scrollIntoView({ block: "start" });
      for (const place of /** @type {NodeListOf<PlotElement>} */ (element.querySelectorAll("[data-plot]"))) {
        void draw(place, figures[place.dataset.plot ?? ""], choose);
      }
    },
  };
}
