/* A page of the exported site without a chart. */
document.body.classList.add("with-scripts");
