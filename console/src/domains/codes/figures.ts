import type { AnswerOf } from '@huoshui/contracts/client';
import type { Words } from '@huoshui/contracts/words';

type Report = AnswerOf<'POST /api/admin/reports/:name'>;
export type Cell = Report['tables'][number]['rows'][number][number];

/** A row of a table of the report, by the keys of its columns. */
export type Told = {
  readonly text: (key: string) => string | Words | null;
  readonly number: (key: string) => number | null;
};

export function rowsOf(report: Report | undefined, table: string): readonly Told[] {
  const found = report?.tables.find(({ key }) => key === table);
  if (found === undefined) return [];
  const places = new Map(found.columns.map(({ key }, n) => [key, n]));
  return found.rows.map((row) => {
    const cell = (key: string): Cell => row[places.get(key) ?? -1] ?? null;
    return {
      text: (key) => {
        const value = cell(key);
        return typeof value === 'number' ? String(value) : value;
      },
      number: (key) => {
        const value = cell(key);
        return typeof value === 'number' ? value : null;
      },
    };
  });
}
