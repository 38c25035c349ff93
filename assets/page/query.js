/* A view as a query string: the text that the address, the form and the server share. */
import { toText } from "../timeline/days.js";
import { daysOf } from "./dates.js";

/** What a key means where the query leaves it out. */
export const DEFAULTS = { min: "1", tab: "timeline", lanes: "track", order: "oldest" };

/**
 * The pairs as a query string that people can read: commas and plus signs as such.
 * @param {URLSearchParams} pairs
 * @returns {string}
 */
export const asText = (pairs) => pairs.toString().replaceAll("%2C", ",").replaceAll("+", "%20");

/**
 * The query with some keys set to other values; an empty value takes its key away.
 * @param {string} query
 * @param {Record<string, string>} changes
 * @returns {string}
 */
export function changed(query, changes) {
  const pairs = new URLSearchParams(query);
  for (const [key, value] of Object.entries(changes)) {
    if (value && value !== /** @type {Record<string, string>} */ (DEFAULTS)[key]) pairs.set(key, value);
    else pairs.delete(key);
  }
  return asText(pairs);
}

/**
 * The values of a key whose values stand with commas between them.
 * @param {URLSearchParams} pairs
 * @param {string} key
 * @returns {string[]}
 */
export const valuesOf = (pairs, key) => (pairs.get(key) ?? "").split(",").filter(Boolean);

/**
 * The words that a query searches for, in lower case.
 * @param {URLSearchParams} pairs
 * @returns {string[]}
 */
export const wordsOf = (pairs) => [...new Set((pairs.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean))];

/**
 * Whether a query asks for events of some kind, by a filter or by words.
 * @param {string} query
 * @param {{key: string}[]} filters
 */
export function asks(query, filters) {
  const pairs = new URLSearchParams(query);
  return wordsOf(pairs).length > 0 || filters.some(({ key }) => valuesOf(pairs, key).length > 0);
}

/**
 * The days that the chart of a view shows: those that it states, an open end at that of the coverage; null, those of what is left, where
 * it asks for events of some kind by filters or by words; the opening days where it asks for nothing. As app/analysis/activity.py has it.
 * @param {string} query
 * @param {{key: string}[]} filters
 * @param {{covered: number[], range: number[]}} chart  its covered days and its opening days, each with the day after the last
 * @returns {import("./types.js").Days | null}
 */
export function daysOfView(query, filters, { covered, range }) {
  const pairs = new URLSearchParams(query);
  const [from, to] = [pairs.get("from") ?? "", pairs.get("to") ?? ""];
  if (from || to) return { from: from ? daysOf(from)[0] : toText(covered[0]), to: to ? daysOf(to)[1] : toText(covered[1] - 1) };
  return asks(query, filters) ? null : { from: toText(range[0]), to: toText(range[1] - 1) };
}

/**
 * What is left of a query when the reader clears the filters: where they are, not what they asked for.
 * @param {string} query
 * @returns {string}
 */
export function cleared(query) {
  const kept = ["tab", "event", "lanes", "sort", "order", "story", "step", "by", "weigh", "anchor", "window"];
  const pairs = new URLSearchParams(query);
  return asText(new URLSearchParams([...pairs].filter(([key]) => kept.includes(key))));
}

/**
 * The query that the fields of a form stand for. A key of `now` that no field stands for, such as the event, is kept.
 * @param {[string, string][]} entries  name and value of each field that is filled in
 * @param {Set<string>} names  of all fields
 * @param {string} now
 * @returns {string}
 */
export function ofFields(entries, names, now) {
  const [pairs, before] = [new URLSearchParams(), new URLSearchParams(now)];
  for (const name of names) {
    const values = entries.filter(([key]) => key === name).map(([, value]) => value.trim()).filter(Boolean);
    if (values.length && values[0] !== /** @type {Record<string, string>} */ (DEFAULTS)[name]) pairs.set(name, values.join(","));
  }
  if (pairs.has("sort") && before.has("sort")) pairs.set("sort", before.get("sort") ?? ""); // the box says whether, not how
  for (const [key, value] of before) if (!names.has(key)) pairs.set(key, value);
  return asText(pairs);
}
