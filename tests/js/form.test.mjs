import assert from "node:assert/strict";
import { test } from "node:test";
import { chipsOf, count, fill, find, namesOf, showChips, unfold, without } from "../../assets/page/form.js";
import { node, page, send } from "./dom.mjs";

/** A choice of a filter: a box with its name and a place for its number. */
function option(key, value, name) {
  const box = node("input", { name: key, value, type: "checkbox" });
  Object.assign(box, { type: "checkbox", value, checked: false });
  return node("label", { class: "option" }, box, node("span", { class: "choice-name" }, name), node("span", { class: "count" }));
}

function field(name, type, value = "") {
  const box = node("input", { name, type, ...(value ? { value } : {}) });
  return Object.assign(box, { type, value, checked: false });
}

function opened({ isLong = false } = {}) {
  const search = isLong ? [Object.assign(node("input", { class: "find" }), { value: "" })] : [];
  const names = Array.from({ length: isLong ? 14 : 3 }, (_, at) => `Track ${at}`);
  const set = node("fieldset", { "data-key": "track" }, ...search, ...names.map((name, at) => option("track", `t${at}`, name)));
  const min = node("label", {}, field("min", "radio", "3"), node("span", { class: "choice-name" }, "Turning points"));
  const all = field("min", "radio", "1");
  const form = node("form", {}, field("q", "search"), field("from", "text"), field("sort", "checkbox", "date"), set, min, all);
  form.elements = form.querySelectorAll("input[name]");
  const root = page(form);
  const boxes = set.querySelectorAll("input[name]");
  return { root, form, set, boxes, search: search[0], one: (name) => form.elements.find((each) => each.name === name), radios: form.elements.filter((each) => each.type === "radio") };
}

test("the form stands for the query", () => {
  const { form, boxes, one, radios } = opened();
  fill(form, "q=chip&track=t0,t2&min=3&sort=date");
  assert.deepEqual([one("q").value, one("from").value, one("sort").checked], ["chip", "", true]);
  assert.deepEqual(boxes.map((box) => box.checked), [true, false, true]);
  assert.deepEqual(radios.map((radio) => radio.checked), [true, false]);
  fill(form, "");
  assert.deepEqual([one("q").value, one("sort").checked], ["", false]);
  assert.deepEqual(radios.map((radio) => radio.checked), [false, true]); // as by default
  assert.deepEqual([...namesOf(form)], ["q", "from", "sort", "track", "min"]);
});

test("a field in use keeps what is typed there, unless the reader went to another view", () => {
  const { form, one } = opened();
  one("q").value = "chi";
  one("q").focus();
  fill(form, "q=chip&from=2025");
  assert.deepEqual([one("q").value, one("from").value], ["chi", "2025"]);
  fill(form, "q=chip", true);
  assert.equal(one("q").value, "chip");
});

test("each filter in force is a chip in words", () => {
  const { form } = opened();
  assert.deepEqual(chipsOf(form, "q=$1 chip&from=2025-05&to=2025-06-10&track=t1,x&min=3&event=e"), [
    { key: "q", value: "", words: "“$1 chip”" },
    { key: "from", value: "", words: "from May 2025" },
    { key: "to", value: "", words: "to 10 June 2025" },
    { key: "track", value: "t1", words: "Track 1" },
    { key: "track", value: "x", words: "x" },
    { key: "min", value: "", words: "Turning points" },
  ]);
  assert.deepEqual(chipsOf(form, "min=1&tab=list"), []);
});

test("a chip is a button that takes its filter away", () => {
  const place = node("div");
  page(place);
  showChips(place, [{ key: "track", value: "t1", words: "Track 1" }]);
  const [chip] = place.children;
  assert.deepEqual([chip.dataset.chip, chip.dataset.value, chip.getAttribute("aria-label"), chip.textContent], ["track", "t1", "Remove filter: Track 1", "Track 1×"]);
  assert.equal(without("track=t0,t1&q=a", "track", "t1"), "track=t0&q=a");
  assert.equal(without("track=t1&q=a", "track", "t1"), "q=a");
  assert.equal(without("track=t1&q=a", "q", ""), "track=t1");
});

test("beside each choice stands how many events it would show; one without any is quiet unless it is chosen", () => {
  const { form, boxes } = opened();
  boxes[2].checked = true;
  count(form, { track: { t0: 5 } });
  const options = boxes.map((box) => box.closest(".option"));
  assert.deepEqual(options.map((one) => one.querySelector(".count").textContent), ["5", "0", "0"]);
  assert.deepEqual(options.map((one) => one.classList.contains("none")), [false, true, false]);
  assert.deepEqual(options.map((one) => one.style.order), ["", "", ""]);
});

test("of a long list the ten with the most events are shown, those that are chosen, and those that are typed", () => {
  const { form, set, boxes, search } = opened({ isLong: true });
  const shown = () => boxes.filter((box) => !box.closest(".option").hidden).map(({ value }) => value);
  count(form, { track: { t13: 9, t12: 8 } });
  assert.deepEqual(shown(), ["t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "t12", "t13"]);
  boxes[11].checked = true;
  search.value = " TRACK 12";
  find(set);
  assert.deepEqual(shown(), ["t11", "t12"]);
});

test("what is folded is laid out", () => {
  const folded = node("template");
  const form = node("form", {}, folded);
  Object.assign(folded, { content: "laid out", replaceWith: (content) => form.replaceChildren(content) });
  unfold(form);
  assert.equal(form.textContent, "laid out");
});

test("the claims of a story are found by verdict and by words, and counted", async () => {
  globalThis.window = new EventTarget();
  const { createPanel } = await import("../../assets/page/panel.js");
  const claim = (verdict, text) => node("li", { "data-verdict": verdict }, text);
  const search = Object.assign(node("input", { type: "search" }), { value: "" });
  const radio = Object.assign(node("input", { name: "verdict" }), { value: "", checked: true });
  const rows = [claim("supported", "Chips were sold."), claim("disputed", "Chips were banned."), claim("supported", "Ships sailed.")];
  const element = node("div", {}, node("form", { class: "claim-tools" }, search, radio), node("p", { class: "claims-shown" }), ...rows);
  page(element);
  createPanel(element, { choose: () => undefined, step: () => undefined });
  const left = (verdict, words) => {
    Object.assign(radio, { value: verdict });
    search.value = words;
    send(element, "input", {}, search);
    return [rows.map((row) => !row.hidden), element.querySelector(".claims-shown").textContent];
  };
  assert.deepEqual(left("", ""), [[true, true, true], "3 of 3 claims shown."]);
  assert.deepEqual(left("supported", ""), [[true, false, true], "2 of 3 claims shown."]);
  assert.deepEqual(left("supported", "CHIPS  sold"), [[true, false, false], "1 of 3 claims shown."]);
  assert.deepEqual(left("", "chips")[0], [true, true, false]);
  assert.deepEqual(left("", "chips sailed")[0], [false, false, false]);
});
