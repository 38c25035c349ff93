/* The dashboard's page: form and address are the view. A change of either goes to the server as a query string, by
   way of a Dash store; what comes back is put on the page. */
(() => {
  "use strict";
  const WAIT = 250; // milliseconds after the last key in a text field
  const ASK_AGAIN = 1000; // milliseconds between two looks for a newer edition
  const NARROW = 640; // below this width the list is the timeline
  const DEFAULTS = { min: "1", tab: "timeline", lanes: "track" };
  const at = (id) => document.getElementById(id);
  const form = () => at("filters");
  let chart = null;
  let drawn = null; // the figure on screen
  let days = null; // its range, as the view states it
  let edition = document.body.dataset.edition;
  let filled = null; // tells the reader's buttons and keys that the details are there
  let timer = 0;

  /* Form <-> query string. A key that no field stands for (the focused event) is kept from the address. */
  const names = () => new Set([...form().elements].map((field) => field.name).filter(Boolean));

  function queryOfForm() {
    const now = new URLSearchParams(location.search);
    const data = new FormData(form());
    const pairs = new URLSearchParams();
    for (const key of names()) {
      const values = data.getAll(key).map((value) => value.trim()).filter(Boolean);
      if (values.length && values[0] !== DEFAULTS[key]) pairs.set(key, values.join(","));
    }
    if (pairs.has("sort") && now.has("sort")) pairs.set("sort", now.get("sort")); // the box says whether, not how
    for (const [key, value] of now) if (!names().has(key)) pairs.set(key, value);
    return asText(pairs);
  }

  const asText = (pairs) => pairs.toString().replaceAll("%2C", ",").replaceAll("+", "%20");

  function fillForm(query) {
    const pairs = new URLSearchParams(query);
    for (const field of form().elements) {
      const value = pairs.get(field.name) ?? "";
      if (!field.name) continue;
      if (field.name === "sort") field.checked = Boolean(value);
      else if (field.type === "checkbox") field.checked = value.split(",").includes(field.value);
      else if (field.type === "radio") field.checked = field.value === (value || DEFAULTS[field.name]);
      else if (field.tagName === "SELECT") field.value = value || DEFAULTS[field.name];
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

  const focused = () => new URLSearchParams(location.search).get("event") ?? "";
  const focusEvent = (id) => goWith({ event: id });

  document.addEventListener("submit", (submit) => submit.target === form() && submit.preventDefault());
  document.addEventListener("reset", (reset) => {
    if (reset.target !== form()) return;
    reset.preventDefault();
    const now = new URLSearchParams(location.search);
    const kept = new URLSearchParams();
    for (const key of ["tab", "event", "lanes", "sort"]) if (now.get(key)) kept.set(key, now.get(key));
    go(asText(kept));
  });
  document.addEventListener("input", ({ target }) => {
    if (target.dataset.find) find(target.closest("fieldset"));
    if (target.form !== form() || !target.name) return;
    clearTimeout(timer);
    timer = setTimeout(() => go(queryOfForm()), target.matches("[type=search], [type=text]") ? WAIT : 0);
  });
  document.addEventListener("click", ({ target }) => {
    const order = target.closest("[data-sort]")?.dataset.sort;
    if (order) goWith({ sort: order });
  });
  window.addEventListener("popstate", () => {
    fillForm(location.search);
    ask(location.search.slice(1));
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

  const paragraphs = (texts) => texts.map((text) => Object.assign(document.createElement("p"), { textContent: text }));

  function fill(contents) {
    document.body.dataset.tab = contents.tab;
    document.body.dataset.focused = contents.event ? "yes" : "no";
    at("status-line").textContent = contents.status;
    at("notices").replaceChildren(...paragraphs(contents.notices));
    at("details").innerHTML = contents.details; // escaped by the server
    for (const set of form().querySelectorAll("fieldset[data-key]")) count(set, contents.counts[set.dataset.key] ?? {});
    if (contents.list === null) return;
    at("list").innerHTML = contents.list;
    performance.mark("timeline:drawn");
  }

  function count(set, counts) {
    for (const box of set.querySelectorAll("input[name]")) {
      const number = counts[box.value] ?? 0;
      const option = box.closest(".option");
      option.querySelector(".count").textContent = number;
      option.classList.toggle("none", number === 0 && !box.checked);
      option.style.order = set.querySelector(".find") ? -number : "";
    }
    if (set.querySelector(".find")) find(set);
  }

  /* Of a long list of choices show those that are chosen, and those that match what was typed, or else the first few. */
  function find(set) {
    const MOST = 10;
    const wanted = set.querySelector(".find").value.trim().toLowerCase();
    const options = [...set.querySelectorAll(".option")].sort((a, b) => a.style.order - b.style.order);
    let shown = 0;
    for (const option of options) {
      const match = option.textContent.toLowerCase().includes(wanted) && shown < MOST;
      option.hidden = !(option.querySelector("input").checked || match);
      shown += match;
    }
  }

  /* A newer edition of the file: the same view of it; its problems, where it has some, in a banner. */
  async function look() {
    try {
      const { version, problems, count: number } = await (await fetch("edition")).json();
      const more = number > problems.length ? [`and ${number - problems.length} more`] : [];
      const lead = "The file has problems; what you see is its last good state.";
      const texts = problems.length ? [lead, ...problems, ...more] : [];
      if (texts.join() !== at("problems").dataset.shown) at("problems").replaceChildren(...paragraphs(texts));
      at("problems").dataset.shown = texts.join();
      if (version !== edition) await renew(version);
    } catch {
      // the server is gone or busy: look again later
    }
    setTimeout(look, ASK_AGAIN);
  }

  async function renew(version) {
    const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
    for (const id of ["filters", "method"]) at(id).innerHTML = page.getElementById(id).innerHTML;
    document.querySelector("h1").textContent = page.querySelector("h1").textContent;
    edition = version;
    fillForm(location.search);
    ask(`${location.search.slice(1)}#${version}`);
  }

  const attach = () =>
    window.timelineReader.attach({
      chart: () => drawn && chart,
      focus: focusEvent,
      focused,
      link: (id) => {
        const pairs = new URLSearchParams(location.search);
        pairs.set("event", id);
        return `${location.origin}${location.pathname}?${asText(pairs)}`;
      },
      reset: () => goWith({ from: "", to: "" }),
    });

  function startNarrow() {
    form().querySelector(".facets").open = false;
    if (new URLSearchParams(location.search).has("tab")) return;
    const pairs = new URLSearchParams(location.search);
    pairs.set("tab", "list");
    history.replaceState(null, "", `?${asText(pairs)}`);
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    timeline: {
      start() {
        if (window.innerWidth < NARROW) startNarrow();
        filled = attach();
        fillForm(location.search);
        setTimeout(look, ASK_AGAIN);
        return location.search.slice(1);
      },
      async show(figure, contents) {
        if (!figure || !contents) return;
        fill(contents);
        await drawChart(figure, contents);
        filled();
      },
    },
  });
})();
