/* The Dash component: a React function over the chart, by the React that Dash brings. Its properties are stated in
   app/component/dash_timeline.py. */
import { bind } from "./binding.js";

/** What binds a chart to properties. @typedef {(properties: any, tell: (changed: object) => void) => {update: (properties: any) => void, destroy: () => void}} Bind */

/** @type {Map<unknown, Bind>} */
const drawn = new Map();

/** Have the component of an id take over a chart that the page has drawn before Dash came; it stays where it stands.
 * @param {string} id @param {Bind} take */
export const offer = (id, take) => void drawn.set(id, take);

/** @param {any} properties */
function Timeline(properties) {
  const { React } = /** @type {any} */ (window);
  const place = React.useRef(null);
  const bound = React.useRef(null);
  const newest = React.useRef(properties);
  newest.current = properties;
  const { id, className, style } = properties;
  const take = drawn.get(id);
  const isReady = Boolean(take || properties.data);
  React.useEffect(() => {
    if (!isReady) return undefined;
    const tell = (/** @type {object} */ changed) => newest.current.setProps(changed);
    bound.current = take ? take(newest.current, tell) : bind(place.current, newest.current, tell);
    return () => {
      bound.current.destroy();
      bound.current = null;
    };
  }, [isReady]);
  React.useEffect(() => bound.current?.update(properties));
  return take ? null : React.createElement("div", { id, className, style, ref: place });
}

/** @type {any} */ (window).policy_timeline = { Timeline };
