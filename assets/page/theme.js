/* The theme: as the system has it, or light or dark as the reader chose; set before anything is painted. */
(() => {
  "use strict";
  const NAMES = /** @type {(string | null)[]} */ (["system", "light", "dark"]);
  const KEY = "timeline-theme";
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // a page from a file, or a browser that stores nothing
    }
  };
  let name = NAMES.includes(stored()) ? String(stored()) : "system";

  function apply() {
    if (name === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = name;
    const label = document.getElementById("theme-name");
    if (label) label.textContent = name;
  }

  function next() {
    name = String(NAMES[(NAMES.indexOf(name) + 1) % NAMES.length]);
    try {
      localStorage.setItem(KEY, name);
    } catch {
      // kept for this page alone
    }
    apply();
  }

  apply();
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", ({ target }) => target instanceof Element && target.closest("[data-act=theme]") && next());
})();
