/* An event beside the chart, with ways to go on from it: in time, along its relations, to the days around it. */
import { keepingFocus } from "./focus.js";

const AROUND = [7, 14, 30, 90]; // days on either side of an event

/**
 * @param {string} text
 * @param {Record<string, string>} given  its data attributes
 */
function button(text, given) {
  const element = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: text });
  Object.assign(element.dataset, given);
  return element;
}

/** @param {string} text @param {string} className */
const paragraph = (text, className) => Object.assign(document.createElement("p"), { textContent: text, className });

/**
 * One line that cites an event with its sources, taken from its article, with the address that leads to it.
 * @param {string} id
 * @param {Element} article
 * @param {string} link
 */
export function citation(id, article, link) {
  const part = (/** @type {string} */ selector) => (article.querySelector(selector)?.textContent ?? "").trim();
  const pages = [...article.querySelectorAll(".sources li")].map((source) => {
    const anchor = /** @type {HTMLAnchorElement} */ (source.querySelector("a"));
    return `${[anchor.textContent, source.querySelector("small")?.textContent].filter(Boolean).join(", ")}, ${anchor.href}`;
  });
  return `${part(".event-title")} (${part("time")}). In: ${document.title}, event ${id}, ${link}. Sources: ${pages.join("; ")}.`;
}

/**
 * The region of the details.
 * @param {HTMLElement} element
 * @param {(id: string) => string} link  the address of an event
 */
export function createDetails(element, link) {
  let shown = ""; // the id of the event in it
  let isTaking = false; // whether it takes the focus once it is filled

  /**
   * @param {string} id
   * @param {(string | undefined)[]} neighbours  the event before and the event after
   */
  function tools(id, [earlier, later]) {
    const article = element.querySelector("article");
    if (!article) return;
    const bar = Object.assign(document.createElement("div"), { className: "toolbar" });
    const close = button("Close", { event: "", role: "close" });
    close.classList.add("close");
    if (earlier) bar.append(button("← Earlier", { event: earlier, role: "earlier" }));
    if (later) bar.append(button("Later →", { event: later, role: "later" }));
    bar.append(close);
    element.prepend(bar);
    article.append(around(article), takeAlong(id, article));
  }

  /** @param {Element} article */
  function around(article) {
    const group = Object.assign(document.createElement("div"), { className: "around" });
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Days around this event");
    const day = article.querySelector("time")?.getAttribute("datetime") ?? "";
    group.append(Object.assign(document.createElement("span"), { textContent: "Days around it:" }));
    for (const days of AROUND) {
      const choice = button(`±${days}`, { around: String(days), day });
      choice.setAttribute("aria-label", `${days} days around this event`);
      group.append(choice);
    }
    return group;
  }

  /** @param {string} id @param {Element} article */
  function takeAlong(id, article) {
    const group = Object.assign(document.createElement("div"), { className: "toolbar along" });
    group.append(button("Copy link", { copy: link(id) }), button("Copy citation", { copy: citation(id, article, link(id)) }));
    return group;
  }

  return {
    /** The region takes the focus once the event is in it. */
    take: () => (isTaking = true),

    /**
     * What is known at once of an event, until its evidence follows.
     * @param {{date: string, title: string} | null} words
     */
    preview(words) {
      document.body.dataset.focused = words ? "yes" : "no";
      if (!words) return;
      keepingFocus(element, () => element.replaceChildren(paragraph(words.date, "event-when"), paragraph(words.title, "event-title")));
    },

    /**
     * Show an event, or nothing for no content.
     * @param {string | Element | null} content  HTML that was escaped where it was made, or an article
     * @param {string} id
     * @param {(string | undefined)[]} neighbours
     */
    show(content, id, neighbours) {
      document.body.dataset.focused = content ? "yes" : "no";
      const isOther = id !== shown;
      shown = id;
      keepingFocus(element, () => {
        if (typeof content === "string") element.innerHTML = content;
        else element.replaceChildren(...(content ? [content] : []));
        if (content) tools(id, neighbours);
      });
      if (!content) isTaking = false;
      if (content && isOther) element.scrollTop = 0;
      if (content && isTaking) element.focus({ preventScroll: true });
      isTaking = false;
    },
  };
}
