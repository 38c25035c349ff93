/* The exported page: chart, filters and list of one file, nothing asked of any server. What the reader chose stands
   after the "#" of the address, as a query string, so that a link leads to it, in a frame too. */
(async () => {
  "use strict";
  const at = (id) => document.getElementById(id);
  const form = window.timelineForm;
  const details = at("details");
  let focused = "";

  /* The list and the chart, packed in a smaller file; a browser that cannot unpack keeps the plain list. */
  async function unpacked() {
    const packed = at("packed");
    if (!packed) return JSON.parse(at("chart").textContent);
    const bytes = Uint8Array.from(atob(packed.textContent), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const { list, chart } = await new Response(stream).json();
    at("records").innerHTML = list; // escaped when the file was made
    return chart;
  }

  let held;
  try {
    held = await unpacked();
  } catch {
    return;
  }
  document.body.classList.add("with-scripts");
  const articles = new Map([...at("list").querySelectorAll("article")].map((article) => [article.id.replace("event-", ""), article]));
  const summary = (id) => articles.get(id)?.querySelector(".event-summary").textContent ?? "";
  const events = window.policyTimeline.rows(held.marks).map((mark, row) => {
    const names = held.actors[row].map((actor) => held.names[actor]);
    return { ...mark, text: [mark.label, mark.title, summary(mark.id), ...names].join(" ").toLowerCase() };
  });
  const sieve = window.timelineSieve.create(events, held.total, held.hidden);

  const reset = () => {
    go({ from: "", to: "" });
    chart.show(null);
  };
  let chart = null;
  const filled = window.timelineReader.attach({
    chart: () => chart,
    focus: (event) => go({ event }),
    focused: () => focused,
    link: (id) => `${location.href.split("#")[0]}#${form.asText(new URLSearchParams({ event: id }))}`,
    reset,
  });

  /* The query after the "#"; a plain anchor of the list names its event. */
  const asked = () => location.hash.slice(1).replace(/^event-/, "event=");
  let current = asked(); // the address follows it

  function go(changes) {
    const pairs = new URLSearchParams(current);
    for (const [key, value] of Object.entries(changes)) value ? pairs.set(key, value) : pairs.delete(key);
    put(form.asText(pairs));
  }

  function put(text) {
    if (text === current) return;
    current = text;
    show();
    window.timelineAfterFrame(() => history.pushState(null, "", text ? `#${text}` : location.href.split("#")[0]));
  }

  /* What the query asks for, and what it leaves: `left` are the marks, null for all. */
  function read() {
    const pairs = new URLSearchParams(current);
    const wanted = pairs.get("event") ?? "";
    focused = articles.has(wanted) ? wanted : "";
    const days = [pairs.get("from"), pairs.get("to")];
    const { ids, words, counts } = sieve.sift(current);
    return { ids, words, counts, left: ids.size < events.length ? ids : null, days: days.every(Boolean) ? { from: days[0], to: days[1] } : null };
  }

  /* Show what was read on the chart at once, but for the range, which it has already. */
  function show() {
    const asks = read();
    chart.update({ kept: asks.left });
    chart.focus(focused);
    tell(asks);
    return asks;
  }

  /* What was read on the rest of the page, after the next frame. */
  function tell({ ids, words, counts }) {
    window.timelineAfterFrame(() => {
      form.fill(current);
      form.count(counts);
      at("status-line").textContent = words + held.counted;
      for (const [id, article] of articles) article.hidden = !ids.has(id);
      at("none").hidden = ids.size > 0 || !events.length; // an empty list says so itself
      mark(sieve.words(current));
      fillDetails();
    });
  }

  function fillDetails() {
    document.body.dataset.focused = focused ? "yes" : "no";
    const copy = articles.get(focused)?.cloneNode(true);
    copy?.removeAttribute("id");
    copy?.removeAttribute("hidden");
    details.replaceChildren(...(copy ? [copy] : []));
    filled();
  }

  /* Mark the words that were searched for, where the browser can mark text without changing it. */
  function mark(words) {
    if (!window.Highlight) return;
    const ranges = [];
    const walk = document.createTreeWalker(at("list"), NodeFilter.SHOW_TEXT);
    for (let node = words.length ? walk.nextNode() : null; node; node = walk.nextNode()) {
      const text = node.data.toLowerCase();
      for (const word of words) {
        for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + word.length)) {
          const range = new Range();
          range.setStart(node, start);
          range.setEnd(node, Math.min(start + word.length, node.length));
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }

  function follow() {
    current = asked();
    const { days } = show();
    if (days) chart.show(days);
  }

  document.addEventListener("input", ({ target }) => target.form === at("filters") && target.name && put(form.query(new URLSearchParams(current))));
  document.addEventListener("reset", (reset) => {
    if (reset.target !== at("filters")) return;
    reset.preventDefault();
    put(form.asText(new URLSearchParams([...new URLSearchParams(current)].filter(([key]) => ["event", "from", "to"].includes(key)))));
  });
  window.addEventListener("popstate", follow);

  /* In a frame, tell the page around it how high this one is. */
  if (window.parent !== window) {
    const tell = () => window.parent.postMessage({ policyTimeline: location.href.split("#")[0], height: document.documentElement.scrollHeight }, "*");
    new ResizeObserver(tell).observe(document.body);
  }

  const first = read();
  chart = window.policyTimeline.create(at("timeline"), {
    chart: held,
    range: first.days,
    kept: first.left,
    on: {
      event(event, how) {
        if (how === "key") details.dataset.take = "yes"; // the details take the focus once they are filled
        go({ event });
      },
      range: (range) => go(range),
      announce: (sentence) => (at("announcer").textContent = sentence),
      reset,
    },
  });
  chart.focus(focused); // which brings it into sight
  tell(first);
})();
