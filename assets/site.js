/* A page of the exported site without a chart: its theme button, and links to other hosts in a tab of their own. */
(() => {
  "use strict";
  document.body.classList.add("with-scripts");
  document.addEventListener("click", (click) => {
    const outward = click.target.closest('a[href^="https:"]');
    if (outward) Object.assign(outward, { target: "_blank", rel: "noopener noreferrer" });
    if (click.target.closest("[data-act=theme]")) window.timelineTheme.next();
  });
})();
