import assert from "node:assert/strict";
import { test } from "node:test";
import { createFinds, dateFinds } from "../../assets/page/finds.js";
import { writtenOut } from "../../assets/page/records.js";
import { node, page, send } from "./dom.mjs";

test("words that are days lead to these days, and other words to none", () => {
  const [find] = dateFinds("q=may%202025&track=a", "2025-12-31").length ? dateFinds("q=Q2%202025&track=a", "2025-12-31") : [];
  assert.deepEqual(find, { lead: "Do you mean the days?", words: "April 2025 to June 2025", query: "track=a&from=2025-04&to=2025-06", place: "" });
  assert.deepEqual(dateFinds("q=chip", "2025-12-31"), []);
  assert.deepEqual(dateFinds("track=a", "2025-12-31"), []);
});

function opened() {
  const [search, list, opener, other] = [node("input", { type: "search" }), node("ul", { id: "finds" }), node("button"), node("button")];
  const place = node("div", {}, search, list);
  const root = page(place, opener, other);
  const finds = createFinds(place, opener, (query) => `?${query}`);
  const find = (words) => ({ lead: "Actor:", words, query: `actor=${words}`, place: "p" });
  finds.show([find("one"), find("two")]);
  const press = (key) => send(place, "keydown", { key });
  return { root, place, search, list, opener, other, finds, press, links: () => list.querySelectorAll("a") };
}

test("each find is a link with what it is, and the button counts them", () => {
  const { links, list, opener, finds } = opened();
  assert.deepEqual(links().map((link) => [link.textContent, link.href, link.dataset.query, link.dataset.place]), [["one", "?actor=one", "actor=one", "p"], ["two", "?actor=two", "actor=two", "p"]]);
  assert.equal(list.children[0].textContent, "Actor: one");
  assert.deepEqual([opener.hidden, opener.textContent], [false, "Also found: 2"]);
  finds.show([]);
  assert.equal(opener.hidden, true);
});

test("the arrows walk from the search through the finds and back, and stop at the ends", () => {
  const { root, search, press, links } = opened();
  search.focus();
  assert.equal(press("ArrowDown").defaultPrevented, true);
  assert.equal(root.activeElement, links()[0]);
  press("ArrowDown");
  assert.equal(press("ArrowDown").defaultPrevented, false);
  assert.equal(root.activeElement, links()[1]);
  press("ArrowUp");
  press("ArrowUp");
  assert.equal(root.activeElement, search);
});

test("Escape closes the list and leads back to the search; typing and the button open it", () => {
  const { root, place, search, opener, press, links, list } = opened();
  links()[0].focus();
  assert.equal(press("Escape").isStopped, true);
  assert.deepEqual([root.activeElement, place.classList.contains("closed")], [search, true]);
  send(search, "input");
  assert.equal(place.classList.contains("closed"), false);
  send(list, "click", {}, links()[0]);
  assert.equal(place.classList.contains("closed"), true);
  send(opener, "click");
  assert.deepEqual([root.activeElement, place.classList.contains("closed")], [search, false]);
});

test("a closed list opens again once the reader has left, not while they are within", () => {
  const { place, search, other, press } = opened();
  press("Escape");
  send(place, "focusout", { relatedTarget: search });
  assert.equal(place.classList.contains("closed"), true);
  send(place, "focusout", { relatedTarget: other });
  assert.equal(place.classList.contains("closed"), false);
});

test("a list that is out of sight takes no keys", () => {
  const { list, press } = opened();
  list.hidden = true;
  assert.equal(press("Escape").defaultPrevented, false);
});

test("the records of an exported page are written out by their places in the list", () => {
  const listed = ["a", "b", "c"].map((id) => ({ id, title: `Title ${id}`, date: id }));
  const stated = { marks: { track: { of: ["x", "y"], at: [1, 0] }, start: [5, 6] }, places: [2, 0], relations: [[0, 1, "stated"]], total: 3 };
  assert.deepEqual(writtenOut(stated, listed), {
    ...{ places: [2, 0], total: 3, relations: [["c", "a", "stated"]] },
    marks: { id: ["c", "a"], title: ["Title c", "Title a"], date: ["c", "a"], track: ["y", "x"], start: [5, 6] },
  });
  assert.deepEqual(writtenOut({ ...stated, places: null }, listed.slice(0, 2)).marks.id, ["a", "b"]);
});
