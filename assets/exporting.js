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

  /* A format that takes some seconds: its cell says so, and why, if it cannot be made here. */
  async function fetchSlow(link) {
    const cell = link.closest("li").querySelector(".size");
    cell.textContent = "being made";
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) return (cell.textContent = await answer.text());
      const made = await answer.blob();
      cell.textContent = words(made.size);
      const file = Object.assign(document.createElement("a"), { href: URL.createObjectURL(made), download: link.download });
      file.click();
      setTimeout(() => URL.revokeObjectURL(file.href), 60_000);
    } catch {
      cell.textContent = "not known";
    }
    return undefined;
  }

  document.addEventListener("click", (click) => {
    const slow = click.target.closest("a[data-slow]");
    if (slow) {
      click.preventDefault();
      fetchSlow(slow);
    } else if (click.target.closest("[data-act=export]")) open();
  });
})();
