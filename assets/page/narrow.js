/* A narrow screen: time runs down the page, and what the tool bar has no room for stands in the drawer. */
import { toDay } from "../timeline/days.js";
import { rows } from "../timeline/index.js";
import { createRail } from "./rail.js";

const NARROW = "(max-width: 699px)";

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} element  of the rail
 * @param {() => {payload: import("./types.js").Payload | null, kept: Set<string> | null, range: import("./types.js").Days | null,
 *   event: string, isNewestFirst: boolean}} content  what is to be shown: the chart's payload, the ids that filters leave or null for
 *   all, the days or null for all
 */
export function createNarrow(form, element, content) {
  const rail = createRail(element);
  const screen = matchMedia(NARROW);

  /* The legend stands in the tool bar, or in the drawer. */
  function placeLegend() {
    const legend = form.querySelector(".legend");
    const drawer = document.getElementById("drawer");
    const body = form.querySelector(".drawer-body");
    if (legend && body) screen.matches ? body.prepend(legend) : drawer?.before(legend);
  }

  /* The chart with its axis, or time down the page. */
  function showAxis(/** @type {boolean} */ isAxis) {
    document.body.dataset.axis = isAxis ? "yes" : "no";
    for (const button of document.querySelectorAll("[data-act=axis]")) button.setAttribute("aria-pressed", String(isAxis));
    show();
  }

  function show() {
    const { payload, kept, range, event, isNewestFirst } = content();
    if (!screen.matches || !payload || document.body.dataset.axis === "yes") return;
    const { marks, relations, directions, statuses, whole } = payload;
    const [first, last] = range ? [toDay(range.from), toDay(range.to) + 1] : whole;
    const all = /** @type {import("./rail.js").RailMark[]} */ (/** @type {unknown} */ (rows(marks)));
    const shown = all.filter((mark) => (!kept || kept.has(mark.id)) && mark.start < last && mark.end > first);
    rail.show({ marks: shown, relations, directions, statuses, event, isNewestFirst });
  }

  if (screen.matches) {
    placeLegend(); // else it stands there already
    document.body.dataset.axis = "no";
  }
  screen.addEventListener("change", () => {
    placeLegend();
    show();
  });

  return {
    isIt: () => screen.matches,
    show,
    toggleAxis: () => showAxis(document.body.dataset.axis !== "yes"),
  };
}
