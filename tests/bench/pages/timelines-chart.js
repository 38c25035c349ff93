/* timelines-chart: one line of segments for each lane, without animations and without the overview.
   It tells segments apart by line and start, so those of one day start a second after each other.
   It has no event for "drawn": it has drawn when no transition of its segments is left. */
window.tool = (() => {
  "use strict";
  const DAY = 86400000;
  let chart = null;
  let lines = [];
  const segments = () => document.querySelectorAll(".series-segment");

  async function settled() {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const busy = (node) => node && node.__transition;
    await new Promise((done) => setTimeout(done, 5)); // it gathers changes for a millisecond
    do await frame();
    while (busy(segments()[0]) || busy(segments()[segments().length - 1]));
  }

  function draw(element, { events, lanes }) {
    const taken = new Map();
    const later = (event) => {
      const place = `${event.lane} ${event.start}`;
      taken.set(place, (taken.get(place) ?? 0) + 1);
      return 1000 * taken.get(place);
    };
    lines = lanes.map(([lane, label]) => ({
      group: label,
      lane,
      data: [
        {
          label,
          data: events
            .filter((event) => event.lane === lane)
            .map((event) => {
              const start = new Date(Date.parse(event.start) + later(event));
              return { timeRange: [start, new Date(Date.parse(event.end) + DAY)], val: event.title };
            }),
        },
      ],
    }));
    chart = new window.TimelinesChart(element);
    chart.width(1300).maxHeight(640).leftMargin(100).rightMargin(180).enableAnimations(false).enableOverview(false);
    chart.zQualitative(true).zColorScale(Object.assign(() => "#336699", { domain: () => [], range: () => [] })).data(lines);
    return settled();
  }

  function range(first, last) {
    chart.zoomX([new Date(first), new Date(last)]);
    return settled();
  }

  return {
    draw,
    zoom: range,
    filter(lane) {
      chart.data(lines.filter((line) => line.lane === lane));
      return settled();
    },
    async reset(first, last) {
      chart.data(lines);
      await range(first, last);
    },
    spot({ title }) {
      const mark = [...segments()].find((node) => node.__data__.val === title);
      const box = mark.getBoundingClientRect();
      return [box.left + box.width / 2, box.top + box.height / 2];
    },
    hovered: () =>
      new Promise((done) => {
        for (const mark of segments()) mark.addEventListener("mouseover", done, { once: true });
      }),
    count: () => segments().length,
  };
})();
