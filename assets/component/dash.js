/* The Dash component: a React function over the chart, by the React that Dash brings. Its properties are stated in
   app/component/dash_timeline.py. */
import { bind } from "./binding.js";

const { React } = /** @type {any} */ (window);

/** @param {any} properties */
function Timeline(properties) {
  const place = React.useRef(null);
  const bound = React.useRef(null);
  const newest = React.useRef(properties);
  newest.current = properties;
  React.useEffect(() => {
    if (!properties.data) return undefined;
    bound.current = bind(place.current, newest.current, (changed) => newest.current.setProps(changed));
    return () => {
      bound.current.destroy();
      bound.current = null;
    };
  }, [!properties.data]);
  React.useEffect(() => bound.current?.update(properties));
  const { id, className, style } = properties;
  return React.createElement("div", { id, className, style, ref: place });
}

/** @type {any} */ (window).policy_timeline = { Timeline };
