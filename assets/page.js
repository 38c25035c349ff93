/* The exported page: the same chart and keys, details taken from the list below it, nothing asked of any server. */
(() => {
  "use strict";
  const details = document.getElementById("details");
  let focused = "";
  document.body.classList.add("with-scripts");

  const chart = window.timelineChart.create(document.getElementById("timeline"), { focus: open, range() {} });
  const filled = window.timelineReader.attach({
    chart: () => chart,
    focus: open,
    focused: () => focused,
    link: (id) => `${location.href.split("#")[0]}#event-${id}`,
    reset: () => chart.show(focused, null),
  });

  function open(id) {
    const article = document.getElementById(`event-${id}`);
    focused = article ? id : "";
    document.body.dataset.focused = article ? "yes" : "no";
    const copy = article?.cloneNode(true);
    copy?.removeAttribute("id");
    details.replaceChildren(...(copy ? [copy] : []));
    filled();
    chart.focus(focused);
  }

  chart.draw(JSON.parse(document.getElementById("chart").textContent), "", null);
  const asked = location.hash.replace("#event-", "");
  if (asked) open(asked);
})();
