/* What a reader does by key and button, on the dashboard and on the exported page alike. */
window.timelineReader = (() => {
  "use strict";
  const typing = (target) => target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");

  function button(text, data) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: text });
    Object.assign(made.dataset, data);
    return made;
  }

  /* One line that cites an event with its sources, taken from its article. */
  function citation(id, article) {
    const part = (selector) => article.querySelector(selector).textContent.trim();
    const pages = [...article.querySelectorAll(".sources li")].map((item) => {
      const link = item.querySelector("a");
      return `${[link.textContent, item.querySelector(".note")?.textContent].filter(Boolean).join(", ")}, ${link.href}`;
    });
    return `${part(".event-title")} (${part("time")}). In: ${document.title}, event ${id}. Sources: ${pages.join("; ")}.`;
  }

  /* `chart`: () => the chart or null; `focus(id)` shows an event, "" none; `focused()` is the id of the one shown;
     `link(id)` is the address that leads to an event. */
  function attach({ chart, focus, focused, link, reset }) {
    const element = document.getElementById("timeline");
    const details = document.getElementById("details");
    const announcer = document.getElementById("announcer");
    const keys = document.getElementById("keys");
    let shown = focused(); // the event in the details; the one that a page opens with does not scroll it

    function stand(id) {
      if (!id) return;
      chart().stand(id);
      announcer.textContent = chart().sentence(id);
    }

    async function copy(text, target) {
      try {
        await navigator.clipboard.writeText(text);
        target.textContent = "Copied";
      } catch {
        target.textContent = "Copying is not allowed here";
      }
    }

    /* The buttons above an event: close it, go on in time, take it along. */
    function toolbar() {
      const id = focused();
      const article = details.querySelector("article");
      if (!id || !article) return;
      const bar = Object.assign(document.createElement("div"), { className: "toolbar" });
      const [earlier, later] = chart()?.neighbours(id) ?? [];
      const close = button("Close", { event: "" });
      close.classList.add("close");
      bar.append(close);
      if (earlier) bar.append(button("← Earlier", { event: earlier }));
      if (later) bar.append(button("Later →", { event: later }));
      bar.append(button("Copy link", { copy: link(id) }), button("Copy citation", { copy: citation(id, article) }));
      details.querySelector(".toolbar")?.remove();
      details.prepend(bar);
    }

    const CHART_KEYS = {
      ArrowRight: (here) => stand(chart().beside(here, 1)),
      ArrowLeft: (here) => stand(chart().beside(here, -1)),
      ArrowDown: (here) => stand(chart().across(here, 1)),
      ArrowUp: (here) => stand(chart().across(here, -1)),
      Home: () => stand(chart().ends()[0]),
      End: () => stand(chart().ends()[1]),
      c: (here) => stand(chart().linked(here, 1)),
      C: (here) => stand(chart().linked(here, -1)),
      "+": () => chart().zoom(0.5),
      "=": () => chart().zoom(0.5),
      "-": () => chart().zoom(2),
      0: () => reset(),
      Enter(here) {
        details.dataset.take = "yes"; // the details take the focus once they are filled
        focus(here);
      },
    };

    element.addEventListener("keydown", (key) => {
      const act = CHART_KEYS[key.key];
      if (!act || !chart() || key.ctrlKey || key.metaKey || key.altKey) return;
      key.preventDefault();
      act(chart().standing() || focused() || chart().ends()[0]);
    });
    element.addEventListener("focus", () => chart()?.standing() || (chart() && stand(focused() || chart().ends()[0])));
    element.addEventListener("wheel", (wheel) => {
      if (!(wheel.ctrlKey || wheel.metaKey) || !chart()) return; // the page keeps its scroll
      wheel.preventDefault();
      chart().zoom(wheel.deltaY > 0 ? 1.25 : 0.8, wheel.clientX);
    }, { passive: false });

    document.addEventListener("keydown", (key) => {
      if (key.ctrlKey || key.metaKey || key.altKey || keys.open) return;
      if (key.key === "Escape" && focused()) {
        focus("");
        if (document.body.dataset.tab !== "list") element.focus();
      } else if (typing(key.target)) return;
      else if (key.key === "/") {
        key.preventDefault();
        document.querySelector("[type=search]")?.focus();
      } else if (key.key === "?") keys.showModal();
    });

    document.addEventListener("click", (click) => {
      const target = click.target.closest("[data-event], [data-chart], [data-copy], [data-act]");
      if (!target) return;
      const { event, chart: zoom, copy: text, act } = target.dataset;
      if (event !== undefined) {
        click.preventDefault();
        focus(event);
      } else if (text !== undefined) copy(text, target);
      else if (act === "keys") keys.showModal();
      else if (zoom === "reset") reset();
      else if (zoom && chart()) ({ "zoom-in": () => chart().zoom(0.5), "zoom-out": () => chart().zoom(2), whole: chart().whole })[zoom]();
    });

    /* To be called when the details were filled. */
    return function filled() {
      toolbar();
      const id = focused();
      if (details.dataset.take && id) details.focus();
      else if (id && id !== shown) details.scrollIntoView({ block: "nearest" });
      shown = id;
      delete details.dataset.take;
    };
  }

  return { attach };
})();
