import { type Words, words } from '@huoshui/contracts/words';
import type { Cell, Column } from '../table-file.ts';

// A report beside the same of as many days before (`askedBefore`): its field, its columns and its rows.

export const compareField = {
  key: 'compare',
  label: words('和上期比', 'Against the time before'),
  hint: words('还没过完的，只比到同样的进度', 'What is not over is held against as much of it'),
  kind: 'switch',
  optional: true,
} as const;

/** What a column is called that tells the time before. */
export const asBefore = ({ zh, en }: Words): Words => words(`${zh}（上期）`, `${en} (before)`);

/** Which of two times a row is of. */
export const WHEN = { key: 'when', words: words('时间', 'Time'), kind: 'text' } as const satisfies Column;

/** One row of what there is; with the time before a row of each, nothing where neither has anything. */
export function besideBefore<T>(
  now: T,
  before: T | null,
  cellsOf: (told: T) => Cell[],
  isThere: (told: T) => boolean,
): Cell[][] {
  if (!before) return isThere(now) ? [cellsOf(now)] : [];
  if (!isThere(now) && !isThere(before)) return [];
  return [
    [words('本期', 'These days'), ...cellsOf(now)],
    [words('上期', 'Before'), ...cellsOf(before)],
  ];
}

/** A difference of two shares, where both are known. */
export const pointsOf = (now: number | null, before: number | null): number | null =>
  now === null || before === null ? null : now - before;

export const shareOf = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
