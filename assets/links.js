/* Links to other hosts open in a tab of their own, which learns nothing of this one. */
document.addEventListener("click", ({ target }) => {
  const outward = target.closest('a[href^="https:"]');
  if (outward) Object.assign(outward, { target: "_blank", rel: "noopener noreferrer" });
});
