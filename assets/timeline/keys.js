/* What the keys do while the chart has the focus. Arrows walk among the events in sight; they never move the range. */
const ZOOM = 2; // of one key

/** @param {HTMLElement} element @param {import("./index.js").Inner} chart @param {AbortSignal} signal */
export function attachKeys(element, chart, signal) {
  /** @param {string | undefined} id @param {string} end said where the way ends */
  const go = (id, end) => (id ? chart.stand(id) : chart.announce(end));
  /** @type {Record<string, (here: string) => void>} */
  const acts = {
    ArrowRight: (here) => go(chart.beside(here, 1), "This is the last event of the lane in sight."),
    ArrowLeft: (here) => go(chart.beside(here, -1), "This is the first event of the lane in sight."),
    ArrowDown: (here) => go(chart.across(here, 1), "No lane below has an event in sight."),
    ArrowUp: (here) => go(chart.across(here, -1), "No lane above has an event in sight."),
    Home: () => go(chart.ends()[0], "No event is in sight."),
    End: () => go(chart.ends()[1], "No event is in sight."),
    c: (here) => go(chart.linked(here, 1), "No event answers this one."),
    C: (here) => go(chart.linked(here, -1), "This event answers no other."),
    o: (here) => chart.toggleLaneOf(here),
    "+": () => chart.zoom(1 / ZOOM),
    "=": () => chart.zoom(1 / ZOOM),
    "-": () => chart.zoom(ZOOM),
    0: () => chart.reset("range"),
    Enter: (here) => here && chart.choose(here, "key"),
  };
  const here = () => chart.cursor() || chart.event() || chart.ends()[0] || "";

  element.addEventListener("keydown", (key) => {
    const act = acts[key.key];
    if (!act || key.target !== element || key.ctrlKey || key.metaKey || key.altKey) return;
    key.preventDefault();
    act(here());
  }, { signal });
  element.addEventListener("focus", () => {
    if (!chart.cursor() && here()) chart.stand(here());
  }, { signal });
}
