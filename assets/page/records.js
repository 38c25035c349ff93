/* The records of an exported page, which states each thing once, written out as the chart and the filters take them. */

/**
 * @typedef {{of: unknown[], at: number[]}} Folded  the different values of a column, and which of them stands in each row
 * @typedef {Object} Stated  what an exported page says: app/export/page_records.py
 * @property {Record<string, unknown[] | Folded>} marks  without ids, titles and dates, which its list says
 * @property {number[] | null} places  of each mark in the list; null where both hold the same events
 * @property {[number, number, string][]} relations  between marks by their places
 */

/**
 * @template {Stated} T
 * @param {T} stated
 * @param {{id: string, title: string, date: string}[]} listed  the events of the list
 */
export function writtenOut(stated, listed) {
  const own = stated.places ? stated.places.map((place) => listed[place]) : listed;
  const columns = Object.entries(stated.marks).map(([name, column]) => [name, Array.isArray(column) ? column : column.at.map((place) => column.of[place])]);
  const said = ["id", "title", "date"].map((name) => [name, own.map((event) => event[/** @type {"id"} */ (name)])]);
  return {
    ...stated,
    marks: Object.fromEntries([...said, ...columns]),
    relations: stated.relations.map(([earlier, later, basis]) => [own[earlier].id, own[later].id, basis]),
  };
}
