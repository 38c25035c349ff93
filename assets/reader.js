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
    const keys = document.getElementById("keys");
    let shown = focused(); // the event in the details; the one that a page opens with does not scroll it

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
