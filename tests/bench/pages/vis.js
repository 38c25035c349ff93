/* vis-timeline: stacked points and ranges in groups, as its examples have them; no sanitizing of the labels, for it
   costs time and the labels are plain. */
window.tool = (() => {
  "use strict";
  let timeline = null;
  let view = null;
  let only = "";

  const changed = (change) =>
    new Promise((done) => {
      timeline.on("changed", function once() {
        timeline.off("changed", once);
        done();
      });
      change();
    });

  function draw(element, { events, lanes, days }) {
    const items = new window.vis.DataSet(
      events.map(({ id, lane, label, title, start, end }) => ({
        id,
        group: lane,
        content: label,
        title,
        start,
        ...(end === start ? { type: "point" } : { end, type: "range" }),
      }))
    );
    view = new window.vis.DataView(items, { filter: ({ group }) => !only || group === only });
    const groups = new window.vis.DataSet(lanes.map(([id, content]) => ({ id, content })));
    return new Promise((done) => {
      timeline = new window.vis.Timeline(element, view, groups, {
        start: days[0],
        end: days[1],
        height: "640px",
        verticalScroll: true,
        orientation: "top",
        margin: { item: 2 },
        showCurrentTime: false,
        tooltip: { delay: 0 },
        xss: { disabled: true },
        onInitialDrawComplete: done,
      });
    });
  }

  const range = (first, last) => changed(() => timeline.setWindow(first, last, { animation: false }));
  const choose = (lane) =>
    changed(() => {
      only = lane;
      view.refresh();
    });

  return {
    draw,
    zoom: range,
    filter: choose,
    reset: (first, last) => (only ? choose("") : range(first, last)), // it tells of no change where there is none
    /* The first mark that can be pointed at, for it keeps others out of sight or out of the page. */
    spot() {
      const spots = [...document.querySelectorAll(".vis-item.vis-point")].map((mark) => {
        const box = mark.getBoundingClientRect();
        return [box.left + 4, box.top + box.height / 2];
      });
      return spots.find(([x, y]) => document.elementFromPoint(x, y)?.closest(".vis-item")) ?? null;
    },
    hovered: () => new Promise((done) => timeline.on("itemover", done)),
    count: () => view.length,
  };
})();
