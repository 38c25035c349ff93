/* Keys and buttons of the page outside of the chart, the same on every page that has one. */

/** @param {EventTarget | null} target */
const isTyping = (target) =>
  target instanceof Element && target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");

/**
 * @typedef {Object} Acts  what the reader can do
 * @property {(id: string, byKey: boolean) => void} event  choose an event, "" for none
 * @property {() => string} chosen
 * @property {(query: string, place: string) => void} go  to a view, and to the part of the page with that id
 * @property {(changes: Record<string, string>) => void} change
 * @property {(by: number) => void} step
 * @property {(chip: string, value: string) => void} unfilter
 * @property {(key: string, value: string) => void} toggle
 * @property {(day: string, days: number) => void} around
 * @property {(span: string) => void} span
 * @property {(name: string) => void} chart  zoom-in, zoom-out, reset, whole
 * @property {(id: string) => void} anchor  go to a part of the page
 * @property {(name: string) => void} act
 */

/**
 * Copy a text, and say on the button whether that was allowed.
 * @param {string} text
 * @param {HTMLElement} target
 */
async function copy(text, target) {
  try {
    await navigator.clipboard.writeText(text);
    target.textContent = "Copied";
  } catch {
    target.textContent = "Copying is not allowed here";
  }
}

/** @param {Acts} acts */
export function attachKeys(acts) {
  const keys = /** @type {HTMLDialogElement} */ (document.getElementById("keys"));

  /** @type {Record<string, (target: HTMLElement, isByKey: boolean) => void>} */
  const clicks = {
    event: (target, isByKey) => acts.event(target.dataset.event ?? "", isByKey),
    copy: (target) => void copy(target.dataset.copy ?? "", target),
    sort: (target) => acts.change({ sort: target.dataset.sort ?? "" }),
    query: (target) => acts.go(target.dataset.query ?? "", target.dataset.place ?? ""),
    go: (target) => acts.step(Number(target.dataset.go)),
    toggle: (target) => acts.toggle(target.dataset.toggle ?? "", target.dataset.value ?? ""),
    chip: (target) => acts.unfilter(target.dataset.chip ?? "", target.dataset.value ?? ""),
    around: (target) => acts.around(target.dataset.day ?? "", Number(target.dataset.around)),
    span: (target) => acts.span(target.dataset.span ?? ""),
    chart: (target) => acts.chart(target.dataset.chart ?? ""),
    anchor: (target) => acts.anchor(target.dataset.anchor ?? ""),
    act: (target) => (target.dataset.act === "keys" ? keys.showModal() : acts.act(target.dataset.act ?? "")),
  };

  document.addEventListener("click", (click) => {
    if (!(click.target instanceof Element) || click.ctrlKey || click.metaKey || click.shiftKey) return;
    const names = Object.keys(clicks);
    const target = /** @type {HTMLElement | null} */ (click.target.closest(names.map((name) => `[data-${name}]`).join()));
    const name = target && names.find((one) => one in target.dataset);
    if (!target || !name || target.closest("#timeline")) return;
    if (target.closest("a")) click.preventDefault();
    clicks[name](target, click.detail === 0);
  });

  document.addEventListener("keydown", (key) => {
    if (key.ctrlKey || key.metaKey || key.altKey || key.defaultPrevented || document.querySelector("dialog[open], :popover-open")) return;
    if (key.key === "Escape" && acts.chosen()) acts.event("", true);
    else if (isTyping(key.target)) return;
    else if (key.key === "/") {
      key.preventDefault();
      /** @type {HTMLElement | null} */ (document.querySelector("#filters [type=search]"))?.focus();
    } else if (key.key === "?") keys.showModal();
    else if ((key.key === "n" || key.key === "p") && document.body.dataset.tab === "stories") acts.step(key.key === "n" ? 1 : -1);
  });
}

/** Links to other hosts open in a tab of their own, which learns nothing of this one. */
export function attachOutwardLinks() {
  document.addEventListener("click", ({ target }) => {
    const outward = target instanceof Element ? target.closest('a[href^="https:"]') : null;
    if (outward) Object.assign(outward, { target: "_blank", rel: "noopener noreferrer" });
  });
}
