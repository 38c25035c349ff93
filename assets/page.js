/* The exported page: the same chart and keys, details taken from the list below it, nothing asked of any server. */
(() => {
  "use strict";
  const figure = JSON.parse(document.getElementById("figure").textContent);
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

  /* Plotly's script, packed in the page. Put into an element of its own, it runs because the page's policy knows it. */
  async function unpack() {
    const packed = Uint8Array.from(atob(document.getElementById("plotly").textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    document.head.append(Object.assign(document.createElement("script"), { textContent: await new Response(stream).text() }));
  }

  const asked = location.hash.replace("#event-", "");
  unpack()
    .then(() => chart.draw(figure, "", null))
    .then(() => asked && document.getElementById(`event-${asked}`) && open(asked))
    .catch(() => document.body.classList.remove("with-scripts")); // an old browser reads the list
})();
