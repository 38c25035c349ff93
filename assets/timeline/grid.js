/* What is taken of a plot: rows of bits, each bit some pixels of a row. A test of a whole label reads a few words. */
const STEP = 2; // pixels of a bit
export const UNITS = 3; // rows in a line of text

/** @typedef {ReturnType<typeof createGrid>} Grid */

/** A grid without anything taken.
 * @param {number} count of rows
 * @param {number} width in pixels
 */
export function createGrid(count, width) {
  const words = Math.ceil(width / STEP / 32) + 2;
  const bits = new Uint32Array(Math.max(count, 0) * words);
  const firstBit = (/** @type {number} */ from) => Math.max(Math.floor(from / STEP), 0);
  const lastBit = (/** @type {number} */ to) => Math.min(Math.ceil(to / STEP), words * 32) - 1;
  /** The bits of a word between two bits of the whole row. @param {number} word @param {number} first @param {number} last */
  const mask = (word, first, last) =>
    (0xffffffff >>> (31 - (word === last >> 5 ? last & 31 : 31))) & (0xffffffff << (word === first >> 5 ? first & 31 : 0));

  /** @param {number} row @param {number} rows @param {number} from @param {number} to @param {boolean} isTaken */
  function write(row, rows, from, to, isTaken) {
    const [first, last] = [firstBit(from), lastBit(to)];
    for (let at = Math.max(row, 0); at < Math.min(row + rows, count); at++) {
      for (let word = first >> 5; word <= last >> 5; word++) {
        if (isTaken) bits[at * words + word] |= mask(word, first, last);
        else bits[at * words + word] &= ~mask(word, first, last);
      }
    }
  }

  return {
    count,
    /** Whether nothing of some rows is taken between two pixels.
     * @param {number} row @param {number} rows @param {number} from @param {number} to */
    free(row, rows, from, to) {
      if (row < 0 || row + rows > count) return false;
      const [first, last] = [firstBit(from), lastBit(to)];
      for (let word = first >> 5; word <= last >> 5; word++) {
        const wanted = mask(word, first, last);
        for (let at = row; at < row + rows; at++) if (bits[at * words + word] & wanted) return false;
      }
      return true;
    },
    /** @param {number} row @param {number} rows @param {number} from @param {number} to */
    take: (row, rows, from, to) => write(row, rows, from, to, true),
    /** What brings all back as it is now. */
    kept() {
      const now = bits.slice();
      return () => bits.set(now);
    },
    /** @param {number} row @param {number} rows @param {number} from @param {number} to */
    give: (row, rows, from, to) => write(row, rows, from, to, false),
  };
}
