/* The ticks of a time axis. Times are days since 1970. */
const DAY = 86400000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
// Steps from fine to coarse: so many days, or so many months.
const STEPS = [[1, 0], [2, 0], [7, 0], [14, 0], [0, 1], [0, 3], [0, 6], [0, 12], [0, 24], [0, 60], [0, 120]];
const LENGTH = ([days, months]) => days + months * 30.44;

const date = (day) => new Date(Math.round(day) * DAY);
const dayOf = (year, month) => Date.UTC(year, month, 1) / DAY;

function* byMonths(first, step) {
  const start = date(first);
  const month = start.getUTCFullYear() * 12 + start.getUTCMonth();
  for (let next = Math.ceil(month / step) * step; ; next += step) yield dayOf(Math.floor(next / 12), next % 12);
}

function* byDays(first, step) {
  const MONDAY = 4; // 5 January 1970 was a Monday
  for (let next = Math.ceil((first - MONDAY) / step) * step + MONDAY; ; next += step) yield next;
}

/* A tick is named by its year where it begins one, by its month, or by its day; the first also names its year. */
function name(day, [days, months], isFirst) {
  const when = date(day);
  const month = MONTHS[when.getUTCMonth()];
  const year = when.getUTCFullYear();
  if (months >= 12) return String(year);
  const own = days ? `${when.getUTCDate()} ${month}` : month;
  const startsYear = when.getUTCMonth() === 0 && when.getUTCDate() <= (days || 1);
  return isFirst || startsYear ? `${own} ${year}` : own;
}

/* The ticks between two days, at most `most` of them: [{day, text}]. */
export function ticksBetween(first, last, most) {
  const step = STEPS.find((one) => (last - first) / LENGTH(one) <= most) ?? STEPS.at(-1);
  const made = [];
  for (const day of step[0] ? byDays(first, step[0]) : byMonths(first, step[1])) {
    if (day > last) return made;
    if (day >= first) made.push({ day, text: name(day, step, !made.length) });
  }
  return made;
}
