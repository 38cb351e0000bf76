import { linesOf } from '../../ui/pasted-lines.ts';

/** As many as one list takes. */
const MOST = 5000;

/** Whatever in the pasted cells looks like a number; headings and names beside it do not. */
export function phonesIn(typed: unknown): readonly string[] {
  return linesOf(typeof typed === 'string' ? typed : '')
    .flat()
    .filter((cell) => /\d{6,}/.test(cell.replace(/[\s-]/g, '')))
    .slice(0, MOST)
    .map((cell) => cell.slice(0, 40));
}
