/* Ways from event to event: in time, across lanes, along relations. Knows marks, not pixels. */
/** @typedef {import("./types.js").Mark} Mark */
/** @typedef {import("./types.js").Relation} Relation */

/** `marks` in any order, `lanes` from top to bottom.
 * @param {Mark[]} marks @param {{id: string}[]} lanes @param {Relation[]} relations */
export function createWalk(marks, lanes, relations) {
  const byId = new Map(marks.map((mark) => [mark.id, mark]));
  const inTime = [...marks].sort((a, b) => a.start - b.start || a.end - b.end || a.rank - b.rank);
  const events = inTime.filter(({ of }) => !of); // each once
  const place = new Map(events.map((mark, index) => [mark.id, index]));
  const edges = relations.filter(([earlier, later]) => byId.has(earlier) && byId.has(later));
  const eventOf = (/** @type {string} */ id) => byId.get(id)?.of ?? id;
  const after = (/** @type {string} */ id) => edges.filter((edge) => edge[0] === eventOf(id)).map((edge) => edge[1]);
  const before = (/** @type {string} */ id) => edges.filter((edge) => edge[1] === eventOf(id)).map((edge) => edge[0]);
  const middle = (/** @type {Mark} */ mark) => (mark.start + mark.end) / 2;
  const isIn = (/** @type {Mark} */ mark, /** @type {number} */ first, /** @type {number} */ last) => mark.end > first && mark.start < last;

  /** The ids of the events before and after one in time.
   * @param {string} id @returns {(string | undefined)[]} */
  function neighbours(id) {
    const at = place.get(id);
    return at === undefined ? [] : [events[at - 1]?.id, events[at + 1]?.id];
  }

  /** The next event of the same lane, or that before, among those between two days.
   * @param {string} id @param {number} step @param {number} first @param {number} last */
  function beside(id, step, first, last) {
    const lane = inTime.filter((mark) => mark.id === id || (mark.lane === byId.get(id)?.lane && isIn(mark, first, last)));
    return lane[lane.findIndex((mark) => mark.id === id) + step]?.id;
  }

  /** The event nearest in time of the next lane that has one between two days.
   * @param {string} id @param {number} step @param {number} first @param {number} last
   * @returns {string | undefined} */
  function across(id, step, first, last) {
    const here = byId.get(id);
    if (!here) return undefined;
    const order = lanes.map((lane) => lane.id);
    for (let lane = order.indexOf(here.lane) + step; lane >= 0 && lane < order.length; lane += step) {
      const those = inTime.filter((mark) => mark.lane === order[lane] && isIn(mark, first, last));
      const distance = (/** @type {Mark} */ mark) => Math.abs(middle(mark) - middle(here));
      if (those.length) return those.reduce((best, mark) => (distance(mark) < distance(best) ? mark : best)).id;
    }
    return undefined;
  }

  /** The first and the last event between two days.
   * @param {number} first @param {number} last */
  function ends(first, last) {
    const inside = inTime.filter((mark) => isIn(mark, first, last));
    return [inside[0]?.id, inside.at(-1)?.id];
  }

  /** The first answer to an event, or the first that it answers.
   * @param {string} id @param {number} step */
  function linked(id, step) {
    const order = (/** @type {string} */ one) => place.get(one) ?? 0;
    return (step > 0 ? after(id) : before(id)).sort((a, b) => order(a) - order(b))[0];
  }

  /** All that leads to an event and all that follows from it, with the relations between.
   * @param {string} id @returns {{ids: Set<string>, edges: Relation[]}} */
  function chain(id) {
    const reach = (/** @type {(id: string) => string[]} */ next) => {
      const seen = new Set([id]);
      for (const here of seen) for (const other of next(here)) seen.add(other);
      return seen;
    };
    const [causes, answers] = [reach(before), reach(after)];
    const within = (/** @type {Set<string>} */ set) => edges.filter(([earlier, later]) => set.has(earlier) && set.has(later));
    return { ids: new Set([...causes, ...answers]), edges: [...new Set([...within(causes), ...within(answers)])] };
  }

  return { neighbours, beside, across, ends, linked, chain };
}
