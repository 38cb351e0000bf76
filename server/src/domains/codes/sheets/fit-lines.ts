/** Points. Smaller Chinese is not read on paper: 七号, the smallest size that is set, is 5.5. */
export const SMALLEST = 5.5;
/** Down to this part of its size a line shrinks before it becomes two. */
const SHRINKS = 0.8;
const STEP = 0.25;
const MOST_LINES = 2;

export type Fitted = { readonly size: number; readonly lines: readonly string[] };
/** How wide a text is at a size of one point. */
export type Wide = (text: string) => number;

/** A text within a width, in points: in one line where it may shrink that far, else in two, the last of them cut at the smallest size. */
export function fitLines(text: string, most: number, letters: number, wide: Wide): Fitted {
  const one = Math.min(letters, most / Math.max(wide(text), Number.EPSILON));
  if (one >= Math.max(SMALLEST, letters * SHRINKS)) return { size: one, lines: [text] };
  const parts = partsOf(text);
  for (let size = letters; size > SMALLEST; size -= STEP) {
    const lines = broken(parts, most / size, wide);
    if (lines.length <= MOST_LINES) return { size, lines };
  }
  const [first = '', ...rest] = broken(parts, most / SMALLEST, wide);
  return { size: SMALLEST, lines: rest.length === 0 ? [first] : [first, cut(rest.join(''), most / SMALLEST, wide)] };
}

/** What is not torn where it has room in a line: words and numbers of other letters; Chinese breaks anywhere. */
function partsOf(text: string): readonly string[] {
  return text.match(/[\x21-\x7e]+|./gsu) ?? [];
}

function broken(parts: readonly string[], most: number, wide: Wide): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of parts.flatMap((word) => (wide(word) > most ? [...word] : [word]))) {
    if (line !== '' && wide(line + part) > most) {
      lines.push(line.trimEnd());
      line = part.trimStart();
    } else line += part;
  }
  return line === '' ? lines : [...lines, line];
}

function cut(text: string, most: number, wide: Wide): string {
  if (wide(text) <= most) return text;
  const letters = [...text];
  while (letters.length > 0 && wide(`${letters.join('')}…`) > most) letters.pop();
  return `${letters.join('')}…`;
}
