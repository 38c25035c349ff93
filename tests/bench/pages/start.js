/* Starts `window.tool`, which each tool's script sets: draw(element, drawing) and, where the tool can do it,
   zoom(first, last), filter(lane), reset(), spot(row) -> a mark's point on the screen, hovered() -> a promise of the
   tool's own hover event, count() -> how many events it drew. What takes time returns a promise that is kept when
   the tool says that it has drawn. */
(async () => {
  "use strict";
  const { rows, ...rest } = JSON.parse(document.getElementById("drawing").textContent) ?? { rows: [] };
  const KEYS = ["id", "label", "title", "start", "end", "lane"];
  const events = rows.map((row) => Object.fromEntries(KEYS.map((key, i) => [key, row[i]])));
  await window.tool.draw(document.getElementById("timeline"), { ...rest, events });
  await window.probe.painted();
  performance.mark("timeline:drawn");
})();
