/* Ways from event to event: in time, across lanes, along relations. Knows marks, not pixels. */

/* `marks` in any order, `lanes` from top to bottom, `relations` as [earlier, later, basis]. */
export function createWalk(marks, lanes, relations) {
  const byId = new Map(marks.map((mark) => [mark.id, mark]));
  const inTime = [...marks].sort((a, b) => a.start - b.start || a.end - b.end || a.rank - b.rank);
  const place = new Map(inTime.map((mark, index) => [mark.id, index]));
  const edges = relations.filter(([earlier, later]) => byId.has(earlier) && byId.has(later));
  const after = (id) => edges.filter((edge) => edge[0] === id).map((edge) => edge[1]);
  const before = (id) => edges.filter((edge) => edge[1] === id).map((edge) => edge[0]);
  const middle = (mark) => (mark.start + mark.end) / 2;

  const neighbours = (id) => (place.has(id) ? [inTime[place.get(id) - 1]?.id, inTime[place.get(id) + 1]?.id] : []);

  function beside(id, step) {
    const lane = inTime.filter((mark) => mark.lane === byId.get(id)?.lane);
    return lane[lane.findIndex((mark) => mark.id === id) + step]?.id;
  }

  function across(id, step) {
    const here = byId.get(id);
    const order = lanes.map((lane) => lane.id);
    for (let lane = order.indexOf(here?.lane) + step; here && lane >= 0 && lane < order.length; lane += step) {
      const there = marks.filter((mark) => mark.lane === order[lane]);
      const distance = (mark) => Math.abs(middle(mark) - middle(here));
      if (there.length) return there.reduce((best, mark) => (distance(mark) < distance(best) ? mark : best)).id;
    }
    return undefined;
  }

  const ends = (first, last) => {
    const inside = inTime.filter((mark) => mark.end > first && mark.start < last);
    return [inside[0]?.id, inside.at(-1)?.id];
  };

  const linked = (id, step) => (step > 0 ? after(id) : before(id)).sort((a, b) => place.get(a) - place.get(b))[0];

  /* All that leads to an event and all that follows from it, with the links between: {ids, edges}. */
  function chain(id) {
    const reach = (start, next) => {
      const seen = new Set([start]);
      for (const here of seen) for (const there of next(here)) seen.add(there);
      return seen;
    };
    const causes = reach(id, before);
    const answers = reach(id, after);
    const within = (set) => edges.filter(([earlier, later]) => set.has(earlier) && set.has(later));
    return { ids: new Set([...causes, ...answers]), edges: [...new Set([...within(causes), ...within(answers)])] };
  }

  return { neighbours, beside, across, ends, linked, chain };
}
