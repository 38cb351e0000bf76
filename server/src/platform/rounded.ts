/**
 * A spreadsheet keeps fifteen digits of a number and makes the rest zeros: 420000000012345678 is 420000000012345000 when the
 * file is saved, and two orders may have become one. One such number proves nothing, a column does: where a long number
 * of it still has its last digits, or begins with a zero, the column was text and its zeros are its own.
 */
export function roundedAmong(cells: Iterable<string>): (cell: string) => boolean {
  let suspicious = false;
  for (const cell of cells) {
    if (ROUNDED.test(cell)) suspicious = true;
    else if (LONG.test(cell)) return () => false;
  }
  return suspicious ? (cell) => ROUNDED.test(cell) : () => false;
}

/** Whether anything in a text looks like that: most files have nothing to look into. */
export function mayBeRounded(text: string): boolean {
  return /[1-9]\d{14}0/.test(text);
}

// What marks a cell as text (a tab, a backtick, an apostrophe, ="…") stays around the digits: such a cell was not rounded.
const LONG = /^ *"?\d{16,}(?:\.0+)?"? *\r?$/;
const ROUNDED = /^ *"?[1-9]\d{14}0+(?:\.0+)?"? *\r?$/;
