import assert from "node:assert/strict";
import { test } from "node:test";
import { createReturn, keepingFocus } from "../../assets/page/focus.js";
import { node, page } from "./dom.mjs";

const button = (attributes) => node("button", attributes);

test("a focus in a part that is replaced goes to what does the same there", () => {
  const part = node("div", { tabindex: "-1" }, button({ "data-event": "a" }), button({ "data-event": "b" }));
  const root = page(part);
  part.children[1].focus();
  const [first, second] = [button({ "data-event": "a" }), button({ "data-event": "b" })];
  keepingFocus(part, () => part.replaceChildren(first, second));
  assert.equal(root.activeElement, second);
});

test("a role counts more than the event that it leads to", () => {
  const part = node("div", {}, button({ "data-role": "later", "data-event": "b" }));
  const root = page(part);
  part.children[0].focus();
  const later = button({ "data-role": "later", "data-event": "c" });
  keepingFocus(part, () => part.replaceChildren(button({ "data-role": "earlier", "data-event": "b" }), later));
  assert.equal(root.activeElement, later);
});

test("without its like the part has the focus, until its like is there again", () => {
  const part = node("div", {}, button({ "data-act": "go" }));
  const root = page(part);
  part.children[0].focus();
  keepingFocus(part, () => part.replaceChildren("One moment."));
  assert.equal(root.activeElement, part);
  const again = button({ "data-act": "go" });
  keepingFocus(part, () => part.replaceChildren(again));
  assert.equal(root.activeElement, again);
});

test("a focus elsewhere, or on what stays, is not moved", () => {
  const [part, other] = [node("div", {}, button({ name: "x" })), button({ name: "x" })];
  const root = page(part, other);
  other.focus();
  keepingFocus(part, () => part.replaceChildren(button({ name: "x" })));
  assert.equal(root.activeElement, other);
  const stays = part.children[0];
  stays.focus();
  keepingFocus(part, () => part.append("more"));
  assert.equal(root.activeElement, stays);
});

test("the reader comes back to where they came from, or to what stands for it", () => {
  const [from, instead] = [button({ id: "from" }), button({})];
  const root = page(from, instead);
  const origin = createReturn(() => instead);
  from.focus();
  origin.remember();
  instead.focus();
  origin.lead("e");
  assert.equal(root.activeElement, from);
  from.hidden = true;
  origin.lead("e");
  assert.equal(root.activeElement, instead);
  from.hidden = false;
  root.activeElement = root.body;
  origin.remember();
  origin.lead("e");
  assert.equal(root.activeElement, instead);
});
