/* The one controller of a page with a chart: form, address, chart, list and details are one view. It knows its source only by
   what that answers: a server (remote.js), or the records in the page (local.js). */
import { create } from "../timeline/index.js";
import { afterFrame } from "../timeline/later.js";
import { dateOf, shifted, spanOf } from "./dates.js";
import { createDetails } from "./details.js";
import { createFinds, dateFinds } from "./finds.js";
import { createReturn, keepingFocus, visible } from "./focus.js";
import { chipsOf, count, fill, find, isFolded, queryOf, showChips, unfold, without } from "./form.js";
import { highlight } from "./highlight.js";
import { attachKeys, attachOutwardLinks } from "./keys.js";
import { createNarrow } from "./narrow.js";
import { changed, cleared, valuesOf, wordsOf } from "./query.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Payload} Payload */

const WAIT = 250; // milliseconds after the last key in a text field
const PAPER = { width: "710px", height: 760 }; // of a chart in print
// A story's chart above its text, on a narrow screen: its height in pixels, and, while a step is chosen, as a share of the window.
const ABOVE = { below: "(max-width: 999px)", whole: 540, share: 0.4, least: 220 };
const BESIDE = ["timeline", "list", "method"]; // tabs whose part is on the page before the answer comes

const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const form = () => /** @type {HTMLFormElement} */ (at("filters"));
const through = () => document.body.dataset.through ?? ""; // the last day that the data cover

/** What stands for the panel on a page that has none. */
const NO_PANEL = { steps: () => /** @type {HTMLElement[]} */ ([]), stay: () => undefined, show: () => undefined };

/**
 * Run the page over a source. Returns what the page's entry may do with it.
 * @param {import("./types.js").Source} source
 * @param {{act?: (name: string) => void, createPanel?: typeof import("./panel.js").createPanel, on?: {settled?: () => void, hover?: (event: string) => void}}} more
 *   what one page alone has; `on` is told once the chart stands, and what is under the pointer
 */
