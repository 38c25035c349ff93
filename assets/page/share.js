/* The Share dialog: the server says what the view can be written as; sizes follow one by one. */
import { attachPreview } from "./preview.js";

/** @param {number} bytes */
const sizeWords = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(2)} MB`);

/**
 * The size of a format, or what is missing to make it.
 * @param {HTMLElement} cell
 */
async function measure(cell) {
  cell.textContent = "…";
  try {
    const { bytes, missing } = await (await fetch(cell.dataset.size ?? "")).json();
    cell.textContent = missing ?? sizeWords(bytes);
    if (missing) cell.closest("li")?.querySelector("a")?.remove();
  } catch {
    cell.textContent = "not known";
  }
}

/**
 * A format that takes some seconds: its cell says so, and why, if it cannot be made here.
 * @param {HTMLAnchorElement} link
 */
async function fetchSlow(link) {
  const cell = /** @type {HTMLElement} */ (link.closest("li")?.querySelector(".size"));
  cell.textContent = "being made";
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) {
      cell.textContent = await answer.text();
      return;
    }
    const content = await answer.blob();
    cell.textContent = sizeWords(content.size);
    const file = Object.assign(document.createElement("a"), { href: URL.createObjectURL(content), download: link.download });
    file.click();
    setTimeout(() => URL.revokeObjectURL(file.href), 60_000);
  } catch {
    cell.textContent = "not known";
  }
}

/** Write the address of the view into the dialog, and what an address of this machine means for others. */
function fillLink(/** @type {HTMLElement} */ contents) {
  const field = /** @type {HTMLInputElement | null} */ (contents.querySelector(".share-link input"));
  if (!field) return;
  field.value = location.href;
  const copier = /** @type {HTMLElement} */ (contents.querySelector(".share-link [data-copy]"));
  copier.dataset.copy = location.href;
  const note = /** @type {HTMLElement} */ (contents.querySelector(".share-link .note"));
  note.hidden = !["127.0.0.1", "localhost", "[::1]"].includes(location.hostname);
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (contents.querySelectorAll("[data-copy]"))) {
    part.dataset.copy = part.dataset.copy?.replaceAll("{address}", location.href);
  }
  for (const part of contents.querySelectorAll(".share-address")) part.textContent = location.href;
}

/** @returns {Promise<void>} */
export async function openShare() {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("exporting"));
  const contents = /** @type {HTMLElement} */ (document.getElementById("exporting-contents"));
  contents.textContent = "One moment.";
  dialog.showModal();
  try {
    const answer = await fetch(`export${location.search}`);
    if (!answer.ok) throw new Error(answer.statusText);
    contents.innerHTML = await answer.text(); // escaped by the server
  } catch {
    contents.textContent = "The server gave no answer. Is it still running?";
    return;
  }
  fillLink(contents);
  attachPreview(contents);
  contents.querySelector(".formats")?.addEventListener("toggle", () => void measureAll(dialog), { once: true });
  await measureAll(dialog);
}

/** Write the sizes of the formats in sight that have none yet. */
async function measureAll(/** @type {HTMLDialogElement} */ dialog) {
  for (const cell of /** @type {NodeListOf<HTMLElement>} */ (dialog.querySelectorAll("[data-size]"))) {
    if (!dialog.open) return;
    if (!cell.textContent && cell.checkVisibility()) await measure(cell);
  }
}

export function attachShare() {
  document.addEventListener("click", (click) => {
    const slow = click.target instanceof Element ? click.target.closest("a[data-slow]") : null;
    if (!slow) return;
    click.preventDefault();
    void fetchSlow(/** @type {HTMLAnchorElement} */ (slow));
  });
}
