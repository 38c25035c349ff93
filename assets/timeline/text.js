/* How wide texts are, and how one breaks into lines. */
export const SIZE = 11.5; // of a label, in pixels
export const FONT = "system-ui, sans-serif"; // as timeline.css has it where the page states no --font
const ROUGH = 0.56; // width of a letter against its size, where no canvas measures it

/** @param {number} weight @param {string} family */
function penOf(weight, family) {
  const pen = document.createElement("canvas").getContext("2d");
  if (pen) pen.font = `${weight} ${SIZE}px ${family}`;
  return pen;
}

/** A function that gives the width of a text, plain or bold; what it has measured it remembers.
 * @param {string} family
 * @returns {(text: string, isBold?: boolean) => number} */
export function createMeasure(family) {
  const known = new Map();
  const pens = typeof document === "undefined" ? [] : [400, 650].map((weight) => penOf(weight, family)); // setting a font takes longer than measuring
  return (text, isBold = false) => {
    const key = isBold ? `b${text}` : text;
    let width = known.get(key);
    if (width === undefined) {
      const pen = pens[isBold ? 1 : 0];
      width = pen ? pen.measureText(text).width + 1 : text.length * SIZE * ROUGH * (isBold ? 1.1 : 1);
      known.set(key, width);
    }
    return width;
  };
}

/** A text in two lines as equal as its words allow, or in one where it is a single word.
 * @param {string} text
 * @returns {string[]} */
export function halves(text) {
  const middle = text.length / 2;
  let best = -1;
  for (let at = text.indexOf(" "); at >= 0; at = text.indexOf(" ", at + 1)) {
    if (best < 0 || Math.abs(at - middle) < Math.abs(best - middle)) best = at;
  }
  return best < 0 ? [text] : [text.slice(0, best), text.slice(best + 1)];
}

/** A text in lines of at most so many pixels, or of one word.
 * @param {string} text @param {number} most @param {(text: string) => number} measure
 * @returns {string[]} */
export function wrapped(text, most, measure) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    if (lines[lines.length - 1] && measure(longer) > most) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
