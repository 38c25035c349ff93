/* A view as a query string: the text that the address, the form and the server share. */

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
