import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, cleared, ofFields } from "../../assets/page/query.js";
import { nearest, wordsIn } from "../../assets/page/near.js";

test("a change leaves out what is as by default", () => {
  assert.equal(changed("track=a,b&min=3", { min: "1", tab: "list" }), "track=a,b&tab=list");
  assert.equal(changed("tab=list", { tab: "timeline" }), "");
  assert.equal(changed("", { q: "a b+c" }), "q=a%20b%2Bc");
});

test("clearing the filters drops dates and search, and stays where the reader is", () => {
  assert.equal(cleared("from=2025&q=a&track=x&min=2&tab=list&event=e&order=newest"), "tab=list&event=e&order=newest");
});

test("the fields of a form and what else the view says make one query", () => {
  const fields = [["track", "a"], ["track", "b"], ["q", " chip "], ["from", ""], ["min", "1"]];
  assert.equal(ofFields(fields, new Set(["track", "q", "from", "min"]), "event=e&q=old&min=3"), "track=a,b&q=chip&event=e");
});

test("a word leads to the nearest known one, the more frequent first", () => {
  const known = wordsIn(["Cambricon and Huawei", "Cambricon, Cambrican"]);
  assert.equal(nearest("cambricom", known), "cambricon");
  assert.equal(nearest("cambricon", known), "");
  assert.equal(nearest("zzzzzz", known), "");
  assert.equal(nearest("hua", known), "");
});
