/* A source that is the server: a view goes there as a query string, by way of a Dash store; what comes back is put on the page. The
   first answer comes with the page itself. */
import { rows } from "../timeline/index.js";
import { create } from "./filter.js";
import { asks, asText, daysOfView, valuesOf } from "./query.js";

/** @typedef {import("./types.js").Answer} Answer */

/**
 * The server's source. `start`, `show` and `follow` are what Dash calls; `lead` goes to a view as an address would.
 * @returns {import("./types.js").Source & {dash: Record<string, Function>, isConnected: () => boolean, lead: (query: string) => void}}
 */
export function createRemote() {
  /** @type {{filters: {key: string, reason: string}[]}} */
  const { filters } = JSON.parse(document.getElementById("registry")?.textContent ?? "");
  const first = JSON.parse(document.getElementById("answer")?.textContent ?? "{}");
  let wanted = /** @type {string} */ (first.query); // what was asked last
  let shown = ""; // what was answered last
  let have = /** @type {Record<string, string>} */ ({}); // the key of each part on the page
  let parts = /** @type {any} */ ({}); // those that the page asks for again, as last received
  let asked = 0; // how often
  let isConnected = false; // whether Dash runs, which carries what is asked
  let isWhole = false; // whether each event has a mark, so that the page can filter all of it
  let known = /** @type {import("./types.js").Payload | null} */ (null); // the chart as last received
  /** @type {ReturnType<typeof create> | null} */
  let filter = null;
  /** @type {Set<string>} */
  let keys = new Set();
  /** @type {(answer: Answer) => void} */
  let answered = () => undefined;

  const request = () => ({ query: wanted, have, number: ++asked }); // the number makes each a new one for Dash
  const dash = () => /** @type {any} */ (window).dash_clientside;

  /* What callbacks of others read as the view on screen, and set for another. */
  const toFollow = new Set();
  function tellView() {
    toFollow.add(wanted);
    dash().set_props("view", { data: wanted });
  }

  function follow(/** @type {unknown} */ query) {
    if (typeof query === "string" && !toFollow.delete(query)) lead(query);
  }

  function lead(/** @type {string} */ query) {
    if (query === wanted) return;
    history.pushState(null, "", query ? `?${query}` : location.pathname);
    dispatchEvent(new PopStateEvent("popstate"));
  }

  /* The filters that the marks of a chart are enough for; a search is left to the server. */
  function learn(/** @type {import("./types.js").Payload} */ payload) {
    const columns = filters.map(({ key }) => key).filter((key) => key in payload.marks);
    keys = new Set([...columns, "min"]);
    const events = /** @type {Record<string, any>[]} */ (rows(payload.marks)).map((mark) => ({
      id: mark.id,
      first: "",
      last: "",
      text: "",
      significance: mark.significance,
      values: mark,
    }));
    filter = create(events, columns.map((key) => ({ key, reason: "" })), events.length, {});
    isWhole = Object.keys(payload.rest).length === 0;
    known = payload;
  }

  function take(/** @type {any} */ answer) {
    if (!answer || answer.query !== wanted) return; // something else was asked meanwhile
    if (answer.chart) learn(answer.chart);
    have = { ...have, ...answer.keys };
    shown = answer.query;
    const { status = parts.status, counts = parts.counts, details = parts.details, finds = parts.finds ?? [] } = answer;
    parts = { status, counts, details, finds };
    const { chart = null, list = null, panel = null, plots = null } = answer;
    const range = answer.first ? { from: answer.first, to: answer.last } : null;
    answered({ ...answer, ...parts, chart, list, panel, plots, listed: null, range, details: details || null });
  }

  return {
    read: () => location.search.slice(1),
    address: (query) => (query ? `?${query}` : location.pathname),
    keep(query) {
      if (!filter) return { kept: null, counted: null };
      const pairs = new URLSearchParams(query);
      const tracks = valuesOf(pairs, "track");
      const own = isWhole ? [...pairs].filter(([key]) => keys.has(key)) : tracks.length ? [["track", tracks.join(",")]] : [];
      const { ids } = filter.select(asText(new URLSearchParams(own)));
      return { kept: ids.size < filter.size || asks(query, filters) ? ids : null, counted: !isWhole && tracks.length ? new Set(tracks) : null };
    },
    days: (query) => (known ? daysOfView(query, filters, known) : null),
    ask(query) {
      wanted = query;
      if (!isConnected) return;
      dash().set_props("query", { data: request() });
      tellView();
    },
    open(show) {
      answered = show;
      take(first);
    },
    isConnected: () => isConnected,
    lead,
    dash: {
      start() {
        isConnected = true;
        tellView();
        return wanted === shown ? dash().no_update : request();
      },
      show: take,
      follow,
    },
  };
}
