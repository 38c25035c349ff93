/* The timeline of a narrow screen: time runs down the page, a mark and its words for each event on a rail. */
import { inWords } from "./dates.js";
import { keepingFocus } from "./focus.js";

const DAY = 86_400_000;

/**
 * @typedef {Object} RailMark  an event on the rail; times are days since 1970
 * @property {string} id
 * @property {number} start
 * @property {number} end
 * @property {number} significance
 * @property {string} date
 * @property {string} label
 * @property {string} title
 * @property {string} direction
 * @property {string} [shape] its own, where the kind of act gives it
 * @property {string} status
 */
/** @typedef {{label: string, light: string, dark: string, shape: string}} DirectionLook */
/** @typedef {{label: string, fill: string}} StatusLook */
/**
 * @typedef {Object} RailContent
 * @property {RailMark[]} marks  those to be shown
 * @property {[string, string, string][]} relations  earlier event, later event, basis
 * @property {Record<string, DirectionLook>} directions
 * @property {Record<string, StatusLook>} statuses
 * @property {string} event  the chosen one
 * @property {boolean} isNewestFirst
 */

/**
 * An element with a class and what stands in it.
 * @param {string} tag
 * @param {string} className
 * @param {...(string | Node)} content
 */
export function make(tag, className, ...content) {
  const element = Object.assign(document.createElement(tag), { className });
  element.append(...content);
  return element;
}

/** @param {number} day */
const monthOf = (day) => new Date(day * DAY).toISOString().slice(0, 7);

/**
 * What an event answers, and what answers it, in few words.
 * @param {string} id
 * @param {[string, string, string][]} relations
 */
export function relationWords(id, relations) {
  const answers = relations.filter(([, later]) => later === id).length;
  const answered = relations.filter(([earlier]) => earlier === id).length;
  return [answers ? `follows from ${answers}` : "", answered ? `leads to ${answered}` : ""].filter(Boolean).join(", ");
}

/**
 * The months of some marks in order, each with its marks.
 * @param {RailMark[]} marks
 * @param {boolean} isNewestFirst
 * @returns {[string, RailMark[]][]}
 */
export function byMonth(marks, isNewestFirst) {
  const sign = isNewestFirst ? -1 : 1;
  const ordered = [...marks].sort((a, b) => sign * (a.start - b.start || a.end - b.end));
  /** @type {Map<string, RailMark[]>} */
  const months = new Map();
  for (const mark of ordered) {
    const month = monthOf(mark.start);
    months.set(month, [...(months.get(month) ?? []), mark]);
  }
  return [...months];
}

/** @param {HTMLElement} element */
export function createRail(element) {
  /** @param {RailMark} mark @param {RailContent} content */
  function row(mark, { directions, statuses, relations, event }) {
    const [direction, status] = [directions[mark.direction], statuses[mark.status]];
    const key = make("span", `key key-${mark.shape ?? direction.shape} key-${status.fill}`);
    key.style.setProperty("--colour", `light-dark(${direction.light}, ${direction.dark})`);
    key.setAttribute("aria-hidden", "true");
    const link = /** @type {HTMLAnchorElement} */ (make("a", "rail-title", mark.label));
    link.title = mark.title;
    link.href = `?event=${mark.id}`;
    link.dataset.event = mark.id;
    if (mark.id === event) link.setAttribute("aria-current", "true");
    const note = [mark.date, direction.label, mark.status === "official" ? "" : status.label, relationWords(mark.id, relations)];
    const entry = make("li", `rail-event weight-${mark.significance}`, key, make("span", "note", note.filter(Boolean).join(" · ")), link);
    entry.dataset.mark = mark.id;
    return entry;
  }

  return {
    /**
     * Show these events.
     * @param {RailContent} content
     */
    show(content) {
      const months = byMonth(content.marks, content.isNewestFirst).map(([month, marks]) =>
        make("section", "rail-month", make("h2", "rail-head", inWords(month)), make("ul", "rail-events", ...marks.map((mark) => row(mark, content))))
      );
      const nothing = make("p", "empty", "No event in these days is left by these filters.");
      keepingFocus(element, () => element.replaceChildren(...(months.length ? months : [nothing])));
      performance.mark("timeline:drawn");
    },
  };
}
