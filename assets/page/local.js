/* A source that is the page itself: the records of an exported file. What the reader chose stands after the "#" of the address, as a
   query string, so that a link leads to it, in a frame too. */
import { rows } from "../timeline/index.js";
import { dateOf, daysOf } from "./dates.js";
import { create, DATES } from "./filter.js";
import { nearest, wordsIn } from "./near.js";
import { asks, changed, daysOfView, valuesOf, wordsOf } from "./query.js";
import { writtenOut } from "./records.js";

const ELSEWHERE = ["tab", "lanes", "sort", "story", "step", "by", "weigh", "anchor", "window"]; // keys of the dashboard

const textOf = (/** @type {Element} */ article, /** @type {string} */ part) => article.querySelector(part)?.textContent ?? "";

const isDated = (/** @type {string} */ query) => /(^|&)(from|to)=/.test(query);

const toText = (/** @type {number} */ day) => new Date(day * 86_400_000).toISOString().slice(0, 10);

/**
 * @typedef {Object} Records  what an exported page holds
 * @property {Record<string, {ids: string[], labels: string[], rows: (number | number[])[]}>} values  for each filter that no column of the marks
 *   is enough for: its choices, and for each mark the places of its own among them
 * @property {string[]} names  of the choices of the filter by actor, with their aliases
 * @property {number} total
 * @property {Record<string, number>} hidden
 * @property {string} [view]  the query that the file was made with, where none is in the address
 * @property {{from?: string, to?: string}} near  the days of which the file holds all events, where these are not all
 * @property {boolean} [isFitted]  whether its view asks for events of some kind, whenever they happened
 */

/**
 * @param {import("./records.js").Stated & Omit<import("./types.js").Payload, "marks" | "relations"> & Records} stated
 * @param {import("./filter.js").FilterRecord[]} filters
 * @returns {import("./types.js").Source}
 */
