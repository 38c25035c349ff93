/* The order in which the dashboard starts: the headline is painted, then its script runs, which draws the chart that came with the
   page. A classic script of its own, inside the page. */
(() => {
  "use strict";
  const start = () => {
    const script = Object.assign(document.createElement("script"), { src: document.body.dataset.script });
    script.addEventListener("error", () => {
      const problems = document.getElementById("problems");
      if (problems) problems.textContent = "A part of this page did not load. Load the page again.";
    });
    document.body.append(script);
  };
  requestAnimationFrame(() => setTimeout(start));
})();
