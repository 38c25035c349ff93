/* Dates as people type them: "May 2025", "8 May 2025", "Q3 2025", "last 90 days". A day is a text YYYY-MM-DD, never a moment. */

const NAMES = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const MONTHS = NAMES.map((name) => name.slice(0, 3).toLowerCase());
const DAY = 86_400_000;

/** @typedef {{from: string, to: string}} Span  each end as YYYY, YYYY-MM or YYYY-MM-DD */

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");

/**
 * The month that a word names in full or by its first letters, from 1; 0 where it names none.
 * @param {string} word
 */
function monthOf(word) {
  const full = /^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)\.?$/;
  return full.test(word) ? MONTHS.indexOf(word.slice(0, 3)) + 1 : 0;
}

/**
 * The text of a day, or "" where the calendar has no such day.
 * @param {number} year
 * @param {number} month
 * @param {number} day
 */
function dayText(year, month, day) {
  const moment = new Date(Date.UTC(year, month - 1, day));
  return moment.getUTCMonth() === month - 1 && day > 0 ? `${year}-${two(month)}-${two(day)}` : "";
}

/**
 * A day some days before or after another one.
 * @param {string} day  YYYY-MM-DD
 * @param {number} days
 */
export const shifted = (day, days) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

/**
 * One date as it is typed, as YYYY, YYYY-MM or YYYY-MM-DD; "" where the text is none.
 * @param {string} typed
 * @returns {string}
 */
export function dateOf(typed) {
  const text = typed.trim().toLowerCase().replace(/\s+/g, " ");
  const iso = /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(text);
  if (iso) return isoDate(Number(iso[1]), iso[2], iso[3]);
  const words = text.replace(/(\d)(st|nd|rd|th)\b/, "$1").replaceAll(",", "").split(" ");
  const month = words.map(monthOf).find(Boolean) ?? 0;
  const numbers = words.filter((word) => /^\d{1,2}$|^\d{4}$/.test(word));
  const year = numbers.find((number) => number.length === 4);
  if (!month || !year || words.length !== numbers.length + 1) return "";
  if (words.length === 2) return `${year}-${two(month)}`;
  return words.length === 3 ? dayText(Number(year), month, Number(numbers.find((number) => number !== year))) : "";
}

/**
 * @param {number} year
 * @param {string | undefined} month
 * @param {string | undefined} day
 */
function isoDate(year, month, day) {
  if (day) return dayText(year, Number(month), Number(day));
  if (!month) return String(year);
  return Number(month) >= 1 && Number(month) <= 12 ? `${year}-${two(Number(month))}` : "";
}

/**
 * A stretch of time as it is typed, or null where the text is none. `through` is the last day that the data cover: "last 90 days" ends
 * there, since nothing is known beyond.
 * @param {string} typed
 * @param {string} through
 * @returns {Span | null}
 */
export function spanOf(typed, through) {
  const text = typed.trim().toLowerCase();
  const last = /^last (\d{1,4}) (day|week|month)s?$/.exec(text);
  if (last) {
    const days = Number(last[1]) * { day: 1, week: 7, month: 30 }[/** @type {"day"} */ (last[2])];
    return { from: shifted(through, 1 - days), to: through };
  }
  const part = /^(q|h)([1-4]) (\d{4})$/.exec(text) ?? swapped(/^(\d{4}) ?-?(q|h)([1-4])$/.exec(text));
  if (part) return partOfYear(part[1], Number(part[2]), part[3]);
  const ends = text.split(/ (?:to|until|through) | ?[–—] ?| - |\.\./);
  const [from, to] = [dateOf(ends[0]), dateOf(ends[ends.length - 1])];
  return from && to && ends.length <= 2 ? { from, to } : null;
}

/** @param {RegExpExecArray | null} match */
const swapped = (match) => match && [match[0], match[2], match[3], match[1]];

/**
 * @param {string} kind  q or h
 * @param {number} number
 * @param {string} year
 * @returns {Span | null}
 */
function partOfYear(kind, number, year) {
  const months = kind === "q" ? 3 : 6;
  if (number * months > 12) return null;
  return { from: `${year}-${two((number - 1) * months + 1)}`, to: `${year}-${two(number * months)}` };
}

/**
 * A date in words: "8 May 2025", "May 2025", "2025".
 * @param {string} date  YYYY, YYYY-MM or YYYY-MM-DD
 */
export function inWords(date) {
  const [year, month, day] = date.split("-");
  if (!month) return year;
  const name = NAMES[Number(month) - 1];
  return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
}

/**
 * The first and the last day of a date, as texts.
 * @param {string} date  YYYY, YYYY-MM or YYYY-MM-DD
 * @returns {[string, string]}
 */
export function daysOf(date) {
  const [year, month, day] = date.split("-").map(Number);
  if (day) return [date, date];
  const last = new Date(Date.UTC(year, month || 12, 0)).getUTCDate();
  return [`${year}-${two(month || 1)}-01`, `${year}-${two(month || 12)}-${two(last)}`];
}
