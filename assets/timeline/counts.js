/* Events that are counted, not drawn one by one: bars in the lanes, and the months of the overview strip. */
const BIN = 10; // pixels of a bar of counts

/** Bars of the events of each lane that are only counted, all to one scale.
 * @param {import("./types.js").Chart["rest"]} rest
 * @param {import("./types.js").Lane[]} lanes
 * @param {import("./types.js").Days} range
 * @param {number} width */
export function bars(rest, lanes, [first, last], width) {
  const step = Math.max(((last - first) / width) * BIN, 1);
  const binned = lanes.map((lane) => {
    const [start, daily] = rest[lane.id] ?? [0, []];
    const sums = new Array(Math.ceil((last - first) / step)).fill(0);
    for (let day = Math.max(start, Math.ceil(first)); day < Math.min(start + daily.length, last); day++) {
      sums[Math.floor((day - first) / step)] += daily[day - start];
    }
    return sums;
  });
  const most = Math.max(1, ...binned.flat());
  const wide = (step / (last - first)) * width;
  return lanes.flatMap((lane, index) =>
    binned[index].flatMap((/** @type {number} */ count, /** @type {number} */ bin) => {
      const height = (lane.height * count) / most;
      return count ? [{ x: bin * wide, y: lane.top + lane.height - height, width: Math.max(wide - 1, 1), height }] : [];
    })
  );
}

/** Of the months of a chart, with a count for each direction, what some of its marks add to each.
 * @param {import("./types.js").Chart["months"]} months
 * @param {import("./types.js").Mark[]} marks
 * @param {string[]} directions
 * @returns {import("./types.js").Chart["months"]} */
export function monthsOf(months, marks, directions) {
  return months.map(([day, length]) => {
    const counts = directions.map(() => 0);
    for (const mark of marks) if (mark.start >= day && mark.start < day + length) counts[directions.indexOf(mark.direction)]++;
    return [day, length, counts];
  });
}
