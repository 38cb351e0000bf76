import type { AnswerOf } from '@huoshui/contracts/client';

type Table = AnswerOf<'POST /api/admin/reports/:name'>['tables'][number];

/** Whether nobody did any of it: no rows, or no number in them that is not nought. Words and days are no numbers. */
export function isNothing(tables: readonly Pick<Table, 'rows'>[]): boolean {
  return tables.every(({ rows }) => rows.every((row) => row.every((cell) => typeof cell !== 'number' || cell === 0)));
}
