/* The exported page: chart, filters and list of one file, nothing asked of any server. */
import { runPage } from "./controller.js";
import { createLocal } from "./local.js";
import { bytesOf } from "./packing.js";
import { make } from "./rail.js";

const LONG = 20; // choices of a filter that are searched rather than read

const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** The list and the chart, packed in a smaller file; null where a browser cannot unpack, which then keeps the plain list. */
async function unpacked() {
  const packed = document.getElementById("packed");
  if (!packed) return JSON.parse(at("chart").textContent ?? "");
  try {
    const stream = new Blob([bytesOf((packed.textContent ?? "").trim())]).stream().pipeThrough(new DecompressionStream("gzip"));
    const { list, chart } = await new Response(stream).json();
    const pages = [...at("records").querySelectorAll("a")]; // of the sources, of which the packed list has the names alone
    at("records").innerHTML = list; // escaped when the file was made
    at("records").querySelectorAll("li > a:not([href])").forEach((anchor, place) => anchor.setAttribute("href", pages[place].getAttribute("href") ?? ""));
    return chart;
  } catch {
    return null;
  }
}

/**
 * The choices of a filter, as boxes.html.j2 writes them for the dashboard.
 * @param {string} key
 * @param {string} label
 * @param {{ids: string[], labels: string[]}} choices
 */
function choicesOf(key, label, { ids, labels }) {
  const set = make("fieldset", "choice", make("legend", "", label));
  set.dataset.key = key;
  if (ids.length > LONG) {
    const find = make("input", "find");
    Object.assign(find, { type: "text", placeholder: "Find a choice", ariaLabel: `Find: ${label}` });
    find.dataset.find = key;
    set.append(find);
  }
  const boxes = ids.map((id, place) => {
    const box = Object.assign(make("input", ""), { type: "checkbox", name: key, value: id });
    return make("label", "option", box, make("span", "choice-name", labels[place]), make("span", "count"));
  });
  set.append(make("div", "options", ...boxes));
  return set;
}

/** In a frame, tell the page around it how high this one is, whenever that changes. */
function tellHeight() {
  if (window.parent === window) return;
  const page = /** @type {HTMLElement} */ (document.querySelector(".page"));
  const tell = () => window.parent.postMessage({ policyTimeline: location.href.split("#")[0], height: Math.ceil(page.getBoundingClientRect().bottom + scrollY) }, "*");
  new ResizeObserver(tell).observe(page);
}

async function start() {
  const records = await unpacked();
  if (!records) return;
  document.body.classList.add("with-scripts");
  const { filters } = JSON.parse(at("registry").textContent ?? "");
  for (const { key, label } of filters) if (key in records.values) /** @type {HTMLTemplateElement} */ (at("more-facets")).content.append(choicesOf(key, label, records.values[key]));
  runPage(createLocal(records, filters));
  tellHeight();
}

void start();