export function createLocal(stated, filters) {
  const list = /** @type {HTMLElement} */ (document.getElementById("list"));
  const articles = new Map([...list.querySelectorAll("article")].map((one) => [one.id.replace("event-", ""), one]));
  for (const anchor of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('.relations [href^="#event-"]'))) anchor.dataset.event = anchor.getAttribute("href")?.slice(7);
  const listed = [...articles].map(([id, one]) => ({ id, title: textOf(one, ".event-title"), date: textOf(one, "time") }));
  const records = /** @type {import("./types.js").Payload & Records} */ (/** @type {unknown} */ (writtenOut(stated, listed)));
  const events = rows(records.marks).map((mark, row) => filterable(mark, row));
  const filter = create(events, filters, records.total, records.hidden, records.near);
  /** @type {Map<string, number> | null} */
  let known = null; // the words of all texts, once one is looked for that nothing says
  /** @type {(answer: import("./types.js").Answer) => void} */
  let answered = () => undefined;
  let isDrawn = false;

  /** @param {Record<string, any>} mark @param {number} row */
  function filterable(mark, row) {
    const summary = articles.get(mark.id)?.querySelector(".event-summary")?.textContent ?? "";
    const names = placesOf("actor", row).map((place) => records.names[place]);
    return {
      id: mark.id,
      first: toText(mark.start),
      last: mark.open_ended ? "9999" : toText(Math.max(mark.start, mark.end - 1)), // a day starts and ends at its noon
      significance: mark.significance,
      text: [mark.label, mark.title, summary, ...names].join(" ").toLowerCase(),
      values: Object.fromEntries(filters.map(({ key }) => [key, valueOf(mark, row, key)])),
    };
  }

  /** @param {Record<string, any>} mark @param {number} row @param {string} key */
  function valueOf(mark, row, key) {
    return key in records.values ? placesOf(key, row).map((place) => records.values[key].ids[place]) : mark[key];
  }

  function placesOf(/** @type {string} */ key, /** @type {number} */ row) {
    return [records.values[key].rows[row]].flat();
  }

  /* The query that the page can show, and a sentence on each part that it cannot. */
  function checked(/** @type {string} */ query) {
    const notices = [];
    const pairs = new URLSearchParams();
    for (const [key, text] of new URLSearchParams(query)) {
      const [good, notice] = checkedValue(key, text);
      if (good) pairs.set(key, good);
      if (notice) notices.push(notice);
    }
    if (pairs.get("from") && pairs.get("to") && daysOf(pairs.get("from") ?? "")[0] > daysOf(pairs.get("to") ?? "")[1]) {
      notices.push(`'from' ${pairs.get("from")} is after 'to' ${pairs.get("to")}; both were ignored.`);
      pairs.delete("from");
      pairs.delete("to");
    }
    return { query: changed(pairs.toString(), {}), notices };
  }

  /** @returns {[string, string]} */
  function checkedValue(/** @type {string} */ key, /** @type {string} */ text) {
    const filtered = filters.find((one) => one.key === key);
    if (filtered) return checkedList(key, text);
    if (key === "from" || key === "to") {
      const isDate = /^\d{4}(-\d\d){0,2}$/.test(text) && dateOf(text) === text;
      return isDate ? [text, ""] : ["", `'${key}' must be YYYY, YYYY-MM or YYYY-MM-DD; '${text.slice(0, 40)}' was ignored.`];
    }
    if (key === "event") return articles.has(text) ? [text, ""] : ["", `Unknown value '${text.slice(0, 40)}' for 'event' was ignored.`];
    if (key === "min") return ["1", "2", "3"].includes(text) ? [text, ""] : ["", `Unknown value '${text.slice(0, 40)}' for 'min' was ignored.`];
    if (key === "dates") return Object.hasOwn(DATES, text) ? [text, ""] : ["", `Unknown value '${text.slice(0, 40)}' for 'dates' was ignored.`];
    if (key === "q" || key === "order") return [text, ""];
    return ["", ELSEWHERE.includes(key) ? `'${key}' belongs to the dashboard and was ignored.` : `Unknown key '${key.slice(0, 40)}' was ignored.`];
  }

  /** @returns {[string, string]} */
  function checkedList(/** @type {string} */ key, /** @type {string} */ text) {
    const values = valuesOf(new URLSearchParams([[key, text]]), key);
    const all = new Set(events.flatMap((event) => event.values[key]));
    const wrong = values.filter((value) => !all.has(value));
    const notice = wrong.length ? `Unknown value '${wrong[0].slice(0, 40)}' for '${key}' was ignored.` : "";
    return [values.filter((value) => all.has(value)).join(","), notice];
  }

  /* The days that the chart shows; a file of a view that asks for events of some kind opens on those of its events. */
  function daysIn(/** @type {string} */ query) {
    return records.isFitted && !isDated(query) ? null : daysOfView(query, filters, records);
  }

  /* The query with the days that the chart opens on, where it has none of its own: only what is in sight is counted and listed. */
  function opened(/** @type {string} */ query) {
    const days = daysIn(query);
    if (!days || isDated(query)) return query;
    const asked = new URLSearchParams(records.view ?? "");
    return changed(query, isDated(asked.toString()) ? { from: asked.get("from") ?? "", to: asked.get("to") ?? "" } : days);
  }

  /* Words that nothing says, with the nearest that something says. */
  function finds(/** @type {string} */ query) {
    return wordsOf(new URLSearchParams(query)).flatMap((word) => {
      const near = events.some(({ text }) => text.includes(word)) ? "" : nearest(word, (known ??= wordsIn(events.map(({ text }) => text))));
      const q = (new URLSearchParams(query).get("q") ?? "").toLowerCase().replace(word, near);
      return near ? [{ lead: `Nothing says “${word}”. Did you mean`, words: near, query: changed(query, { q }), place: "" }] : [];
    });
  }

  function article(/** @type {string} */ id) {
    const copy = /** @type {HTMLElement | undefined} */ (articles.get(id)?.cloneNode(true));
    copy?.removeAttribute("id");
    copy?.removeAttribute("hidden");
    const title = copy?.querySelector("h4");
    title?.replaceWith(Object.assign(document.createElement("h2"), { className: title.className, innerHTML: title.innerHTML }));
    return copy ?? null;
  }

  const read = () => location.hash.slice(1).replace(/^event-/, "event=") || (records.view ?? "");

  return {
    read,
    address: (query) => (query ? `#${query}` : location.href.split("#")[0]),
    keep(query) {
      const undated = changed(checked(query).query, { from: "", to: "" });
      const { ids } = filter.select(undated);
      return { kept: ids.size < filter.size || records.isFitted || asks(undated, filters) ? ids : null, counted: null };
    },
    days: (query) => daysIn(checked(query).query),
    ask(asked) {
      const { query, notices } = checked(asked);
      const { ids, words } = filter.select(opened(query));
      const { counts } = filter.select(query);
      const range = daysIn(query);
      const event = new URLSearchParams(query).get("event") ?? "";
      const parts = { list: null, panel: null, plots: {}, besides: [], step: 0, tab: "both" };
      answered({ ...parts, query: asked, understood: query, notices, event, range, status: words, counts, finds: finds(query), listed: ids, details: article(event), chart: isDrawn ? null : records });
      isDrawn = true;
    },
    open(take) {
      answered = take;
      this.ask(read());
    },
  };
}
