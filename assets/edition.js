/* Looks each second whether the server answers, and whether it has a newer edition of the file. */
window.timelineEdition = (() => {
  "use strict";
  const PAUSE = 1000; // milliseconds between two looks
  const PATIENCE = 2; // looks in vain before the reader is told
  const GONE = "The server does not answer. What this page holds still works; the rest follows when the server is back.";
  const LEAD = "The file has problems; what you see is its last good state.";
  const at = (id) => document.getElementById(id);

  /* Take over the form and the words of a newer edition. */
  async function renew() {
    const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
    for (const id of ["filters", "method"]) at(id).innerHTML = page.getElementById(id).innerHTML;
    window.timelineForm.unfold();
    document.querySelector("h1").textContent = page.querySelector("h1").textContent;
  }

  /* `tell(texts)` shows what is wrong, or nothing; `renewed()` asks for the view again, of a newer edition or of a
     server that is back. */
  function watch({ tell, renewed }) {
    let shown = document.body.dataset.edition;
    let told = "";
    let vain = 0;

    function say(texts) {
      if (texts.join() !== told) tell(texts);
      told = texts.join();
    }

    async function look() {
      try {
        const { version, problems, count } = await (await fetch("edition")).json();
        const more = count > problems.length ? [`and ${count - problems.length} more`] : [];
        say(problems.length ? [LEAD, ...problems, ...more] : []);
        if (version !== shown) await renew();
        if (version !== shown || vain) renewed();
        shown = version;
        vain = 0;
      } catch {
        vain += 1;
        if (vain >= PATIENCE) say([GONE]);
      }
      setTimeout(look, PAUSE);
    }

    setTimeout(look, PAUSE);
  }

  return { watch };
})();
