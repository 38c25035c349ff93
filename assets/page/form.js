/* The filter form: it stands for the query, and each filter in force is a chip that takes itself away. */
import { dateOf, inWords } from "./dates.js";
import { DEFAULTS, changed, ofFields, valuesOf } from "./query.js";

const MOST = 10; // choices of a long list that are shown at once

/** @typedef {{key: string, value: string, words: string}} Chip  a filter in force; `value` is "" where it is the whole key */

/** @param {HTMLFormElement} form */
export const namesOf = (form) => new Set([...form.elements].map((field) => field.getAttribute("name") ?? "").filter(Boolean));

/**
 * The query that the form stands for, with what else the view says.
 * @param {HTMLFormElement} form
 * @param {string} now
 */
export const queryOf = (form, now) =>
  ofFields([...new FormData(form)].map(([key, value]) => [key, typed(key, String(value))]), namesOf(form), now);

/**
 * What a field says, a date as the query writes it; a text that is no date says nothing.
 * @param {string} key
 * @param {string} text
 */
const typed = (key, text) => (key === "from" || key === "to" ? dateOf(text) : text);

/**
 * Make the form stand for a query. A text field in use keeps what is typed there, unless the reader went to another view.
 * @param {HTMLFormElement} form
 * @param {string} query
 * @param {boolean} isOther
 */
export function fill(form, query, isOther = false) {
  const pairs = new URLSearchParams(query);
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement) || !field.name) continue;
    const value = pairs.get(field.name) ?? "";
    const standard = /** @type {Record<string, string>} */ (DEFAULTS)[field.name] ?? "";
    if (field.name === "sort") /** @type {HTMLInputElement} */ (field).checked = Boolean(value);
    else if (field.type === "checkbox") /** @type {HTMLInputElement} */ (field).checked = value.split(",").includes(field.value);
    else if (field.type === "radio") /** @type {HTMLInputElement} */ (field).checked = field.value === (value || standard);
    else if (field instanceof HTMLSelectElement) field.value = value || standard;
    else if (isOther || field !== document.activeElement) field.value = value;
  }
}

/**
 * Write beside each choice how many events it would show.
 * @param {HTMLFormElement} form
 * @param {Record<string, Record<string, number>>} counts  for each key and choice
 */
export function count(form, counts) {
  for (const set of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("fieldset[data-key]"))) {
    const isLong = Boolean(set.querySelector(".find"));
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (set.querySelectorAll("input[name]"))) {
      const number = counts[set.dataset.key ?? ""]?.[box.value] ?? 0;
      const option = /** @type {HTMLElement} */ (box.closest(".option"));
      /** @type {HTMLElement} */ (option.querySelector(".count")).textContent = String(number);
      option.classList.toggle("none", number === 0 && !box.checked);
      option.style.order = isLong ? String(-number) : "";
    }
    if (isLong) find(set);
  }
}

/**
 * Of a long list of choices show those that are chosen, and those that match what was typed, or else the first few.
 * @param {HTMLElement} set
 */
export function find(set) {
  const wanted = /** @type {HTMLInputElement} */ (set.querySelector(".find")).value.trim().toLowerCase();
  const options = /** @type {HTMLElement[]} */ ([...set.querySelectorAll(".option")]);
  let shown = 0;
  for (const option of options.sort((a, b) => Number(a.style.order) - Number(b.style.order))) {
    const isMatch = (option.textContent ?? "").toLowerCase().includes(wanted) && shown < MOST;
    option.hidden = !(/** @type {HTMLInputElement} */ (option.querySelector("input")).checked || isMatch);
    shown += Number(isMatch);
  }
}

/**
 * Lay out what the page holds folded, so that its first paint does not wait for it.
 * @param {HTMLFormElement} form
 */
export function unfold(form) {
  for (const folded of form.querySelectorAll("template")) folded.replaceWith(folded.content);
}

/**
 * Whether a query names a filter that is still folded.
 * @param {HTMLFormElement} form
 * @param {string} query
 */
export function isFolded(form, query) {
  const keys = [...new URLSearchParams(query).keys()];
  return [...form.querySelectorAll("template")].some(({ content }) => keys.some((key) => content.querySelector(`[data-key="${CSS.escape(key)}"]`)));
}

/**
 * Each filter in force, in the order of the query.
 * @param {HTMLFormElement} form
 * @param {string} query
 * @returns {Chip[]}
 */
export function chipsOf(form, query) {
  const pairs = new URLSearchParams(query);
  const single = { q: "“$”", from: "from $", to: "to $" };
  const chips = Object.entries(single).flatMap(([key, pattern]) => {
    const value = pairs.get(key);
    return value ? [{ key, value: "", words: pattern.replace("$", () => (key === "q" ? value : inWords(value))) }] : [];
  });
  const boxes = [...new Set([...form.querySelectorAll("fieldset[data-key]")].map((set) => /** @type {HTMLElement} */ (set).dataset.key ?? ""))];
  const chosen = boxes.flatMap((key) => valuesOf(pairs, key).map((value) => ({ key, value, words: wordsOfChoice(form, key, value) })));
  const min = pairs.get("min");
  const least = min && min !== DEFAULTS.min ? [{ key: "min", value: "", words: wordsOfChoice(form, "min", min) }] : [];
  return [...chips, ...chosen, ...least];
}

/**
 * @param {HTMLFormElement} form
 * @param {string} key
 * @param {string} value
 */
function wordsOfChoice(form, key, value) {
  const box = form.querySelector(`input[name="${key}"][value="${CSS.escape(value)}"]`);
  return box?.closest("label")?.querySelector(".choice-name")?.textContent ?? value;
}

/**
 * The query without one filter.
 * @param {string} query
 * @param {string} key
 * @param {string} value
 */
export function without(query, key, value) {
  const rest = value ? valuesOf(new URLSearchParams(query), key).filter((one) => one !== value) : [];
  return changed(query, { [key]: rest.join(",") });
}

/**
 * Show the filters in force as buttons that take them away.
 * @param {HTMLElement} place
 * @param {Chip[]} chips
 */
export function showChips(place, chips) {
  place.replaceChildren(
    ...chips.map(({ key, value, words }) => {
      const chip = Object.assign(document.createElement("button"), { type: "button", className: "chip" });
      Object.assign(chip.dataset, { chip: key, value });
      chip.setAttribute("aria-label", `Remove filter: ${words}`);
      chip.append(words, Object.assign(document.createElement("span"), { textContent: "×", ariaHidden: "true" }));
      return chip;
    })
  );
}
