/* ECharts on canvas, without animation. With labels: each event's label beside its mark wherever none is in the way
   (`hideOverlap`). Without: its `large` mode for many points. */
window.tool = (() => {
  "use strict";
  const labelled = document.body.dataset.labels === "yes";
  let chart = null;
  let lanes = [];
  let total = 0;

  /* What changes the chart, done, until ECharts says that it has finished. */
  const finished = (change) =>
    new Promise((done) => {
      chart.on("finished", function once() {
        chart.off("finished", once);
        done();
      });
      change();
    });

  function series([lane, name], events) {
    const data = events.filter((event) => event.lane === lane).map((event) => [event.start, name, event.title, event.label]);
    total += data.length;
    const marks = { type: "scatter", name, data, symbolSize: 8, encode: { x: 0, y: 1 } };
    if (!labelled) return { ...marks, large: true, largeThreshold: 2000 };
    const label = { show: true, position: "right", formatter: ({ value }) => value[3] };
    return { ...marks, label, labelLayout: { hideOverlap: true } };
  }

  function draw(element, { events, lanes: given, days }) {
    lanes = given;
    chart = window.echarts.init(element);
    return finished(() =>
      chart.setOption({
        animation: false,
        grid: { left: 180, right: 10, top: 30, bottom: 40 },
        legend: { show: true, top: 0 },
        tooltip: { trigger: "item", showDelay: 0, transitionDuration: 0, formatter: ({ value }) => value[2] },
        xAxis: { type: "time", min: days[0], max: days[1] },
        yAxis: { type: "category", data: lanes.map(([, name]) => name), inverse: true },
        dataZoom: [{ type: "inside" }],
        series: lanes.map((lane) => series(lane, events)),
      })
    );
  }

  const range = (first, last) =>
    finished(() => chart.dispatchAction({ type: "dataZoom", startValue: first, endValue: last }));
  const select = (wanted) =>
    finished(() => chart.setOption({ legend: { selected: Object.fromEntries(lanes.map(([, name]) => [name, wanted(name)])) } }));

  return {
    draw,
    zoom: range,
    filter: (_lane, label) => select((name) => name === label),
    async reset(first, last) {
      await select(() => true);
      await range(first, last);
    },
    spot({ start }, label) {
      const box = chart.getDom().getBoundingClientRect();
      const [x, y] = chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [start, label]);
      return [box.left + x, box.top + y];
    },
    hovered: () => new Promise((done) => chart.on("showTip", done)),
    count: () => total,
  };
})();
