/* What pointers do on the chart. Mouse: a click chooses, a drag selects days, Ctrl and wheel or a pinch on the trackpad
   zooms. Touch: a tap chooses, one finger pans, two zoom; up and down scrolls the page. On the strip all of them move the
   window. The range is stated once, when a gesture ends. */
import { STRIP, stripTop } from "./overview.js";
import { createTooltip } from "./tooltip.js";

const NEAR = 12; // pixels around a mark that count as on it: a target of 24
const DRAG = 5; // pixels that make a drag of a click
const GRIP = 9; // pixels on either side of the window's edge
const FINGER = 16; // as much for a finger
const WHEEL = 0.008; // of zooming, for each pixel of the wheel
const NOTCH = 40; // pixels of the wheel that count at most, so that a notched wheel is no jump
const PAUSE = 180; // milliseconds without a turn that end a gesture of the wheel

/** @typedef {{kind: "select" | "pan" | "edge" | "window" | "pinch", x: number, first: number, last: number, still: number, moved: boolean, id: number}} Drag */

/** Follow pointers until `signal` says to stop. Returns what hides the tooltip.
 * @param {HTMLElement} element @param {import("./index.js").Inner} chart @param {AbortSignal} signal */
export function attachPointer(element, chart, signal) {
  const tooltip = createTooltip(element);
  /** @type {Map<number, number>} */
  const touches = new Map(); // the place of each finger
  /** @type {Drag | null} */
  let drag = null;
  let pressed = ""; // the event under the pointer as it was pressed
  let hovered = "";
  let spread = 0; // between two fingers
  let turning = 0; // the timer of the wheel

  const scene = () => chart.scene();
  const width = () => scene().width;
  const clamp = (/** @type {number} */ x) => Math.min(Math.max(x, 0), width());

  /** @param {{clientX: number, clientY: number}} event */
  function at(event) {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left - scene().left, y: event.clientY - box.top - scene().top };
  }
  const inPlot = (/** @type {{x: number, y: number}} */ { x, y }) => y >= -6 && y <= scene().height && x >= 0 && x <= width();
  function inStrip(/** @type {{x: number, y: number}} */ { x, y }) {
    const up = y - scene().height - stripTop(scene().narrow);
    return up >= -6 && up <= STRIP + 6 && x >= -GRIP && x <= width() + GRIP;
  }

  /** The mark under a point, or the nearest, or the one whose label is there.
   * @param {PointerEvent | MouseEvent} event */
  function markAt(event) {
    if (crowdAt(event)) return "";
    const own = event.target instanceof Element ? event.target.closest(".label, .mark") : null;
    if (own instanceof SVGElement && own.classList.contains("label")) return own.dataset.mark ?? "";
    const point = at(event);
    if (!inPlot(point)) return "";
    let [best, found] = [NEAR, ""];
    for (const [id, { left, right, y }] of scene().layout.spots) {
      const distance = Math.hypot(Math.max(left - point.x, point.x - right, 0), y - point.y);
      if (distance < best) [best, found] = [distance, id];
    }
    return found || (own instanceof SVGElement ? own.dataset.mark ?? "" : "");
  }

  /** The crowd whose count is under a pointer, or none.
   * @param {Event} event */
  function crowdAt({ target }) {
    const chip = target instanceof Element ? target.closest("[data-crowd]") : null;
    return chip instanceof SVGElement ? chart.crowd(Number(chip.dataset.crowd)) : null;
  }

  /** @param {string} id @param {PointerEvent} [event] */
  function hover(id, event) {
    const crowd = event && crowdAt(event);
    tooltip(crowd ? chart.crowdWords(crowd) : id ? chart.words(id) : null, event);
    if (id !== hovered) chart.hover((hovered = id));
  }

  function dayOnStrip(/** @type {number} */ x) {
    const [first, last] = chart.whole();
    return first + (clamp(x) / width()) * (last - first);
  }

  /** @param {number} x @param {number} id @param {number} grip @returns {Drag} */
  function startOnStrip(x, id, grip) {
    const [first, last] = chart.range();
    const [low, high] = chart.whole();
    const [from, to] = [first, last].map((day) => ((day - low) / (high - low)) * width());
    const base = { x, id, first, last, moved: false };
    const inner = Math.min(grip, (to - from) / 4); // of a narrow window the middle still moves it
    if (x >= from - grip && x <= from + inner) return { ...base, kind: "edge", still: last };
    if (x >= to - inner && x <= to + grip) return { ...base, kind: "edge", still: first };
    if (x > from && x < to && (first > low || last < high)) return { ...base, kind: "window", still: 0 };
    return { ...base, kind: "edge", still: dayOnStrip(x) };
  }

  /** @param {Drag} now @param {number} x @param {boolean} isDone */
  function follow(now, x, isDone) {
    const { first, last } = now;
    if (now.kind === "select") {
      if (!isDone) return chart.select(clamp(now.x), clamp(x));
      chart.select();
      const day = (/** @type {number} */ spot) => first + (clamp(spot) / width()) * (last - first);
      const [from, to] = [day(now.x), day(x)].sort((a, b) => a - b);
      return chart.setRange(Math.floor(from), Math.ceil(to), true);
    }
    if (now.kind === "pan") return chart.pan(first - ((x - now.x) / width()) * (last - first), last - first, isDone);
    if (now.kind === "window") return chart.pan(first + dayOnStrip(x) - dayOnStrip(now.x), last - first, isDone);
    const [from, to] = [dayOnStrip(x), now.still].sort((a, b) => a - b);
    return chart.setRange(Math.floor(from), Math.ceil(to), isDone);
  }

  function pinch(isDone = false) {
    const [one, other] = [...touches.values()];
    const now = Math.max(Math.abs(one - other), 10);
    if (drag) chart.zoomAbout(spread / now, (one + other) / 2, isDone);
    spread = now;
  }

  element.addEventListener("pointerdown", (event) => {
    if (event.button || (event.target instanceof Element && event.target.closest("button, a"))) return;
    const point = at(event);
    const isTouch = event.pointerType === "touch";
    if (isTouch) touches.set(event.pointerId, event.clientX);
    const [first, last] = chart.range();
    if (touches.size === 2) {
      drag = { kind: "pinch", x: point.x, first, last, still: 0, moved: true, id: event.pointerId };
      spread = 0;
      const [one, other] = [...touches.values()];
      spread = Math.max(Math.abs(one - other), 10);
      return;
    }
    pressed = markAt(event);
    if (inStrip(point)) drag = startOnStrip(point.x, event.pointerId, isTouch ? FINGER : GRIP);
    else if (inPlot(point)) drag = { kind: isTouch || event.shiftKey ? "pan" : "select", x: point.x, first, last, still: 0, moved: false, id: event.pointerId };
  }, { signal });

  element.addEventListener("pointermove", (event) => {
    const { x, y } = at(event);
    if (touches.has(event.pointerId)) touches.set(event.pointerId, event.clientX);
    if (drag?.kind === "pinch") return void (touches.size === 2 && pinch());
    if (drag && !drag.moved && Math.abs(x - drag.x) > DRAG) {
      drag.moved = true;
      element.setPointerCapture(drag.id); // only now: a press that stays in place is a click on what lies under it
    }
    if (drag?.moved) {
      hover("");
      follow(drag, x, false);
    } else if (event.pointerType !== "touch") hover(inPlot({ x, y }) ? markAt(event) : "", event);
  }, { signal });

  /** @param {PointerEvent} event */
  function end(event) {
    const ended = drag;
    touches.delete(event.pointerId);
    if (ended?.kind === "pinch") chart.settle();
    else if (ended?.moved) follow(ended, at(event).x, true);
    drag = null;
    if (ended?.moved) swallowClick();
  }

  /** The click that ends a drag chooses nothing. */
  function swallowClick() {
    const swallow = (/** @type {Event} */ click) => click.stopPropagation();
    element.addEventListener("click", swallow, { capture: true, once: true, signal });
    setTimeout(() => element.removeEventListener("click", swallow, { capture: true }));
  }

  element.addEventListener("pointerup", end, { signal });
  element.addEventListener("pointercancel", (event) => {
    touches.delete(event.pointerId); // the browser took the gesture to scroll the page
    if (drag?.moved) chart.settle();
    drag = null;
    chart.select();
  }, { signal });
  element.addEventListener("pointerleave", () => hover(""), { signal });
  element.addEventListener("click", (event) => {
    const lane = event.target instanceof Element ? event.target.closest("[data-lane]") : null;
    if (lane instanceof SVGElement && lane.dataset.lane) return chart.toggleLane(lane.dataset.lane);
    const crowd = crowdAt(event);
    if (crowd) return chart.openCrowd(crowd);
    const id = markAt(event);
    if (id && (!pressed || id === pressed)) chart.choose(id, "pointer");
    return undefined;
  }, { signal });

  element.addEventListener("wheel", (wheel) => {
    const isZoom = wheel.ctrlKey || wheel.metaKey;
    const isAcross = Math.abs(wheel.deltaX) > Math.abs(wheel.deltaY);
    if (!isZoom && !isAcross) return; // the page keeps its scroll
    wheel.preventDefault();
    const turn = Math.min(Math.max(wheel.deltaY * (wheel.deltaMode ? 16 : 1), -NOTCH), NOTCH);
    if (isZoom) chart.zoomAbout(Math.exp(turn * WHEEL), wheel.clientX, false);
    else {
      const [first, last] = chart.range();
      chart.pan(first + (wheel.deltaX / width()) * (last - first), last - first, false);
    }
    clearTimeout(turning);
    turning = window.setTimeout(() => chart.settle(), PAUSE);
  }, { passive: false, signal });
  signal.addEventListener("abort", () => clearTimeout(turning));
  return () => hover("");
}