export function runPage(source, { act = () => undefined, createPanel, on = {} } = {}) {
  const state = {
    query: source.read(), // the view that the reader asked for
    answer: /** @type {Answer | null} */ (null), // what the page shows
    payload: /** @type {Payload | null} */ (null), // of the chart on the page
    range: /** @type {import("./types.js").Days | null} */ (null), // as the view states it; null for that of what its filters leave
    event: "", // of the chart on the page
    isOpening: true, // until the first answer is on the page
    isForemost: false, // whether it shows turning points alone because the screen is narrow, unasked
    place: "", // the id of the part of the page that the reader goes to with the next answer
  };
  const value = (/** @type {string} */ key) => new URLSearchParams(state.query).get(key) ?? "";
  const chosen = () => value("event");
  const link = (/** @type {string} */ event) => new URL(source.address(changed(state.query, { event })), location.href).href;
  const details = createDetails(at("details"), link);
  const narrow = createNarrow(form(), at("rail"), railed);
  const finds = createFinds(at("search-place"), at("found"), source.address);
  const panel = createPanel?.(at("panel"), { choose: chooseTarget, step: (number) => stepTo(number, true) }) ?? NO_PANEL;
  const origin = createReturn((event) =>
    visible(`:is(.list-view, .rail) [data-event="${CSS.escape(event)}"]:is(a, button)`) ?? at("timeline")
  );
  /** @type {ReturnType<typeof create> | null} */
  let chart = null;
  let timer = 0;

  /* Show another view: at once what the page can, and after the next frame what its source has to be asked for. */
  function go(/** @type {string} */ query, isQuiet = false) {
    if (query === state.query) return;
    state.query = query;
    foresee();
    afterFrame(() => {
      if (query !== state.query) return;
      history[isQuiet ? "replaceState" : "pushState"](null, "", source.address(query));
      fillForm(false);
      source.ask(query);
    });
  }

  const change = (/** @type {Record<string, string>} */ changes, isQuiet = false) => go(changed(state.query, changes), isQuiet);

  /* What the page knows of the view by itself: which marks its filters leave, its days, its tab. */
  function foresee() {
    const tab = value("tab") || "timeline";
    if (tab !== "stories") state.range = source.days(state.query); // the days of a story's step are known to the server
    chart?.update({ ...source.keep(state.query), range: state.range });
    if (BESIDE.includes(tab) || tab === state.answer?.tab) document.body.dataset.tab = state.answer?.tab === "both" ? "both" : tab;
    narrow.show();
  }

  function fillForm(/** @type {boolean} */ isOther) {
    fill(form(), state.query, isOther);
    const chips = chipsOf(form(), state.query);
    keepingFocus(at("chips"), () => showChips(at("chips"), chips));
    const number = form().querySelector(".filters-number");
    if (number) number.textContent = chips.length ? String(chips.length) : "";
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-toggle]"))) {
      const isChosen = valuesOf(new URLSearchParams(state.query), button.dataset.toggle ?? "").includes(button.dataset.value ?? "");
      button.setAttribute("aria-pressed", String(isChosen));
    }
    for (const button of document.querySelectorAll("[data-act=clear]")) /** @type {HTMLElement} */ (button).hidden = !chips.length;
  }

  /* The choices that the first view can do without. */
  function unfoldLate() {
    unfold(form());
    fillForm(false);
    if (state.answer) count(form(), state.answer.counts);
  }

  function focusChart(/** @type {string} */ event) {
    if (event !== state.event) chart?.focus(event);
    state.event = event;
  }

  /* Choose an event, "" for none: at once what the chart knows of it; its evidence follows. */
  function choose(/** @type {string} */ event, isByKey = false) {
    const before = chosen();
    if (event === before) return event && isByKey ? at("details").focus() : undefined;
    if (event && !at("details").contains(document.activeElement)) origin.remember();
    if (event && (isByKey || narrow.isIt()) && !at("details").contains(document.activeElement)) details.take();
    focusChart(event);
    afterFrame(() => details.preview(event ? (chart?.words(event) ?? null) : null));
    change({ event });
    if (!event) origin.lead(before);
    return undefined;
  }

  /* A mark of another chart leads to its event, a bar to the list of what it counts, within the filters in force. */
  function chooseTarget(/** @type {string} */ target) {
    if (!target.startsWith("?")) return choose(target);
    const pairs = new URLSearchParams(target.slice(1));
    const filters = new Set([...form().querySelectorAll("fieldset[data-key]")].map((set) => /** @type {HTMLElement} */ (set).dataset.key));
    for (const [key, text] of new URLSearchParams(state.query)) {
      if ((filters.has(key) || key === "q" || key === "min") && !pairs.has(key)) pairs.set(key, text);
    }
    return go(changed(pairs.toString(), {}));
  }

  function stepTo(/** @type {number} */ number, isQuiet = false) {
    const last = panel.steps().length;
    const next = Math.min(Math.max(number, 1), last);
    if (last && next !== Number(value("step"))) change({ step: String(next), event: "", from: "", to: "" }, isQuiet);
  }

  function stepBy(/** @type {number} */ by) {
    panel.stay();
    stepTo(Number(value("step")) + by);
    panel.steps()[Number(value("step")) - 1]?.scrollIntoView({ block: "nearest" });
  }

  function zoom(/** @type {string} */ name) {
    if (name === "reset") change({ from: "", to: "" });
    else if (name === "whole") chart?.whole();
    else chart?.zoom(name === "zoom-in" ? 0.5 : 2);
  }

  function actOf(/** @type {string} */ name) {
    if (name === "clear") go(cleared(state.query));
    else if (name === "to-list") {
      if (document.body.dataset.tab !== "both") change({ tab: "list" });
      at("list").focus();
    } else if (name === "hush") {
      at("notices").replaceChildren();
      visible("#timeline, #list, #panel, #rail")?.focus({ preventScroll: true });
    } else if (name === "axis") narrow.toggleAxis();
    else act(name);
  }

  /* What a narrow screen shows in place of the chart. */
  function railed() {
    const { kept } = source.keep(state.query);
    return { payload: state.payload, kept, range: state.range, event: chosen(), isNewestFirst: value("order") === "newest" };
  }

  const listeners = {
    ...on,
    event: (/** @type {string} */ event, /** @type {string} */ how) => choose(event, how === "key"),
    /** @param {import("./types.js").Days} days */
    range(days) {
      state.range = days;
      change(days);
    },
    settled() {
      stateWidened();
      on.settled?.();
    },
    /** @param {import("./types.js").Days} days */
    crowd(days) {
      change(days);
      actOf("to-list");
    },
    announce: (/** @type {string} */ sentence) => void (at("announcer").textContent = sentence),
    reset: (/** @type {string} */ what) => (what === "filters" ? go(cleared(state.query)) : zoom("reset")),
  };

  /**
   * The height of the chart; one that is pinned above the text of a story leaves the room below it as it was, so that nothing jumps.
   * @returns {number | "window"}
   */
  function heightFor(/** @type {Answer} */ { tab, step }) {
    const isAbove = tab === "stories" && matchMedia(ABOVE.below).matches;
    const height = step ? Math.max(Math.round(innerHeight * ABOVE.share), ABOVE.least) : ABOVE.whole;
    const view = /** @type {HTMLElement} */ (at("timeline").closest(".timeline-view"));
    view.style.marginBottom = isAbove ? `${ABOVE.whole - height}px` : "";
    return isAbove ? height : "window";
  }

  /* The chart of an answer: a new one, or the same with another choice. */
  function showChart(/** @type {Answer} */ answer) {
    if (answer.chart) state.payload = answer.chart;
    if (!state.payload) return;
    const { event, besides, range } = answer;
    state.range = range;
    state.event = event;
    const options = { ...(answer.chart ? { chart: answer.chart } : {}), ...source.keep(state.query), range, besides, event, height: heightFor(answer) };
    if (chart) chart.update(options);
    else chart = create(at("timeline"), { texts: {}, on: listeners, ...options, chart: state.payload });
  }

  /* A chosen event may have made the days of the chart wider; then the address and the status line say those. */
  function stateWidened() {
    const [days, stated] = [chart?.state().range, state.range];
    const isShown = value("tab") !== "stories" && at("timeline").clientWidth > 0;
    if (isShown && days && stated && chosen() && (days.from < stated.from || days.to > stated.to)) change(days, true);
  }

  function showList(/** @type {Answer} */ { list, listed, query }) {
    if (list !== null) {
      keepingFocus(at("list"), () => (at("list").innerHTML = list)); // escaped by the server
      performance.mark("timeline:drawn");
    }
    if (!listed) return;
    for (const article of /** @type {NodeListOf<HTMLElement>} */ (at("list").querySelectorAll("article"))) {
      article.hidden = !listed.has(article.id.replace("event-", ""));
    }
    at("none").hidden = listed.size > 0;
    highlight(at("list"), wordsOf(new URLSearchParams(query)));
  }

  /* What was ignored is not in the address either, nor in the chips, for it is not in force. */
  function correct(/** @type {string} */ query) {
    state.query = query;
    history.replaceState(null, "", source.address(query));
  }

  /* What is said already is not said again: the page would have to be laid out for nothing. */
  function sayStatus(/** @type {string} */ words) {
    if (at("status-line").textContent !== words) at("status-line").textContent = words;
  }

  /* Take an answer onto the page, unless the reader asked for something else meanwhile. */
  function show(/** @type {Answer} */ answer) {
    if (answer.query !== state.query) return;
    if (answer.notices.length) correct(answer.understood);
    document.body.dataset.tab = answer.tab;
    document.body.dataset.found = answer.finds.length ? "yes" : "no";
    showChart(answer);
    sayStatus(answer.status + (state.payload?.counted ?? ""));
    at("notices").replaceChildren(...answer.notices.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
    finds.show([...dateFinds(answer.query, through()), ...answer.finds]);
    details.show(answer.details, chosen(), chosen() ? (chart?.neighbours(chosen()) ?? []) : []);
    const name = document.querySelector(`[type=radio][name=tab][value="${answer.tab}"]`)?.parentElement?.textContent?.trim() ?? "";
    panel.show({ html: answer.panel, plots: answer.plots, name, step: answer.step, isOpening: state.isOpening });
    fillForm(state.isOpening);
    count(form(), answer.counts);
    showList(answer);
    narrow.show();
    state.answer = answer;
    if (!state.isOpening) on.settled?.(); // also where the chart is out of sight
    state.isOpening = false;
    showTab();
    if (state.place) reach(state.place);
    state.place = "";
  }

  /* The chosen tab is in sight, where the row of tabs is wider than the screen. */
  function showTab() {
    const label = document.querySelector(".tabs label:has(:checked)");
    const row = label?.closest(".tabs");
    if (!label || !row || row.scrollWidth <= row.clientWidth) return;
    const [own, whole] = [label.getBoundingClientRect(), row.getBoundingClientRect()];
    row.scrollLeft += own.left + own.width / 2 - (whole.left + whole.width / 2);
  }

  /* Go to a part of the page; details and panel come into sight by themselves. */
  function reach(/** @type {string} */ id) {
    const part = at(id);
    if (!part) return;
    part.tabIndex = -1;
    if (id !== "panel" && id !== "details") part.scrollIntoView();
    part.focus({ preventScroll: true });
  }

  /* The form's fields: a choice counts at once, a text a moment after the last key, a date once it is one. */
  function follow(/** @type {HTMLInputElement} */ field) {
    const isDate = field.name === "from" || field.name === "to";
    const span = isDate && !dateOf(field.value) ? spanOf(field.value, through()) : null;
    field.setAttribute("aria-invalid", String(Boolean(isDate && field.value.trim() && !dateOf(field.value) && !span)));
    const query = queryOf(form(), state.query);
    if (field.name === "min") state.isForemost = false;
    const isAll = state.isForemost && field.name === "q"; // a search looks at more than was foremost unasked
    go(span ? changed(state.query, span) : isAll ? changed(query, { min: "" }) : query);
  }

  document.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement) || target.form !== form()) return;
    const set = /** @type {HTMLElement | null} */ (target.closest("fieldset[data-key]"));
    if (target.dataset.find && set) find(set);
    if (!target.name) return;
    clearTimeout(timer);
    const isText = target.matches("[type=search], [type=text]");
    timer = setTimeout(() => follow(/** @type {HTMLInputElement} */ (target)), isText ? WAIT : 0);
    if (!isText) {
      clearTimeout(timer);
      follow(/** @type {HTMLInputElement} */ (target));
    }
  });
  document.addEventListener("submit", (submit) => {
    if (submit.target !== form()) return;
    submit.preventDefault();
  });
  document.addEventListener("keydown", (key) => {
    const { target } = key;
    if (key.key !== "Enter" || !(target instanceof HTMLInputElement) || target.form !== form() || target.name !== "q") return;
    key.preventDefault();
    clearTimeout(timer);
    const query = queryOf(form(), state.query);
    go(dateFinds(query, through())[0]?.query ?? query);
  });
  document.addEventListener("reset", (reset) => {
    if (reset.target !== form()) return;
    reset.preventDefault();
    go(cleared(state.query));
  });
  window.addEventListener("popstate", () => {
    state.query = source.read();
    foresee();
    focusChart(chosen());
    fillForm(true);
    source.ask(state.query);
  });
  /* On paper the chart is as wide as a page. */
  window.addEventListener("beforeprint", () => {
    at("timeline").style.width = PAPER.width;
    chart?.update({ height: PAPER.height });
  });
  window.addEventListener("afterprint", () => {
    at("timeline").style.width = "";
    chart?.update({ height: "window" });
  });
  attachKeys({
    event: choose,
    chosen,
    go(query, place) {
      state.place = place;
      go(query);
    },
    change,
    step: stepBy,
    toggle(key, text) {
      const chosenNow = valuesOf(new URLSearchParams(state.query), key);
      const next = chosenNow.includes(text) ? chosenNow.filter((one) => one !== text) : [...chosenNow, text];
      change({ [key]: next.join(",") });
    },
    unfilter: (key, text) => go(without(state.query, key, text)),
    around: (day, days) => change({ from: shifted(day, -days), to: shifted(day, days) }),
    span(text) {
      const span = spanOf(text, through());
      if (span) change(span);
    },
    chart: zoom,
    anchor: reach,
    act: actOf,
  });
  attachOutwardLinks();
  const isBare = !state.query;
  if (isFolded(form(), state.query)) unfold(form()); // for the words of its chips
  source.open(show);
  afterFrame(unfoldLate);
  const hasTurns = state.payload?.marks.significance.includes(3) ?? false; // else nothing would be left
  if (narrow.isIt() && isBare && hasTurns) {
    state.isForemost = true;
    change({ min: "3" }, true);
  }

  return {
    /** What the chart shows, once there is one. */
    shown: () => chart?.state(),
    /** Ask for the view again, of newer data. */
    renew() {
      fillForm(false);
      source.ask(state.query);
    },
  };
}
