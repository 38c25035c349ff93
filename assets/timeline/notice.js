/* What the chart says where no event is in sight, with a way out. */

/** @param {HTMLElement} element @param {AbortSignal} signal */
export function createNotice(element, signal) {
  const box = document.createElement("div");
  const [text, button] = [document.createElement("p"), document.createElement("button")];
  let act = () => {};
  box.className = "nothing";
  box.hidden = true;
  button.type = "button";
  button.addEventListener("click", () => act(), { signal });
  box.append(text, button);
  element.append(box);

  /** @param {{text: string, way: string, act: () => void} | null} notice @param {number} left @param {number} top */
  return function show(notice, left, top) {
    box.hidden = !notice;
    if (!notice) return;
    act = notice.act;
    text.textContent = notice.text;
    button.textContent = notice.way;
    Object.assign(box.style, { left: `${left}px`, top: `${top}px` });
  };
}
