/* TimelineJS3: a slide and a marker for each event. It has no filter, and it zooms by steps: from 2 to 8 screens. */
window.tool = (() => {
  "use strict";
  const FOUR_TIMES = 5; // the step of its zoom sequence that is four times the first one
  let timeline = null;

  const date = (day) => {
    const [year, month, number] = day.split("-").map(Number);
    return { year, month, day: number };
  };

  function draw(element, { events, lanes }) {
    const labels = new Map(lanes);
    const slides = events.map(({ id, label, title, start, end, lane }) => ({
      unique_id: id,
      start_date: date(start),
      ...(end === start ? {} : { end_date: date(end) }),
      text: { headline: label, text: title },
      group: labels.get(lane),
    }));
    return new Promise((done) => {
      const options = { font: null, duration: 1, timenav_height_percentage: 70, script_path: "/@knight-lab/timelinejs/dist/js/" };
      timeline = new window.TL.Timeline(element, { events: slides }, options);
      timeline.on("loaded", done);
    });
  }

  return {
    draw,
    zoom: () => timeline.setZoom(FOUR_TIMES),
    reset: () => timeline.setZoom(2),
    focus: ({ id }) =>
      new Promise((done) => {
        timeline.on("change", done);
        timeline.goToId(id);
      }),
    count: () => document.querySelectorAll(".tl-timemarker").length,
  };
})();
