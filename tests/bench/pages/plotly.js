/* plotly.js: one trace of points for each lane, titles on hover. `spikedistance: 0` keeps hover quick among many marks.
   The stock Dash page has drawn when this script comes: it is worked in the same way. */
window.tool = (() => {
  "use strict";
  const element = () => document.querySelector(".js-plotly-plot");
  let lanes = [];

  function draw(place, { events, lanes: given, days }) {
    lanes = given;
    const traces = lanes.map(([lane, label]) => {
      const mine = events.filter((event) => event.lane === lane);
      return {
        type: document.body.dataset.marks,
        mode: "markers",
        name: label,
        x: mine.map((event) => event.start),
        y: mine.map(() => label),
        hovertext: mine.map((event) => event.title),
        hoverinfo: "x+text",
        marker: { size: 8 },
      };
    });
    const layout = {
      width: 1300,
      height: 640,
      margin: { l: 180, r: 10, t: 10, b: 40 },
      showlegend: false,
      hovermode: "closest",
      spikedistance: 0,
      xaxis: { type: "date", range: days },
      yaxis: { type: "category", categoryarray: lanes.map(([, label]) => label), autorange: "reversed", fixedrange: true },
    };
    return window.Plotly.newPlot(place, traces, layout, { displayModeBar: false, showSendToCloud: false });
  }

  const range = (first, last) => window.Plotly.relayout(element(), { "xaxis.range": [first, last] });
  const names = () => element().data.map((trace) => trace.name);

  return {
    draw,
    zoom: range,
    filter: (_lane, label) => window.Plotly.restyle(element(), { visible: names().map((name) => name === label) }),
    reset: async (first, last) => {
      await window.Plotly.restyle(element(), { visible: true });
      await range(first, last);
    },
    spot({ start }, label) {
      const { xaxis, yaxis } = element()._fullLayout;
      const box = element().getBoundingClientRect();
      return [box.left + xaxis._offset + xaxis.d2p(start), box.top + yaxis._offset + yaxis.d2p(label)];
    },
    hovered: () => new Promise((done) => element().on("plotly_hover", done)),
    count() {
      const drawn = element().querySelectorAll(".scatterlayer .point").length;
      return drawn || element().calcdata.reduce((sum, points) => sum + points[0].trace.x.length, 0);
    },
  };
})();
