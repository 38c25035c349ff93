/* The picture of the Share dialog as it will be: its size, its theme, its own words. The server makes it when it is asked for. */

const PICTURES = ["png", "svg", "pdf"];
const FAILED = "The server gave no answer. Is it still running?";

/** @param {string} text  a word of a shell's command line */
const quoted = (text) => (/^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/**
 * The options of a picture that a form stands for, by their names, without those that are as by default.
 * @param {HTMLFormElement} form
 * @returns {Map<string, string>}
 */
export function optionsOf(form) {
  const fields = new FormData(form);
  const text = (/** @type {string} */ name) => String(fields.get(name) ?? "").trim();
  const size = text("size") === "own" ? text("pixels") : text("size");
  const options = [["size", size === "whole" ? "" : size], ["theme", text("theme") === "light" ? "" : text("theme")], ["no-legend", fields.has("legend") ? "" : "yes"]];
  for (const name of ["title", "subtitle", "note", "chart"]) options.push([name, text(name)]);
  return new Map(/** @type {[string, string][]} */ (options.filter(([, value]) => value)));
}

/**
 * The end of a command line with these options.
 * @param {Map<string, string>} options
 */
export const asCommand = (options) => [...options].map(([name, value]) => (name === "no-legend" ? " --no-legend" : ` --${name} ${quoted(value)}`)).join("");

/** @param {Blob} blob @returns {Promise<string>} */
const asAddress = (blob) =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsDataURL(blob);
  });

/** @param {HTMLElement} contents  of the dialog, as the server wrote it */
export function attachPreview(contents) {
  const form = /** @type {HTMLFormElement | null} */ (contents.querySelector("#picture-form"));
  if (!form) return;
  const state = /** @type {HTMLElement} */ (contents.querySelector("#preview-state"));
  const figure = /** @type {HTMLElement} */ (contents.querySelector(".preview"));
  const image = /** @type {HTMLImageElement} */ (figure.querySelector("img"));
  const rows = PICTURES.map((name) => {
    const link = /** @type {HTMLAnchorElement} */ (contents.querySelector(`a[href^="export/${name}"]`));
    const copier = /** @type {HTMLElement} */ (link.parentElement?.querySelector("[data-copy]"));
    return { link, copier, address: link.getAttribute("href") ?? "", command: copier.dataset.copy ?? "" };
  });
  const png = rows[0].link;
  let asked = ""; // the address of the preview that was asked for last

  /* What the rows below make is what the form says. */
  function follow() {
    const options = optionsOf(/** @type {HTMLFormElement} */ (form));
    const query = new URLSearchParams([...options]).toString();
    for (const { link, copier, address, command } of rows) {
      link.setAttribute("href", query ? `${address}${address.includes("?") ? "&" : "?"}${query}` : address);
      copier.dataset.copy = command + asCommand(options);
    }
  }

  async function show() {
    const address = png.href;
    if (address === asked) return;
    asked = address;
    state.textContent = "The preview is being made.";
    figure.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address);
      const text = answer.ok ? "" : await answer.text();
      const source = answer.ok ? await asAddress(await answer.blob()) : "";
      if (address !== asked) return; // another one was asked for meanwhile
      state.textContent = text;
      if (source) image.src = source;
      figure.hidden = !source;
      if (source) await image.decode().then(() => figure.scrollIntoView({ block: "nearest" }));
      if (text) asked = "";
    } catch {
      if (address !== asked) return;
      state.textContent = FAILED;
      asked = "";
    }
    figure.removeAttribute("aria-busy");
  }

  form.addEventListener("input", follow);
  form.addEventListener("change", ({ target }) => {
    const pixels = /** @type {HTMLInputElement} */ (form.elements.namedItem("pixels"));
    const isOwn = /** @type {HTMLSelectElement} */ (form.elements.namedItem("size")).value === "own";
    /** @type {HTMLElement} */ (pixels.closest("label")).hidden = !isOwn;
    follow();
    if (asked && !(target instanceof HTMLInputElement && !form.checkValidity())) void show();
  });
  form.addEventListener("submit", (submit) => {
    submit.preventDefault();
    void show();
  });
}
