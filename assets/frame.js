/* Do what can wait, such as telling a server, once the next frame is painted; or soon, where nothing is painted. */
window.timelineAfterFrame = (act) => {
  "use strict";
  let done = false;
  const once = () => {
    if (!done) act();
    done = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 300);
};
