/* Words that are nearly those that were searched for. */

/**
 * How many letters have to be put in, taken out, replaced or swapped with their neighbour to make one word of another; more than
 * `most` counts as Infinity.
 * @param {string} one
 * @param {string} other
 * @param {number} most
 */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  let [before, row] = [/** @type {number[]} */ ([]), Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      const change = row[to - 1] + Number(one[at - 1] !== other[to - 1]);
      next[to] = Math.min(change, row[to] + 1, next[to - 1] + 1);
      if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]) next[to] = Math.min(next[to], before[to - 2] + 1);
    }
    if (Math.min(...next) > most) return Infinity;
    [before, row] = [row, next];
  }
  return row[other.length];
}

/**
 * Of known words the nearest to one that none of them is; "" where none is near. Short words have to be very near.
 * @param {string} word  in lower case
 * @param {Map<string, number>} known  words in lower case, with how often each stands in the texts
 * @returns {string}
 */
export function nearest(word, known) {
  if (word.length < 4) return "";
  let [best, least] = ["", word.length < 8 ? 1 : 2];
  for (const [candidate, count] of known) {
    const far = distance(word, candidate, least);
    if (far < least || (far === least && count > (known.get(best) ?? 0))) [best, least] = [candidate, far];
  }
  return best === word ? "" : best;
}

/**
 * The words of some texts, with how often each stands there.
 * @param {Iterable<string>} texts
 * @returns {Map<string, number>}
 */
export function wordsIn(texts) {
  const counts = new Map();
  for (const text of texts) for (const [word] of text.toLowerCase().matchAll(/\p{L}[\p{L}\p{N}]{3,}/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
