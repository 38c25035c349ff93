/* Looks each second whether the server answers, and whether it has a newer snapshot of the file; not while the page is hidden. */
import { unfold } from "./form.js";

const PAUSE = 1000; // milliseconds between two looks
const PATIENCE = 2; // looks in vain before the reader learns of it
const GONE = "The server does not answer. What this page holds still works; the rest follows when the server is back.";
const LEAD = "The file has problems; what you see is its last good state.";

const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** Resolves once the page is in sight. */
const inSight = () =>
  new Promise((resolve) => {
    if (!document.hidden) return resolve(undefined);
    return document.addEventListener("visibilitychange", () => resolve(undefined), { once: true });
  });

/**
 * Take over the words and the choices of a newer snapshot; a field in use stays as it is.
 * @param {Document} page
 */
function renew(page) {
  const [now, next] = [at("filters"), /** @type {HTMLFormElement} */ (page.getElementById("filters"))];
  unfold(/** @type {HTMLFormElement} */ (next));
  for (const set of next.querySelectorAll("fieldset[data-key]")) {
    const own = now.querySelector(`fieldset[data-key="${/** @type {HTMLElement} */ (set).dataset.key}"]`);
    if (own && !own.contains(document.activeElement)) own.replaceWith(document.importNode(set, true));
  }
  for (const selector of ["h1", ".kicker", "#method", ".stories-row"]) {
    const [own, newer] = [document.querySelector(selector), page.querySelector(selector)];
    if (own && newer && !own.contains(document.activeElement)) own.innerHTML = newer.innerHTML;
  }
}

/**
 * @param {{say: (texts: string[]) => void, renewed: () => void}} acts  `say` shows what is wrong, or nothing; `renewed` asks for the
 *   view again, of a newer snapshot or of a server that is back
 */
export function watch({ say, renewed }) {
  let shown = document.body.dataset.edition;
  let said = "";
  let vain = 0;

  /** @param {string[]} texts */
  function sayOnce(texts) {
    if (texts.join() !== said) say(texts);
    said = texts.join();
  }

  async function look() {
    await inSight();
    try {
      const { version, problems, count } = await (await fetch("edition")).json();
      const more = count > problems.length ? [`and ${count - problems.length} more`] : [];
      sayOnce(problems.length ? [LEAD, ...problems, ...more] : []);
      if (version !== shown) renew(new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html"));
      if (version !== shown || vain) renewed();
      shown = version;
      vain = 0;
    } catch {
      vain += 1;
      if (vain >= PATIENCE) sayOnce([GONE]);
    }
    setTimeout(look, PAUSE);
  }

  setTimeout(look, PAUSE);
}
