/* The charts beside the timeline are drawn by Plotly, which is fetched when the first of them is wanted. */
window.timelinePlots = (() => {
  "use strict";
  const NARROW = 640; // below this width of a chart its names get less room
  const CONFIG = { displayModeBar: false, doubleClick: false, showSendToCloud: false };
  let loading = null;

  function plotly() {
    loading ??= new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src: document.body.dataset.plotly });
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });
    return loading;
  }

  /* A figure in its place; `choose` takes what stands behind a mark that the reader clicks. */
  async function draw(place, figure, choose) {
    if (!figure) return;
    try {
      await plotly();
    } catch {
      loading = null; // a newer server may have it under another address, which comes with the page
      place.textContent = "This chart could not be loaded. Load the page again.";
      return;
    }
    if (!place.clientWidth) return;
    const layout = { ...figure.layout, width: place.clientWidth };
    if (place.clientWidth < NARROW && layout.margin?.l > 120) layout.margin = { ...layout.margin, l: 110 };
    const first = !place.layout;
    if (first) place.textContent = "";
    await window.Plotly.react(place, figure.data, layout, CONFIG);
    performance.mark("timeline:drawn");
    if (!first) return;
    place.on("plotly_click", ({ points }) => {
      const [target] = points.map((point) => point.customdata).filter((value) => typeof value === "string");
      if (target) choose(target);
    });
  }

  window.addEventListener("resize", () => {
    for (const place of document.querySelectorAll("[data-plot]")) {
      if (place.layout && place.layout.width !== place.clientWidth) window.Plotly.relayout(place, { width: place.clientWidth });
    }
  });

  return { draw };
})();
