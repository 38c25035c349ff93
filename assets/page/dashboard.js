/* The dashboard's page: the controller over the server, with what only a served page has. */
import { offer } from "../component/dash.js";
import { afterFrame } from "../timeline/later.js";
import { createBound } from "./bound.js";
import { runPage } from "./controller.js";
import { watch } from "./live.js";
import { createPanel } from "./panel.js";
import { createRemote } from "./remote.js";
import { attachShare, openShare } from "./share.js";

/** Draw what came with the page; then let Dash come. It is loaded before, and called once the headline is painted. */
export function start() {
  const source = createRemote();
  const bound = createBound(() => page.shown(), (change) => source.lead(change(source.read())));
  const on = { settled: () => bound.follow(), hover: bound.hover };
  const page = runPage(source, { createPanel, act: (name) => name === "export" && void openShare(), on });
  offer("timeline", bound.take);
  attachShare();
  const own = /** @type {any} */ (window);
  own.dash_clientside = Object.assign({}, own.dash_clientside, { timeline: source.dash });
  afterFrame(() => void startDash());
  watch({
    say,
    renewed() {
      if (!source.isConnected()) return location.reload(); // its scripts did not come while the server was gone
      return page.renew();
    },
  });
}

/* Dash's scripts wait in a template: first those of files, in their order, then what starts them. */
async function startDash() {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("dash"));
  const scripts = [...template.content.querySelectorAll("script")];
  const run = (/** @type {string} */ src) =>
    new Promise((resolve) => {
      const script = Object.assign(document.createElement("script"), { src, async: false });
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => say(["A part of this page did not load. Load the page again."]));
      document.body.append(script);
    });
  await Promise.all(scripts.filter(({ src }) => src).map(({ src }) => run(src)));
  for (const { src, textContent } of scripts) if (!src) document.body.append(Object.assign(document.createElement("script"), { textContent }));
}

/** @param {string[]} texts */
function say(texts) {
  const place = /** @type {HTMLElement} */ (document.getElementById("problems"));
  place.replaceChildren(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
}
