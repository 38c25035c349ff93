/* Filters without a server: which of a page's events a query leaves, and why the others are not shown.
   It does what app/selection.py does, for the keys that the exported page offers. */
window.timelineSieve = (() => {
  "use strict";
  const REASONS = { track: "in other tracks", direction: "of other directions", status: "of other status" };

  /* `events` have an id, the fields of REASONS and a lower-case text; `hidden` counts those that the file leaves out. */
  function create(events, total, hidden) {
    const chosen = (pairs, key) => (pairs.get(key) ?? "").split(",").filter(Boolean);
    const words = (pairs) => (pairs.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);

    /* Each filter in force: its key, the reason that it gives, and what it keeps. */
    function filters(pairs) {
      const lists = Object.entries(REASONS).map(([key, reason]) => [key, reason, chosen(pairs, key)]);
      return [
        ...lists.filter(([, , wanted]) => wanted.length).map(([key, reason, wanted]) => [key, reason, (event) => wanted.includes(event[key])]),
        ...words(pairs).map((word) => ["q", `without “${word}”`, (event) => event.text.includes(word)]),
      ];
    }

    /* {ids: those left, words: the status line, counts: key -> choice -> how many it would show}. */
    function sift(query) {
      const pairs = new URLSearchParams(query);
      const inForce = filters(pairs);
      const reasons = new Map(Object.entries(hidden));
      let left = events;
      for (const [, reason, keeps] of inForce) {
        const kept = left.filter(keeps);
        if (kept.length < left.length) reasons.set(reason, (reasons.get(reason) ?? 0) + left.length - kept.length);
        left = kept;
      }
      const why = [...reasons].map(([reason, count]) => `${count} ${reason}`).join(", ");
      const lead = `${left.length} of ${total} events shown.`;
      return { ids: new Set(left.map((event) => event.id)), words: why ? `${lead} Not shown: ${why}.` : lead, counts: counts(inForce) };
    }

    function counts(inForce) {
      return Object.fromEntries(
        Object.keys(REASONS).map((key) => {
          const others = inForce.filter(([name]) => name !== key);
          const made = {};
          for (const event of events) if (others.every(([, , keeps]) => keeps(event))) made[event[key]] = (made[event[key]] ?? 0) + 1;
          return [key, made];
        })
      );
    }

    return { sift, words: (query) => words(new URLSearchParams(query)), size: events.length };
  }

  /* A sieve of the marks of a chart, without their texts: it leaves a search to others. */
  function ofMarks(marks) {
    const events = window.policyTimeline.rows(marks);
    const sieve = create(events, events.length, {});
    const known = (query) => new URLSearchParams([...new URLSearchParams(query)].filter(([key]) => key in REASONS)).toString();
    return { sift: (query) => sieve.sift(known(query)), size: events.length };
  }

  return { create, ofMarks };
})();
