/* Measures a page from its very start; runs before any script of the page, the same in every page.
   A step lasts until its drawing is on the screen: the tool said that it has drawn, and the next frame was painted.
   Our pages set the mark "timeline:drawn" just then; for the other tools `painted` waits for it. Where ours draw again
   with what the server adds, `settled` tells how long the slowest step took until its last drawing. */
window.probe = (() => {
  "use strict";
  const drawn = []; // when each drawing that the page marked was on the screen
  const tasks = []; // start and length of each task of 50 ms or more
  const QUIET = 400; // milliseconds without a drawing after which none is to come
  let start = 0; // of the step in hand
  let tell = null;
  const first = new Promise((done) => (tell = done));

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });

  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
  const wait = (time) => new Promise((done) => setTimeout(done, time));

  const mark = performance.mark.bind(performance);
  performance.mark = (name, ...rest) => {
    if (name === "timeline:drawn") tell(drawn.push(performance.now()));
    return mark(name, ...rest);
  };

  const longest = (from, to) => Math.max(0, ...tasks.filter(([at]) => at >= from && at < to).map(([, length]) => length));

  return {
    painted,
    /* When the first drawing was on the screen, and the first paint of any contents. */
    async load() {
      await first;
      await wait(300); // for entries that come late
      const paint = performance.getEntriesByName("first-contentful-paint")[0];
      start = performance.now();
      return { drawn: drawn[0], fcp: paint?.startTime ?? null, task: longest(0, start) };
    },
    longestSinceLoad: () => longest(drawn[0], Infinity),
    /* How long a call of the tool takes. */
    async call(work) {
      start = performance.now();
      await work();
      return (await painted()) - start;
    },
    /* The step begins with the next input of a type; `until` is what it waits for, by default the page's marks. */
    arm(type, until) {
      this.step = new Promise((done) => {
        addEventListener(type, async ({ timeStamp }) => {
          start = timeStamp;
          if (!until) return done(this.marked());
          await until;
          return done((await painted()) - timeStamp);
        }, { capture: true, once: true });
      });
    },
    settled: 0,
    /* Until no drawing came for some time since the step began; returns how long the first of them took. */
    async marked() {
      const began = start;
      while (!(drawn.at(-1) > began)) await wait(20);
      await this.quiet();
      this.settled = Math.max(this.settled, drawn.at(-1) - began);
      return drawn.find((when) => when > began) - began;
    },
    async quiet() {
      while (performance.now() - drawn.at(-1) < QUIET) await wait(20);
    },
  };
})();
