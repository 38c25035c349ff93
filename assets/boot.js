/* The order in which the dashboard starts: the headline is painted, then our script draws the chart that came with the
   page, and Dash's scripts, which that chart does not need, come last. */
window.timelineBoot = (() => {
  "use strict";

  const add = (properties) => {
    const script = Object.assign(document.createElement("script"), { async: false, ...properties });
    document.body.append(script);
    return script;
  };

  /* Dash's scripts wait in a template: first those of files, in their order, then what starts them. */
  async function startDash() {
    const scripts = [...document.getElementById("dash").content.querySelectorAll("script")];
    const fetched = scripts.filter(({ src }) => src).map(({ src }) => add({ src }));
    await Promise.all(fetched.map((script) => new Promise((resolve) => script.addEventListener("load", resolve))));
    for (const { src, textContent } of scripts) if (!src) add({ textContent });
  }

  window.timelineAfterFrame(() => add({ src: document.body.dataset.script }));
  return { dash: () => window.timelineAfterFrame(startDash) };
})();
