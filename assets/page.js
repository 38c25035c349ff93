/* The exported page: the same chart, details taken from the list below it, nothing asked of any server. */
(() => {
  "use strict";
  const figure = JSON.parse(document.getElementById("figure").textContent);
  const details = document.getElementById("details");
  document.body.classList.add("with-scripts");

  const chart = window.timelineChart.create(document.getElementById("timeline"), { focus: open, range() {} });
  chart.draw(figure, "", null);

  function open(id) {
    const article = document.getElementById(`event-${id}`);
    document.body.dataset.focused = article ? "yes" : "no";
    const close = Object.assign(document.createElement("button"), { type: "button", className: "button close", textContent: "Close" });
    close.dataset.event = "";
    const copy = article?.cloneNode(true);
    copy?.removeAttribute("id");
    details.replaceChildren(...(copy ? [close, copy] : []));
    chart.focus(article ? id : "");
  }

  document.addEventListener("click", (click) => {
    const target = click.target.closest("[data-event], [data-chart]");
    if (!target) return;
    if (target.dataset.event !== undefined) {
      click.preventDefault();
      open(target.dataset.event);
    } else {
      ({
        "zoom-in": () => chart.zoom(0.5),
        "zoom-out": () => chart.zoom(2),
        whole: () => chart.whole(),
        reset: () => chart.show("", null),
      })[target.dataset.chart]();
    }
  });
  document.addEventListener("keydown", (key) => {
    if (key.key === "Escape") open("");
  });
})();
