/* The filter form and the query string that it stands for, on the dashboard and on the exported page alike. */
window.timelineForm = (() => {
  "use strict";
  const DEFAULTS = { min: "1", tab: "timeline", lanes: "track" };
  const MOST = 10; // choices of a long list that are shown at once

  const form = () => document.getElementById("filters");
  const names = () => new Set([...form().elements].map((field) => field.name).filter(Boolean));
  const asText = (pairs) => pairs.toString().replaceAll("%2C", ",").replaceAll("+", "%20");

  /* The form as a query string. A key of `now` that no field stands for, such as the focused event, is kept. */
  function query(now) {
    const data = new FormData(form());
    const pairs = new URLSearchParams();
    for (const key of names()) {
      const values = data.getAll(key).map((value) => value.trim()).filter(Boolean);
      if (values.length && values[0] !== DEFAULTS[key]) pairs.set(key, values.join(","));
    }
    if (pairs.has("sort") && now.has("sort")) pairs.set("sort", now.get("sort")); // the box says whether, not how
    for (const [key, value] of now) if (!names().has(key)) pairs.set(key, value);
    return asText(pairs);
  }

  /* Make the form stand for a query string. */
  function fill(text) {
    const pairs = new URLSearchParams(text);
    for (const field of form().elements) {
      const value = pairs.get(field.name) ?? "";
      if (!field.name) continue;
      if (field.name === "sort") field.checked = Boolean(value);
      else if (field.type === "checkbox") field.checked = value.split(",").includes(field.value);
      else if (field.type === "radio") field.checked = field.value === (value || DEFAULTS[field.name]);
      else if (field.tagName === "SELECT") field.value = value || DEFAULTS[field.name];
      else if (field !== document.activeElement || field.value.trim() !== value) field.value = value;
    }
  }

  /* Write beside each choice how many events it would show; `counts` holds a number for each key and choice. */
  function count(counts) {
    for (const set of form().querySelectorAll("fieldset[data-key]")) {
      const long = set.querySelector(".find");
      for (const box of set.querySelectorAll("input[name]")) {
        const number = counts[set.dataset.key]?.[box.value] ?? 0;
        const option = box.closest(".option");
        option.querySelector(".count").textContent = number;
        option.classList.toggle("none", number === 0 && !box.checked);
        option.style.order = long ? -number : "";
      }
      if (long) find(set);
    }
  }

  /* Of a long list of choices show those that are chosen, and those that match what was typed, or else the first few. */
  function find(set) {
    const wanted = set.querySelector(".find").value.trim().toLowerCase();
    const options = [...set.querySelectorAll(".option")].sort((a, b) => a.style.order - b.style.order);
    let shown = 0;
    for (const option of options) {
      const match = option.textContent.toLowerCase().includes(wanted) && shown < MOST;
      option.hidden = !(option.querySelector("input").checked || match);
      shown += match;
    }
  }

  /* Lay out what the page holds folded, so that its first paint does not wait for it. */
  function unfold() {
    for (const folded of form().querySelectorAll("template")) folded.replaceWith(folded.content);
  }

  document.addEventListener("input", ({ target }) => target.dataset.find && find(target.closest("fieldset")));
  document.addEventListener("submit", (submit) => submit.target === form() && submit.preventDefault());

  return { query, fill, count, unfold, asText };
})();
