/* The order in which the dashboard starts: its script comes while the headline is painted; then it draws the chart that came with
   the page. A classic script of its own, inside the page. */
(() => {
  "use strict";
  const script = Object.assign(document.createElement("script"), { src: document.body.dataset.script });
  const loaded = new Promise((resolve) => script.addEventListener("load", resolve));
  script.addEventListener("error", () => {
    const problems = document.getElementById("problems");
    if (problems) problems.textContent = "A part of this page did not load. Load the page again.";
  });
  document.body.append(script);
  requestAnimationFrame(() => setTimeout(() => void loaded.then(() => /** @type {any} */ (window).timelinePage.start())));
})();
