/* The ticks of a time axis. Times are days since 1970. */
const DAY = 86400000; // milliseconds
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONDAY = 4; // 5 January 1970 was one
/** Steps from fine to coarse: so many days, or so many months.
 * @typedef {[days: number, months: number]} Step */
/** @type {Step[]} */
const STEPS = [[1, 0], [2, 0], [7, 0], [14, 0], [0, 1], [0, 3], [0, 6], [0, 12], [0, 24], [0, 60], [0, 120]];

const length = (/** @type {Step} */ [days, months]) => days + months * 30.44;
const date = (/** @type {number} */ day) => new Date(Math.round(day) * DAY);
const dayOf = (/** @type {number} */ year, /** @type {number} */ month) => Date.UTC(year, month, 1) / DAY;

/** @param {number} first @param {number} step */
function* byMonths(first, step) {
  const start = date(first);
  const month = start.getUTCFullYear() * 12 + start.getUTCMonth();
  for (let next = Math.ceil(month / step) * step; ; next += step) yield dayOf(Math.floor(next / 12), next % 12);
}

/** @param {number} first @param {number} step */
function* byDays(first, step) {
  for (let next = Math.ceil((first - MONDAY) / step) * step + MONDAY; ; next += step) yield next;
}

/** A tick is named by its year where it begins one, by its month, or by its day; the first also names its year.
 * @param {number} day @param {Step} step @param {boolean} isFirst */
function named(day, [days, months], isFirst) {
  const when = date(day);
  const year = String(when.getUTCFullYear());
  const isYear = when.getUTCMonth() === 0 && when.getUTCDate() <= (days || 1);
  if (months >= 12) return { day, text: year, isYear };
  const month = MONTHS[when.getUTCMonth()];
  const own = days ? `${when.getUTCDate()} ${month}` : month;
  return { day, text: isFirst || isYear ? `${own} ${year}` : own, isYear };
}

/** The ticks between two days, at most `most` of them.
 * @param {number} first @param {number} last @param {number} most */
export function ticksBetween(first, last, most) {
  const step = STEPS.find((one) => (last - first) / length(one) <= most) ?? STEPS[STEPS.length - 1];
  const ticks = [];
  for (const day of step[0] ? byDays(first, step[0]) : byMonths(first, step[1])) {
    if (day > last) break;
    if (day >= first) ticks.push(named(day, step, !ticks.length));
  }
  return ticks;
}
