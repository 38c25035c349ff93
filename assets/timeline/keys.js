/* What the keys do while the chart has the focus. */

/* `chart` is the inner interface of a chart. */
export function attachKeys(element, chart, signal) {
  const go = (id) => id && chart.stand(id);
  const acts = {
    ArrowRight: (here) => go(chart.beside(here, 1)),
    ArrowLeft: (here) => go(chart.beside(here, -1)),
    ArrowDown: (here) => go(chart.across(here, 1)),
    ArrowUp: (here) => go(chart.across(here, -1)),
    Home: () => go(chart.ends()[0]),
    End: () => go(chart.ends()[1]),
    c: (here) => go(chart.linked(here, 1)),
    C: (here) => go(chart.linked(here, -1)),
    "+": () => chart.zoom(0.5),
    "=": () => chart.zoom(0.5),
    "-": () => chart.zoom(2),
    0: () => chart.reset(),
    Enter: (here) => here && chart.choose(here, "key"),
  };
  const here = () => chart.cursor() || chart.event() || chart.ends()[0];

  element.addEventListener("keydown", (key) => {
    const act = acts[key.key];
    if (!act || key.ctrlKey || key.metaKey || key.altKey) return;
    key.preventDefault();
    act(here());
  }, { signal });
  element.addEventListener("focus", () => chart.cursor() || go(here()), { signal });
}
