/* The order in which the dashboard starts: the headline is painted, then our script draws the chart that came with the
   page, and Dash's scripts, which that chart does not need, come last. */
window.timelineBoot = (() => {
  "use strict";

  const add = (properties) => {
    const script = Object.assign(document.createElement("script"), { async: false, ...properties });
    document.body.append(script);
    return script;
  };

  const complain = () => {
    document.getElementById("problems").textContent = "A part of this page did not load. Load the page again.";
  };

  /* Ends when the script of an address has run; where it does not come, the page says so. */
  const run = (src) =>
    new Promise((done) => {
      const script = add({ src });
      script.addEventListener("load", done);
      script.addEventListener("error", complain);
    });

  /* Dash's scripts wait in a template: first those of files, in their order, then what starts them. */
  async function startDash() {
    const scripts = [...document.getElementById("dash").content.querySelectorAll("script")];
    await Promise.all(scripts.filter(({ src }) => src).map(({ src }) => run(src)));
    for (const { src, textContent } of scripts) if (!src) add({ textContent });
  }

  window.timelineAfterFrame(() => run(document.body.dataset.script));
  return { dash: () => window.timelineAfterFrame(startDash) };
})();
