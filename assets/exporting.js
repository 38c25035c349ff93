/* The dashboard's Export dialog: the server says what the view can be written as; sizes follow one by one. */
(() => {
  "use strict";
  const dialog = document.getElementById("exporting");
  const contents = document.getElementById("exporting-contents");

  const words = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(2)} MB`);

  async function open() {
    const query = location.search;
    contents.textContent = "One moment.";
    dialog.showModal();
    try {
      const answer = await fetch(`export${query}`);
      if (!answer.ok) throw new Error(answer.statusText);
      contents.innerHTML = await answer.text(); // escaped by the server
    } catch {
      contents.textContent = "The server gave no answer. Is it still running?";
      return;
    }
    for (const cell of contents.querySelectorAll("[data-size]")) {
      if (!dialog.open) return;
      cell.textContent = "…";
      await measure(cell);
    }
  }

  /* The size of a format, or what is missing to make it. */
  async function measure(cell) {
    try {
      const { bytes, missing } = await (await fetch(cell.dataset.size)).json();
      cell.textContent = missing ?? words(bytes);
      if (missing) cell.closest("li").querySelector("a").remove();
    } catch {
      cell.textContent = "not known";
    }
  }

  document.addEventListener("click", ({ target }) => target.closest("[data-act=export]") && open());
})();
