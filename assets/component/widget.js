/* The notebook widget, in the form that anywidget asks for: traits of the kernel are the properties of the chart. */
import { bind } from "./binding.js";

const READ = ["data", "event", "range", "filters", "lanes", "height", "theme", "texts"];

/** @param {{model: any, el: HTMLElement}} of */
export function render({ model, el }) {
  const properties = () => /** @type {any} */ (Object.fromEntries(READ.map((name) => [name, model.get(name)])));
  const bound = bind(el, properties(), (changed) => {
    for (const [name, value] of Object.entries(changed)) model.set(name, value);
    model.save_changes();
  });
  const follow = () => bound.update(properties());
  for (const name of READ) model.on(`change:${name}`, follow);
  return () => {
    model.off(null, null, follow);
    bound.destroy();
  };
}
