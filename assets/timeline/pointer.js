/* What a pointer does on the chart: a card over the nearest mark, a click on it, a drag to zoom, the strip's window. */
const NEAR = 12; // pixels around a mark that count as on it: a target of 24
const DRAG = 5; // pixels that make a drag of a click
const GRIP = 7; // pixels on either side of the window's edge

/* Follow the pointer on a chart, until `signal` says to stop; `chart` is its inner interface. */
export function attachPointer(element, chart, signal) {
  const card = Object.assign(document.createElement("div"), { className: "hover-card", hidden: true });
  card.setAttribute("aria-hidden", "true"); // the same is announced, and stands in list and details
  element.append(card);
  let drag = null;
  let hovered = "";

  const at = (event) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left - chart.scene().left, y: event.clientY - box.top - chart.plotTop() };
  };
  const inPlot = ({ x, y }) => y >= 0 && x >= 0 && x <= chart.scene().width;
  const inStrip = ({ x, y }) => {
    const { top, height } = chart.strip();
    const up = y + chart.plotTop();
    return up >= top && up <= top + height && x >= 0 && x <= chart.scene().width;
  };

  /* The mark nearest to a point, or the one whose label is there. */
  function nearest(event) {
    const label = event.target.closest?.(".label");
    if (label) return label.dataset.mark;
    const { x: px, y: py } = at(event);
    const { placing, byId, x } = chart.scene();
    let best = NEAR;
    let found = "";
    for (const [id, y] of placing.heights) {
      const { start, end } = byId.get(id);
      const across = Math.max(x(start) - px, px - x(end), 0);
      const distance = Math.hypot(across, y - py);
      if (distance < best) [best, found] = [distance, id];
    }
    return found;
  }

  function showCard(id, event) {
    const said = id && chart.words(id);
    if (id !== hovered) chart.hover(id || "");
    hovered = id;
    card.hidden = !said;
    element.classList.toggle("over-mark", Boolean(said));
    if (!said) return;
    card.replaceChildren(
      ...["date", "title", "note"].map((part) => Object.assign(document.createElement("p"), { className: `card-${part}`, textContent: said[part] }))
    );
    const box = element.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const left = x + 16 + card.offsetWidth > element.clientWidth ? x - 16 - card.offsetWidth : x + 16;
    card.style.left = `${Math.max(left, 0)}px`;
    card.style.top = `${y + 16 + card.offsetHeight > element.clientHeight ? y - 16 - card.offsetHeight : y + 16}px`;
  }

  const dayOnStrip = (x) => {
    const [first, last] = chart.strip().whole;
    return first + (Math.min(Math.max(x, 0), chart.scene().width) / chart.scene().width) * (last - first);
  };

  function startOnStrip(x) {
    const [first, last] = chart.range();
    const { whole } = chart.strip();
    const spot = (day) => ((day - whole[0]) / (whole[1] - whole[0])) * chart.scene().width;
    const [from, to] = [spot(first), spot(last)];
    if (Math.abs(x - from) <= GRIP) return { kind: "edge", still: last, x };
    if (Math.abs(x - to) <= GRIP) return { kind: "edge", still: first, x };
    const isWhole = first <= whole[0] && last >= whole[1];
    if (x > from && x < to && !isWhole) return { kind: "pan", first, last, x };
    return { kind: "edge", still: dayOnStrip(x), x };
  }

  function follow(x, tell) {
    if (drag.kind === "plot") return chart.select(drag.x, Math.min(Math.max(x, 0), chart.scene().width));
    const day = dayOnStrip(x);
    const shift = Math.round(day - dayOnStrip(drag.x));
    const [first, last] = drag.kind === "pan" ? [drag.first + shift, drag.last + shift] : [Math.min(day, drag.still), Math.max(day, drag.still)];
    return chart.setRange(Math.floor(first), Math.ceil(last), tell);
  }

  function finish(x) {
    if (drag.kind !== "plot") return follow(x, true);
    chart.select();
    const [first, last] = chart.range();
    const day = (spot) => first + (Math.min(Math.max(spot, 0), chart.scene().width) / chart.scene().width) * (last - first);
    return chart.setRange(Math.floor(Math.min(day(drag.x), day(x))), Math.ceil(Math.max(day(drag.x), day(x))));
  }

  element.addEventListener("pointerdown", (event) => {
    if (event.button || event.pointerType === "touch" || !chart.scene()) return; // a swipe scrolls the page
    const spot = at(event);
    if (inStrip(spot)) drag = startOnStrip(spot.x);
    else if (inPlot(spot)) drag = { kind: "plot", x: spot.x };
    if (drag) element.setPointerCapture(event.pointerId);
  }, { signal });
  element.addEventListener("pointermove", (event) => {
    if (!chart.scene()) return;
    const spot = at(event);
    if (drag && (drag.moved || Math.abs(spot.x - drag.x) > DRAG)) {
      drag.moved = true;
      showCard("", event);
      follow(spot.x, false);
    } else if (event.pointerType !== "touch") showCard(inPlot(spot) ? nearest(event) : "", event);
  }, { signal });
  element.addEventListener("pointerup", (event) => {
    const ended = drag;
    if (ended?.moved) finish(at(event).x);
    drag = null;
    if (!ended?.moved) return;
    const swallow = (click) => click.stopPropagation(); // the click that ends a drag chooses nothing
    element.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => element.removeEventListener("click", swallow, { capture: true }));
  }, { signal });
  element.addEventListener("pointercancel", () => {
    drag = null;
    chart.select();
  }, { signal });
  element.addEventListener("pointerleave", (event) => showCard("", event), { signal });
  element.addEventListener("click", (event) => {
    if (!chart.scene() || !inPlot(at(event))) return;
    const id = nearest(event);
    if (id) chart.choose(id, "pointer");
  }, { signal });
  element.addEventListener("wheel", (wheel) => {
    if (!(wheel.ctrlKey || wheel.metaKey)) return; // the page keeps its scroll
    wheel.preventDefault();
    chart.zoom(wheel.deltaY > 0 ? 1.25 : 0.8, wheel.clientX);
  }, { passive: false, signal });
}
