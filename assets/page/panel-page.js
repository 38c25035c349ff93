/* The exported page of a tab: its charts, drawn once and again at another width; a mark leads to its record below. */
import { drawPlots, drawTimelines } from "./drawn.js";

const asked = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("asked")).textContent ?? "{}");

/* The record of an event, opened where it is folded. */
function lead(/** @type {string} */ id) {
  const record = document.getElementById(`event-${id}`);
  if (!record) {
    if (asked.events) location.href = `${asked.events}${id}.html`;
    return;
  }
  record.tabIndex = -1;
  record.scrollIntoView();
  record.focus({ preventScroll: true });
}

document.body.classList.add("with-scripts");
document.addEventListener("click", (click) => {
  const target = click.target instanceof Element ? /** @type {HTMLElement | null} */ (click.target.closest("[data-event], [data-mark]")) : null;
  if (!target || click.ctrlKey || click.metaKey) return;
  click.preventDefault();
  lead(target.dataset.event ?? target.dataset.mark ?? "");
});
window.addEventListener("resize", () => void drawPlots(asked.plots));
drawTimelines(asked.charts);
void drawPlots(asked.plots).then(() => performance.mark("timeline:drawn"));
