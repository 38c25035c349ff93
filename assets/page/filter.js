/* Filters without a server: which of a page's events a query leaves, and why the others are not shown. It does what
   app/analysis/selection.py does, for the filters that the page is given. */
import { daysOf } from "./dates.js";
import { valuesOf, wordsOf } from "./query.js";

/**
 * @typedef {Object} Filterable  an event as the filters see it
 * @property {string} id
 * @property {string} first  its first day, YYYY-MM-DD
 * @property {string} last  its last day, "9999" where it has no end
 * @property {number} significance
 * @property {string} text  in lower case
 * @property {Record<string, string | string[]>} values  for each key of a filter
 */
/** @typedef {{key: string, reason: string}} FilterRecord  a filter that takes a list of values */
/** @typedef {{key: string, reason: string, keeps: (event: Filterable) => boolean}} InForce */
/** @typedef {{ids: Set<string>, words: string, counts: Record<string, Record<string, number>>}} Selection */

/** How an event has to lie to be within dates: which of its days are held against their first and their last.
 * @type {Record<string, ["first" | "last", "first" | "last"]>} */
export const DATES = { overlap: ["last", "first"], first: ["first", "first"], within: ["first", "last"] };

/**
 * How many events are shown, and why the others are not.
 * @param {number} count
 * @param {number} total
 * @param {Map<string, number>} hidden  reason -> events
 */
export function shownWords(count, total, hidden) {
  const why = [...hidden].map(([reason, number]) => `${number.toLocaleString("en")} ${reason}`).join(", ");
  const lead = `${count.toLocaleString("en")} of ${total.toLocaleString("en")} ${total === 1 ? "event" : "events"} shown.`;
  return why ? `${lead} Not shown: ${why}.` : lead;
}

/**
 * A filter over some events. `total` and `hidden` tell of those that the page leaves out.
 * @param {Filterable[]} events
 * @param {FilterRecord[]} records
 * @param {number} total
 * @param {Record<string, number>} hidden
 * @param {{from?: string, to?: string}} near  the days of which the page holds all events
 */
export function create(events, records, total, hidden, near = {}) {
  /**
   * Each filter in force.
   * @param {URLSearchParams} pairs
   * @returns {InForce[]}
   */
  function inForce(pairs) {
    const lists = records.map(({ key, reason }) => ({ key, reason, wanted: valuesOf(pairs, key) })).filter(({ wanted }) => wanted.length);
    const [from, to, min] = [pairs.get("from") ?? "", pairs.get("to") ?? "", Number(pairs.get("min") ?? 1)];
    const [end, start] = DATES[pairs.get("dates") ?? ""] ?? DATES.overlap;
    return [
      ...lists.map(({ key, reason, wanted }) => ({ key, reason, keeps: (/** @type {Filterable} */ event) => holds(event.values[key], wanted) })),
      ...(min > 1 ? [{ key: "min", reason: "of lower significance", keeps: (/** @type {Filterable} */ event) => event.significance >= min }] : []),
      ...wordsOf(pairs).map((word) => ({ key: "q", reason: `without “${word}”`, keeps: (/** @type {Filterable} */ event) => event.text.includes(word) })),
      ...(from ? [{ key: "from", reason: `before ${from}`, keeps: (/** @type {Filterable} */ event) => event[end] >= daysOf(from)[0] }] : []),
      ...(to ? [{ key: "to", reason: `after ${to}`, keeps: (/** @type {Filterable} */ event) => event[start] <= daysOf(to)[1] }] : []),
    ];
  }

  /* Why an event that the page leaves out for its days is not shown: it lies as much outside of other days that the page holds all of. */
  function asDays(/** @type {string} */ reason, /** @type {URLSearchParams} */ pairs) {
    const [from, to] = [pairs.get("from") ?? "", pairs.get("to") ?? ""];
    if (reason.startsWith("before ") && from && near.from && daysOf(from)[0] >= near.from) return `before ${from}`;
    return reason.startsWith("after ") && to && near.to && daysOf(to)[1] <= near.to ? `after ${to}` : reason;
  }

  /**
   * What a query leaves, the status line, and for each choice of each filter how many events it would show.
   * @param {string} query
   * @returns {Selection}
   */
  function select(query) {
    const pairs = new URLSearchParams(query);
    const filters = inForce(pairs);
    const reasons = new Map(Object.entries(hidden).map(([reason, number]) => [asDays(reason, pairs), number]));
    let left = events;
    for (const { reason, keeps } of filters) {
      const kept = left.filter(keeps);
      if (kept.length < left.length) reasons.set(reason, (reasons.get(reason) ?? 0) + left.length - kept.length);
      left = kept;
    }
    return { ids: new Set(left.map(({ id }) => id)), words: shownWords(left.length, total, reasons), counts: counts(filters) };
  }

  /** @param {InForce[]} filters */
  function counts(filters) {
    return Object.fromEntries(
      records.map(({ key }) => {
        const others = filters.filter((filter) => filter.key !== key);
        /** @type {Record<string, number>} */
        const numbers = {};
        for (const event of events) {
          if (others.every(({ keeps }) => keeps(event))) for (const value of [event.values[key]].flat()) numbers[value] = (numbers[value] ?? 0) + 1;
        }
        return [key, numbers];
      })
    );
  }

  return { select, size: events.length };
}

/**
 * @param {string | string[] | undefined} own
 * @param {string[]} wanted
 */
const holds = (own, wanted) => [own ?? []].flat().some((value) => wanted.includes(value));
