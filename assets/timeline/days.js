/* Calendar days as numbers: days since 1970, without clocks and time zones. */
const DAY = 86400000; // milliseconds
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** The first day of a date YYYY, YYYY-MM or YYYY-MM-DD, or its last one; NaN for any other text.
 * @param {string} text */
export function toDay(text, last = false) {
  if (!/^\d{4}(-\d\d){0,2}$/.test(text)) return NaN;
  const [year, month, day] = text.split("-").map(Number);
  return (last && !day ? Date.UTC(year, month || 12, 0) : Date.UTC(year, (month || 1) - 1, day || 1)) / DAY;
}

const dateOf = (/** @type {number} */ day) => new Date(Math.round(day) * DAY);

/** @param {number} day */
export const toText = (day) => dateOf(day).toISOString().slice(0, 10);

/** The days from a first morning up to a last midnight in words: whole months as months, others as days.
 * @param {number} first @param {number} last */
export function daysInWords(first, last) {
  const [from, to] = [dateOf(first), dateOf(Math.max(last - 1, first))];
  const areMonths = from.getUTCDate() === 1 && dateOf(last).getUTCDate() === 1;
  const words = (/** @type {Date} */ date) => {
    const [month, year] = [MONTHS[date.getUTCMonth()], date.getUTCFullYear()];
    return areMonths ? `${month} ${year}` : `${date.getUTCDate()} ${month.slice(0, 3)} ${year}`;
  };
  return words(from) === words(to) ? words(from) : `${words(from)} to ${words(to)}`;
}

/** Whether an event lasts for its days; any other happened on one of them.
 * @param {{precision: string, uncertain: boolean}} mark */
export const lasts = ({ precision, uncertain }) => precision === "interval" && !uncertain;
