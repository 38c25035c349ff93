/* Calendar days as numbers: days since 1970, without clocks and time zones. */
const DAY = 86400000; // milliseconds

/* The first day of a date YYYY, YYYY-MM or YYYY-MM-DD, or its last one; NaN for any other text. */
export function toDay(text, last = false) {
  if (!/^\d{4}(-\d\d){0,2}$/.test(text)) return NaN;
  const [year, month, day] = text.split("-").map(Number);
  return (last && !day ? Date.UTC(year, month || 12, 0) : Date.UTC(year, (month || 1) - 1, day || 1)) / DAY;
}

export const toText = (day) => new Date(Math.round(day) * DAY).toISOString().slice(0, 10);
