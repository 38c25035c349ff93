import assert from "node:assert/strict";
import { test } from "node:test";
import { citation, createDetails } from "../../assets/page/details.js";
import { node, page } from "./dom.mjs";

const source = (href, name, note) => node("li", {}, node("a", { href }, name), ...(note ? [node("small", {}, note)] : []));
const article = () =>
  node("article", {}, node("time", { datetime: "2025-05-01" }, "1 May 2025"), node("h2", { class: "event-title" }, " It began. "),
    node("ul", { class: "sources" }, source("https://example.org/a", "Herald", "2 May 2025"), source("https://example.org/b", "Notice")));

function opened() {
  const element = node("aside", { id: "details" });
  const root = page(element);
  return { root, element, details: createDetails(element, (id) => `https://t.example/?event=${id}`) };
}
const roles = (element) => element.querySelectorAll("button").map((button) => button.dataset.role).filter(Boolean);

test("a citation names the event, the dataset and each page", () => {
  page();
  assert.equal(
    citation("e", article(), "https://t.example/?event=e"),
    "It began. (1 May 2025). In: A dispute, event e, https://t.example/?event=e. Sources: Herald, 2 May 2025, https://example.org/a; Notice, https://example.org/b."
  );
});

test("an event stands with its neighbours, the days around it and what can be taken along", () => {
  const { element, details, root } = opened();
  details.show(article(), "e", ["before", "after"]);
  assert.equal(root.body.dataset.focused, "yes");
  assert.deepEqual(roles(element), ["earlier", "later", "close"]);
  const buttons = element.querySelectorAll("button");
  assert.deepEqual(buttons.slice(0, 3).map((button) => button.dataset.event), ["before", "after", ""]);
  const around = element.querySelectorAll("[data-around]");
  assert.deepEqual(around.map(({ dataset, textContent }) => [dataset.around, dataset.day, textContent]), ["7", "14", "30", "90"].map((days) => [days, "2025-05-01", `±${days}`]));
  const [link, words] = element.querySelectorAll("[data-copy]");
  assert.equal(link.dataset.copy, "https://t.example/?event=e");
  assert.match(words.dataset.copy, /^It began\. \(1 May 2025\)\. In: /);
  details.show(article(), "e", [undefined, "after"]);
  assert.deepEqual(roles(element), ["later", "close"]);
});

test("another event begins at its top, the same one stays where it was read", () => {
  const { element, details } = opened();
  details.show(article(), "e", []);
  element.scrollTop = 80;
  details.show(article(), "e", []);
  assert.equal(element.scrollTop, 80);
  details.show(article(), "f", []);
  assert.equal(element.scrollTop, 0);
});

test("the region takes the focus once the event is in it, once", () => {
  const { element, details, root } = opened();
  details.take();
  details.preview({ date: "1 May 2025", title: "It began." });
  assert.equal(element.textContent, "1 May 2025It began.");
  assert.equal(root.activeElement, root.body);
  details.show(article(), "e", []);
  assert.equal(root.activeElement, element);
  root.activeElement = root.body;
  details.show(article(), "f", []);
  assert.equal(root.activeElement, root.body);
});

test("a focus that was asked for an event that is gone is not taken by the next", () => {
  const { details, root, element } = opened();
  details.take();
  details.show(null, "", []);
  assert.deepEqual([root.body.dataset.focused, element.textContent], ["no", ""]);
  details.show(article(), "e", []);
  assert.equal(root.activeElement, root.body);
});
