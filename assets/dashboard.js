/* The dashboard's page: form and address are the view. A change of either goes to the server as a query string, by
   way of a Dash store; what comes back is put on the page. */
(() => {
  "use strict";
  const WAIT = 250; // milliseconds after the last key in a text field
  const form = document.getElementById("filters");
  const at = (id) => document.getElementById(id);
  let chart = null;
  let drawn = null; // the figure on screen
  let days = null; // its range, as the view states it
  let timer = 0;

  /* Form <-> query string. A key that no field stands for (the focused event) is kept from the address. */
  function queryOfForm() {
    const pairs = new URLSearchParams();
    for (const key of new Set([...form.elements].map((field) => field.name).filter(Boolean))) {
      const values = new FormData(form).getAll(key).map((value) => value.trim()).filter(Boolean);
      if (values.length && !isDefault(key, values[0])) pairs.set(key, values.join(","));
    }
    const names = new Set([...form.elements].map((field) => field.name));
    for (const [key, value] of new URLSearchParams(location.search)) if (!names.has(key)) pairs.set(key, value);
    return asText(pairs);
  }

  const isDefault = (key, value) => (key === "min" && value === "1") || (key === "tab" && value === "timeline");
  const asText = (pairs) => pairs.toString().replaceAll("%2C", ",").replaceAll("+", "%20");

  function fillForm(query) {
    const pairs = new URLSearchParams(query);
    for (const field of form.elements) {
      if (!field.name) continue;
      const value = pairs.get(field.name) ?? "";
      if (field.type === "checkbox") field.checked = value.split(",").includes(field.value);
      else if (field.type === "radio") field.checked = field.value === (value || "timeline");
      else if (field.tagName === "SELECT") field.value = value || "1";
      else if (field !== document.activeElement || field.value.trim() !== value) field.value = value;
    }
  }

  const ask = (query) => window.dash_clientside.set_props("query", { data: query });

  function go(query) {
    if (query === location.search.slice(1)) return;
    history.pushState(null, "", query ? `?${query}` : location.pathname);
    fillForm(query);
    ask(query);
  }

  function goWith(changes) {
    const pairs = new URLSearchParams(location.search);
    for (const [key, value] of Object.entries(changes)) value ? pairs.set(key, value) : pairs.delete(key);
    go(asText(pairs));
  }

  const focusEvent = (id) => goWith({ event: id });

  form.addEventListener("submit", (submit) => submit.preventDefault());
  form.addEventListener("reset", (reset) => {
    reset.preventDefault();
    const kept = new URLSearchParams();
    for (const key of ["tab", "event"]) if (new URLSearchParams(location.search).get(key)) kept.set(key, new URLSearchParams(location.search).get(key));
    go(asText(kept));
  });
  document.addEventListener("input", (input) => {
    if (input.target.form !== form) return; // the view's radio buttons stand outside of the form element
    clearTimeout(timer);
    timer = setTimeout(() => go(queryOfForm()), input.target.matches("[type=search], [type=text]") ? WAIT : 0);
  });
  window.addEventListener("popstate", () => {
    fillForm(location.search);
    ask(location.search.slice(1));
  });
  document.addEventListener("click", (click) => {
    const target = click.target.closest("[data-event], [data-chart]");
    if (!target) return;
    if (target.dataset.event !== undefined) {
      click.preventDefault();
      focusEvent(target.dataset.event);
    } else if (target.dataset.chart === "reset") goWith({ from: "", to: "" });
    else if (chart) ({ "zoom-in": () => chart.zoom(0.5), "zoom-out": () => chart.zoom(2), whole: chart.whole })[target.dataset.chart]();
  });
  document.addEventListener("keydown", (key) => {
    if (key.key === "Escape" && new URLSearchParams(location.search).has("event")) focusEvent("");
  });

  /* What the server answered. */
  async function drawChart(figure, { event, first, last }) {
    chart ??= window.timelineChart.create(at("timeline"), {
      focus: focusEvent,
      range(from, to) {
        days = `${from} ${to}`;
        goWith({ from, to });
      },
    });
    const wanted = `${first} ${last}`;
    const range = first && [first, last];
    if (figure !== drawn) await chart.draw(figure, event, range);
    else if (wanted !== days) await chart.show(event, range);
    else await chart.focus(event);
    drawn = figure;
    days = wanted;
  }

  function fill(contents) {
    document.body.dataset.tab = contents.tab;
    document.body.dataset.focused = contents.event ? "yes" : "no";
    at("status-line").textContent = contents.status;
    at("notices").replaceChildren(...contents.notices.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
    const close = '<button type="button" class="button close" data-event="">Close</button>';
    at("details").innerHTML = contents.details && close + contents.details; // escaped by the server
    if (contents.list === null) return;
    at("list").innerHTML = contents.list;
    performance.mark("timeline:drawn");
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    timeline: {
      start() {
        fillForm(location.search);
        return location.search.slice(1);
      },
      show(figure, contents) {
        if (!figure || !contents) return;
        fill(contents);
        drawChart(figure, contents);
      },
    },
  });
})();
