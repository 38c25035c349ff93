/* The chart of the page as the Timeline of Dash's layout: its properties follow the reader, and what a callback sets of
   them is another view of the page. */
import { changed } from "./query.js";

/** @typedef {import("./types.js").Days} Days */
/** What the chart shows. @typedef {{event: string, range: Days, shown: string[]}} Shown */
/** What callbacks may set. @typedef {{event?: string | null, range?: Days | null}} Properties */

const TOLD = /** @type {const} */ (["event", "range", "shown"]);

/**
 * `take` is for the component; `follow` and `hover` tell it what the reader did.
 * @param {() => Shown | undefined} read
 * @param {(change: (query: string) => string) => void} lead  shows the view that is made of the one on the page
 */
export function createBound(read, lead) {
  /** @type {((changes: object) => void) | null} */
  let tell = null; // once Dash has come
  const known = { event: '""', range: "null", shown: "" }; // the properties as Dash has them, as JSON
  const seen = { event: '""', range: "null" }; // as the component was given them last
  const echoes = { event: /** @type {string[]} */ ([]), range: /** @type {string[]} */ ([]) }; // told, and not back as a property yet

  function follow() {
    const now = read();
    if (!now || !tell) return;
    const changes = Object.fromEntries(TOLD.filter((name) => JSON.stringify(now[name]) !== known[name]).map((name) => [name, now[name]]));
    for (const [name, value] of Object.entries(changes)) {
      known[/** @type {keyof typeof known} */ (name)] = JSON.stringify(value);
      echoes[/** @type {keyof typeof echoes} */ (name)]?.push(JSON.stringify(value));
    }
    if (Object.keys(changes).length) tell(changes);
  }

  /** Whether a property is another than it was, by what a callback has set. @param {keyof typeof echoes} name @param {unknown} value */
  function isSet(name, value) {
    const text = JSON.stringify(value);
    if (text === seen[name]) return false;
    seen[name] = text;
    const place = echoes[name].indexOf(text);
    echoes[name].splice(0, place + 1);
    if (place < 0) known[name] = text;
    return place < 0;
  }

  function update(/** @type {Properties} */ { event, range }) {
    const changes = {
      ...(isSet("event", event ?? "") ? { event: event ?? "" } : {}),
      ...(isSet("range", range ?? null) ? (range ?? { from: "", to: "" }) : {}),
    };
    if (Object.keys(changes).length) lead((query) => changed(query, changes));
  }

  return {
    follow,
    hover: (/** @type {string} */ id) => tell?.({ hovered: id }),
    /** @param {Properties} properties @param {(changes: object) => void} setProps */
    take(properties, setProps) {
      tell = setProps;
      update(properties);
      follow();
      return { update, destroy: () => void (tell = null) };
    },
  };
}
