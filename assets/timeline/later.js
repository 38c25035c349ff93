/** Do what can wait once the next frame is painted; or soon, where nothing is painted.
 * @param {() => void} act */
export function afterFrame(act) {
  let done = false;
  const once = () => {
    if (!done) act();
    done = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 300);
}
