import assert from "node:assert/strict";
import { test } from "node:test";
import { attachKeys, attachOutwardLinks } from "../../assets/page/keys.js";
import { node, page, send } from "./dom.mjs";

/** A page with some nodes; `did` has what was asked of it. */
function opened(...nodes) {
  const did = [];
  const names = ["event", "go", "change", "step", "unfilter", "toggle", "around", "span", "chart", "anchor", "act"];
  const acts = Object.fromEntries(names.map((name) => [name, (...values) => did.push([name, ...values])]));
  const keys = node("dialog", { id: "keys" });
  keys.showModal = () => did.push(["keys"]);
  const search = node("input", { type: "search" });
  const root = page(keys, node("form", { id: "filters" }, search), ...nodes);
  let chosen = "";
  attachKeys({ ...acts, chosen: () => chosen });
  return { root, did, search, choose: (id) => (chosen = id), press: (key, values = {}) => send(root, "keydown", { key, ...values }, values.target ?? root.body) };
}

const CLICKS = [
  [{ "data-event": "e" }, ["event", "e", false]],
  [{ "data-sort": "date" }, ["change", { sort: "date" }]],
  [{ "data-query": "tab=list", "data-place": "term-x" }, ["go", "tab=list", "term-x"]],
  [{ "data-go": "-1" }, ["step", -1]],
  [{ "data-toggle": "track", "data-value": "a" }, ["toggle", "track", "a"]],
  [{ "data-chip": "q", "data-value": "" }, ["unfilter", "q", ""]],
  [{ "data-around": "30", "data-day": "2025-05-01" }, ["around", "2025-05-01", 30]],
  [{ "data-span": "2025" }, ["span", "2025"]],
  [{ "data-chart": "zoom-in" }, ["chart", "zoom-in"]],
  [{ "data-anchor": "list" }, ["anchor", "list"]],
  [{ "data-act": "clear" }, ["act", "clear"]],
  [{ "data-act": "keys" }, ["keys"]],
];

for (const [attributes, asked] of CLICKS) {
  test(`a click on ${JSON.stringify(attributes)} asks for ${JSON.stringify(asked)}`, () => {
    const inner = node("span");
    const { root, did } = opened(node("a", attributes, inner));
    const click = send(root, "click", { detail: 1 }, inner);
    assert.deepEqual(did, [asked]);
    assert.equal(click.defaultPrevented, true); // a link does not leave the page
  });
}

test("a click by key says so, and one with a key held is the browser's", () => {
  const link = node("a", { "data-event": "e" });
  const { root, did } = opened(link);
  send(root, "click", { detail: 0 }, link);
  assert.deepEqual(did, [["event", "e", true]]);
  for (const held of ["ctrlKey", "metaKey", "shiftKey"]) assert.equal(send(root, "click", { detail: 1, [held]: true }, link).defaultPrevented, false);
  assert.equal(did.length, 1);
});

test("a click on the chart, or on nothing of the page's, is left alone", () => {
  const inside = node("button", { "data-event": "e" });
  const button = node("button");
  const { root, did } = opened(node("div", { id: "timeline" }, inside), button);
  for (const target of [inside, button]) assert.equal(send(root, "click", { detail: 1 }, target).defaultPrevented, false);
  assert.deepEqual(did, []);
});

test("what is copied is said on the button, also where that is not allowed", async () => {
  const copied = [];
  const button = node("button", { "data-copy": "words" });
  const { root } = opened(button);
  const clipboard = { writeText: async (text) => void copied.push(text) };
  Object.defineProperty(globalThis, "navigator", { value: { clipboard }, configurable: true });
  send(root, "click", { detail: 1 }, button);
  await new Promise((done) => setTimeout(done));
  assert.deepEqual([copied, button.textContent], [["words"], "Copied"]);
  clipboard.writeText = () => Promise.reject(new Error("no"));
  send(root, "click", { detail: 1 }, button);
  await new Promise((done) => setTimeout(done));
  assert.equal(button.textContent, "Copying is not allowed here");
});

test("Escape closes the event, wherever the reader types", () => {
  const { did, press, choose, search } = opened();
  press("Escape");
  assert.deepEqual(did, []);
  choose("e");
  press("Escape", { target: search });
  assert.deepEqual(did, [["event", "", true]]);
});

test("slash searches, and the question mark lists the keys, but not while the reader types", () => {
  const { root, did, press, search } = opened(node("textarea"), node("input", { type: "checkbox" }));
  assert.equal(press("/").defaultPrevented, true);
  assert.equal(root.activeElement, search);
  press("?");
  assert.deepEqual(did, [["keys"]]);
  for (const target of [search, root.querySelector("textarea")]) assert.equal(press("/", { target }).defaultPrevented, false);
  press("?", { target: root.querySelector("[type=checkbox]") });
  assert.equal(did.length, 2);
});

test("n and p step through a story, and do nothing on other tabs", () => {
  const { root, did, press } = opened();
  press("n");
  assert.deepEqual(did, []);
  root.body.dataset.tab = "stories";
  press("n");
  press("p");
  assert.deepEqual(did, [["step", 1], ["step", -1]]);
});

test("keys with a modifier, keys that were taken already and those over a dialog are left alone", () => {
  const { did, press, root } = opened();
  for (const values of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { defaultPrevented: true }]) press("?", values);
  root.body.append(node("dialog", { open: "" }));
  press("?");
  assert.deepEqual(did, []);
});

test("links to other hosts open in a tab that learns nothing, and those within the page as they are", () => {
  const [out, own] = [node("a", { href: "https://example.org/" }), node("a", { href: "?event=e" })];
  const root = page(out, own);
  attachOutwardLinks();
  for (const target of [out, own]) send(root, "click", {}, target);
  assert.deepEqual([out.target, out.rel, own.target], ["_blank", "noopener noreferrer", undefined]);
});
