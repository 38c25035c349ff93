/* A page of the exported site without a chart. */
import { attachOutwardLinks } from "./keys.js";

document.body.classList.add("with-scripts");
attachOutwardLinks();
