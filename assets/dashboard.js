/* The dashboard's page: form and address are the view. A change of either goes to the server as a query string, by
   way of a Dash store; what comes back is put on the page. The first answer comes with the page itself. */
(() => {
  "use strict";
  const WAIT = 250; // milliseconds after the last key in a text field
  const NARROW = 640; // below this width the list is the timeline
  const FILTERS = ["track", "direction", "kind", "status", "evidence", "actor", "tag", "jurisdiction", "min", "q"];
  const at = (id) => document.getElementById(id);
  const form = () => at("filters");
  let chart = null;
  let drawn = ""; // the key of the chart on screen
  let days = null; // its range, as the view states it
  let counted = ""; // what its status line adds about events that are only counted
  let current = location.search.slice(1); // the view as a query string; the address follows it
  let wanted = null; // what was asked last
  let answered = null; // what is shown
  let asked = 0; // how often
  let dash = false; // whether Dash runs, which carries what is asked
  let sieve = null; // applies to the marks of the chart what the page can filter by itself
  let isWhole = false; // whether each event has a mark, so that the sieve can do all of it
  let filled = null; // tells the reader's buttons and keys that the details are there
  let timer = 0;

  const { asText } = window.timelineForm;
  const fillForm = window.timelineForm.fill;

  const request = () => ({ query: wanted, drawn, number: ++asked }); // the number makes each a new one for Dash

  function ask(query) {
    wanted = query;
    if (dash) window.dash_clientside.set_props("query", { data: request() });
  }

  /* Show another view: at once what the page can, and after the next frame what the server has to be asked for. */
  function go(query, quietly = false) {
    if (query === current) return;
    current = query;
    sift(query);
    window.timelineAfterFrame(() => {
      history[quietly ? "replaceState" : "pushState"](null, "", query ? `?${query}` : location.pathname);
      fillForm(current);
      ask(query);
    });
  }

  function goWith(changes, quietly = false) {
    const pairs = new URLSearchParams(current);
    for (const [key, value] of Object.entries(changes)) value ? pairs.set(key, value) : pairs.delete(key);
    go(asText(pairs), quietly);
  }

  const focused = () => new URLSearchParams(current).get("event") ?? "";

  /* Show an event at once as far as the chart knows it; its evidence follows from the server. */
  function focusEvent(id) {
    const said = chart?.words(id);
    if (said || !id) chart?.focus(id);
    window.timelineAfterFrame(() => {
      at("details").replaceChildren(...(said ? [paragraph(said.date, "event-when"), paragraph(said.title, "event-title")] : []));
      document.body.dataset.focused = said ? "yes" : "no";
    });
    goWith({ event: id });
  }

  /* Of the marks of the chart those that the filters of the query leave, null for all. */
  function left(query) {
    if (!isWhole) return null; // the server has sifted what it sent
    const { ids } = sieve.sift(query);
    return ids.size < sieve.size ? ids : null;
  }

  /* Filter at once what is on the page. Of very many events only the lanes can be: the server sends others for the rest. */
  function sift(query) {
    if (!drawn) return;
    if (isWhole) return chart.update({ kept: left(query), counted: null });
    const tracks = new URLSearchParams(query).get("track");
    const { ids } = sieve.sift(tracks ? `track=${tracks}` : "");
    chart.update({ kept: tracks ? ids : null, counted: tracks ? new Set(tracks.split(",")) : null });
  }

  document.addEventListener("reset", (reset) => {
    if (reset.target !== form()) return;
    reset.preventDefault();
    const now = new URLSearchParams(current);
    const kept = new URLSearchParams();
    for (const key of ["tab", "event", "lanes", "sort"]) if (now.get(key)) kept.set(key, now.get(key));
    go(asText(kept));
  });
  document.addEventListener("input", ({ target }) => {
    if (target.form !== form() || !target.name) return;
    clearTimeout(timer);
    const follow = () => go(window.timelineForm.query(new URLSearchParams(current)));
    if (target.matches("[type=search], [type=text]")) timer = setTimeout(follow, WAIT);
    else follow();
  });
  document.addEventListener("click", (click) => {
    const target = click.target.closest("[data-sort], [data-query], [data-go]");
    if (!target || click.ctrlKey || click.metaKey) return;
    const { sort, query, go: by } = target.dataset;
    click.preventDefault();
    if (sort) goWith({ sort });
    else if (query !== undefined) go(query);
    else goStep(Number(by));
  });
  document.addEventListener("keydown", (key) => {
    if (document.body.dataset.tab !== "stories" || key.target.matches("input, select, textarea, #timeline")) return;
    if (key.key === "n" || key.key === "p") goStep(key.key === "n" ? 1 : -1);
  });
  window.addEventListener("popstate", () => {
    current = location.search.slice(1);
    fillForm(current);
    ask(current);
  });

  /* What the reader does on the chart. */
  const reader = {
    event(id, how) {
      if (how === "key") at("details").dataset.take = "yes"; // the details take the focus once they are filled
      focusEvent(id);
    },
    range({ from, to }) {
      days = `${from} ${to}`;
      goWith({ from, to });
    },
    announce: (sentence) => (at("announcer").textContent = sentence),
    reset: () => goWith({ from: "", to: "" }),
  };

  /* What the server answered. */
  function drawChart({ query, chart: next, key, event, besides, first, last }) {
    const asStated = `${first} ${last}`;
    const range = first ? { from: first, to: last } : null;
    if (next) {
      sieve = window.timelineSieve.ofMarks(next.marks);
      isWhole = Object.keys(next.rest).length === 0;
    }
    const filtered = { kept: left(query), counted: null };
    if (!chart) chart = window.policyTimeline.create(at("timeline"), { chart: next, event, besides, range, ...filtered, on: reader });
    else if (next || asStated !== days) chart.update({ ...(next && { chart: next }), event, besides, range, ...filtered });
    else {
      chart.update(filtered);
      chart.focus(event, { besides });
    }
    drawn = key;
    days = asStated;
  }

  const paragraph = (text, className = "") => Object.assign(document.createElement("p"), { textContent: text, className });
  const paragraphs = (texts) => texts.map((text) => paragraph(text));

  function fill(contents) {
    document.body.dataset.tab = contents.tab;
    document.body.dataset.focused = contents.details ? "yes" : "no";
    counted = contents.chart?.counted ?? counted;
    at("status-line").textContent = contents.status + counted;
    at("notices").replaceChildren(...paragraphs(contents.notices));
    at("details").innerHTML = contents.details; // escaped by the server
    fillPanel(contents);
    window.timelineForm.count(contents.counts);
    if (contents.list === null) return;
    at("list").innerHTML = contents.list;
    performance.mark("timeline:drawn");
  }

  /* The panel of a tab, and the charts that have their places in it. */
  function fillPanel({ panel, plots, tab, step }) {
    const element = at("panel");
    if (element.dataset.shown !== panel) {
      element.innerHTML = panel; // escaped by the server
      watchSteps();
      performance.mark("timeline:drawn");
    }
    element.dataset.shown = panel;
    element.setAttribute("aria-label", document.querySelector(`[name=tab][value=${tab}]`).parentElement.textContent.trim());
    for (const item of element.querySelectorAll("[data-step]")) {
      if (Number(item.dataset.step) === step) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    }
    for (const place of element.querySelectorAll("[data-plot]")) window.timelinePlots.draw(place, plots[place.dataset.plot], choose);
  }

  /* A mark of another chart leads to its event, a bar to the list of what it counts. */
  const choose = (target) => (target.startsWith("?") ? goTo(target.slice(1)) : focusEvent(target));

  /* What a bar counts, within the filters in force. */
  function goTo(query) {
    const pairs = new URLSearchParams(query);
    const now = new URLSearchParams(current);
    for (const key of FILTERS) if (now.has(key) && !pairs.has(key)) pairs.set(key, now.get(key));
    go(asText(pairs));
  }

  /* Stories: the step that the reader scrolls to is the step of the view; nothing moves the page by itself. */
  let watcher = null;
  let scrolled = false; // whether the reader moved the page since the step was last chosen in another way
  for (const kind of ["wheel", "touchmove"]) document.addEventListener(kind, () => (scrolled = true), { passive: true });

  function watchSteps() {
    watcher?.disconnect();
    if (window.innerWidth < 1000) return;
    watcher = new IntersectionObserver(
      (entries) => {
        const [entry] = entries.filter((one) => one.isIntersecting);
        if (entry && scrolled) goWith({ step: entry.target.dataset.step, event: "", from: "", to: "" }, true);
      },
      { rootMargin: "-30% 0px -60% 0px" }
    );
    for (const item of at("panel").querySelectorAll("[data-step]")) watcher.observe(item);
  }

  function goStep(by) {
    scrolled = false;
    const steps = at("panel").querySelectorAll("[data-step]");
    const here = Number(new URLSearchParams(current).get("step") ?? 0);
    const next = Math.min(Math.max(here + by, 1), steps.length);
    if (next !== here) goWith({ step: String(next), event: "", from: "", to: "" });
    steps[next - 1]?.scrollIntoView({ block: "nearest" });
  }

  const attach = () =>
    window.timelineReader.attach({
      chart: () => drawn && chart,
      focus: focusEvent,
      focused,
      link: (id) => {
        const pairs = new URLSearchParams(current);
        pairs.set("event", id);
        return `${location.origin}${location.pathname}?${asText(pairs)}`;
      },
      reset: () => goWith({ from: "", to: "" }),
    });

  function show(answer) {
    if (answer.query !== wanted) return; // something else was asked meanwhile
    answered = answer.query;
    fill(answer);
    drawChart(answer);
    filled();
  }

  /* On a phone the list is the timeline, unless the address says otherwise. */
  function startNarrow() {
    form().querySelector(".facets").open = false;
    const pairs = new URLSearchParams(current);
    if (pairs.has("tab")) return;
    pairs.set("tab", "list");
    history.replaceState(null, "", `?${asText(pairs)}`);
    document.body.dataset.tab = "list";
    wanted = current = location.search.slice(1);
  }

  function start() {
    const first = JSON.parse(at("answer").textContent);
    wanted = first.query;
    filled = attach();
    window.timelineForm.unfold();
    if (window.innerWidth < NARROW) startNarrow();
    fillForm(current);
    show(first);
    window.timelineBoot.dash();
    window.timelineEdition.watch({
      tell: (texts) => at("problems").replaceChildren(...paragraphs(texts)),
      renewed() {
        if (!dash) return location.reload(); // its scripts did not come while the server was gone
        fillForm(current);
        ask(current);
      },
    });
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    timeline: {
      start() {
        dash = true;
        return wanted === answered ? window.dash_clientside.no_update : request();
      },
      show: (answer) => answer && show(answer),
    },
  });
  start();
})();
