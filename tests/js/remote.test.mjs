import assert from "node:assert/strict";
import { test } from "node:test";
import { createRemote } from "../../assets/page/remote.js";
import { node, page } from "./dom.mjs";

const FILTERS = [{ key: "track", reason: "in other tracks" }, { key: "actor", reason: "without these actors" }];
const CHART = {
  marks: { id: ["a", "b", "c"], significance: [3, 1, 2], track: ["x", "x", "y"] },
  rest: {},
  covered: [20089, 20454],
  range: [20089, 20454],
};
const FIRST = { query: "tab=list", status: "3 of 3", counts: {}, details: "", chart: CHART, keys: { chart: "k1" }, first: "2025-01-01", last: "2025-12-31" };

/** The source of a page with its first answer; `shown` has what it puts on the page, `props` what Dash is told. */
function opened(first = FIRST) {
  const script = (id, value) => node("script", { id }, JSON.stringify(value));
  page(script("registry", { filters: FILTERS }), script("answer", first));
  const [shown, props, went] = [[], [], []];
  const dash_clientside = { no_update: "no update", set_props: (id, { data }) => props.push([id, data]) };
  Object.assign(globalThis, {
    window: { dash_clientside },
    location: { search: "?tab=list", pathname: "/timeline/" },
    history: { pushState: (_state, _title, address) => went.push(address) },
    dispatchEvent: ({ type }) => went.push(type),
    PopStateEvent: class {
      constructor(type) {
        this.type = type;
      }
    },
  });
  const source = createRemote();
  source.open((answer) => shown.push(answer));
  return { source, shown, props, went };
}

test("the first answer comes with the page and is shown with its days", () => {
  const { shown, source } = opened();
  assert.equal(shown.length, 1);
  assert.deepEqual(shown[0].range, { from: "2025-01-01", to: "2025-12-31" });
  assert.deepEqual([shown[0].status, shown[0].details, shown[0].list, shown[0].listed], ["3 of 3", null, null, null]);
  assert.equal(source.read(), "tab=list");
  assert.deepEqual([source.address("q=a"), source.address("")], ["?q=a", "/timeline/"]);
});

test("what is asked goes to the server once Dash runs, each time under another number, with what the page has", () => {
  const { source, props } = opened();
  source.ask("q=a");
  assert.deepEqual([props, source.isConnected()], [[], false]);
  const late = source.dash.start();
  assert.deepEqual([late.query, late.have, source.isConnected()], ["q=a", { chart: "k1" }, true]);
  source.ask("q=b");
  const [, first] = props.find(([id]) => id === "query");
  assert.equal(first.query, "q=b");
  assert.ok(first.number > late.number);
  assert.deepEqual(props.at(-1), ["view", "q=b"]);
});

test("nothing is asked again that was answered with the page", () => {
  const { source, props } = opened();
  assert.equal(source.dash.start(), "no update");
  assert.deepEqual(props, [["view", "tab=list"]]);
});

test("an answer to what is no longer asked is not shown", () => {
  const { source, shown } = opened();
  source.ask("q=a");
  source.ask("q=b");
  source.dash.show({ query: "q=a", status: "old" });
  source.dash.show(null);
  assert.equal(shown.length, 1);
  source.dash.show({ query: "q=b", status: "new" });
  assert.equal(shown.at(-1).status, "new");
});

test("parts that did not change stay as they were answered before", () => {
  const { source, shown } = opened({ ...FIRST, details: "<p>", finds: [{ lead: "x" }] });
  source.ask("q=b");
  source.dash.show({ query: "q=b", keys: { list: "k2" }, list: "<ul>" });
  const last = shown.at(-1);
  assert.deepEqual([last.status, last.details, last.list, last.chart, last.range], ["3 of 3", "<p>", "<ul>", null, null]);
  assert.deepEqual(source.dash.start(), "no update");
  source.ask("q=c");
});

test("the page filters by what the marks say, and leaves the rest to the server", () => {
  const { source } = opened();
  const kept = (query) => [...(source.keep(query).kept ?? "all")].join("");
  assert.deepEqual([kept(""), kept("track=x"), kept("min=2"), kept("track=x&min=2"), kept("actor=z"), kept("q=word")], ["all", "ab", "ac", "a", "abc", "abc"]);
  assert.equal(source.keep("track=x").counted, null);
});

test("where some events are only counted, tracks alone are filtered, with their counts", () => {
  const { source } = opened({ ...FIRST, chart: { ...CHART, rest: { x: [0, [1]] } } });
  assert.deepEqual([...source.keep("track=y&min=3").kept], ["c"]);
  assert.deepEqual([...source.keep("track=y").counted], ["y"]);
  assert.deepEqual(source.keep("min=3"), { kept: null, counted: null });
});

test("a view that others set is gone to, one that the page told them itself is not", () => {
  const { source, went } = opened();
  source.dash.start();
  source.dash.follow("tab=list");
  assert.deepEqual(went, []);
  source.dash.follow("tab=shift");
  source.dash.follow("");
  source.dash.follow(undefined);
  assert.deepEqual(went, ["?tab=shift", "popstate", "/timeline/", "popstate"]);
});

test("the days of a view are those that it states, or the opening ones, or none of its own", () => {
  const { source } = opened();
  assert.deepEqual(source.days("from=2025-03"), { from: "2025-03-01", to: "2025-12-31" });
  assert.deepEqual(source.days(""), { from: "2025-01-01", to: "2025-12-31" });
  assert.equal(source.days("track=x"), null);
  assert.equal(source.days("q=word"), null);
});
