import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  FileLanguage,
  FormFields,
  FormValues,
  Nullable,
  OneOf,
  TableFile,
} from './contract.ts';

/** How a column is shown: `money` is fen, `share` a number from 0 to 1, `points` a difference of two such, `seconds` a length of time. */
export const ReportColumn = Type.Object({
  key: Type.String(),
  words: Bilingual(),
  kind: OneOf(['text', 'day', 'count', 'number', 'money', 'share', 'points', 'seconds']),
});

/**
 * How a table is drawn, by the keys of its columns. Lines, bars, bars that stand on one another: `x` names the rows, `series` what is
 * drawn of each, `before` which of them are of the time before. A sankey: `x` is the step, `series` whence, whither and how much;
 * `backwards` where step 1 is the end that all came to.
 */
export const ReportChart = Type.Object({
  kind: OneOf(['lines', 'bars', 'stack', 'sankey']),
  x: Type.String(),
  series: Type.Array(Type.String()),
  before: Type.Optional(Type.Array(Type.String())),
  backwards: Type.Optional(Type.Boolean()),
  /** Rows of a sankey from which nobody went on (or before which nobody was). */
  ends: Type.Optional(Type.Array(Type.Integer())),
  /** What is aimed at, as a line across. */
  aims: Type.Optional(Type.Array(Type.Object({ words: Bilingual(), value: Type.Number() }))),
});

/** The people behind the numbers of one column: a question of people, what it asks of every row, and what of each. */
export const ReportPeople = Type.Object({
  column: Type.String(),
  of: Type.String(),
  values: FormValues(),
  /** In the order of the rows; null: of that row nobody can be shown. */
  rows: Type.Array(Nullable(FormValues())),
});

/** Cells in the order of the columns; a sentence of ours is a pair. Null: not known, or not yet. */
export const ReportTable = Type.Object({
  key: Type.String(),
  words: Bilingual(),
  columns: Type.Array(ReportColumn),
  rows: Type.Array(Type.Array(Nullable(Type.Union([Type.String(), Type.Number(), Bilingual()])))),
  chart: Type.Optional(ReportChart),
  /** There are more rows than these. */
  more: Type.Optional(Type.Boolean()),
  /** From which row on their time is not over: drawn and said as such. Absent where rows are days: then their days tell. */
  unfinished: Type.Optional(Type.Integer()),
  people: Type.Optional(Type.Array(ReportPeople)),
  /** Where the words of a column lead in the console, in the order of the rows; null: nowhere. */
  links: Type.Optional(Type.Array(Type.Object({ column: Type.String(), rows: Type.Array(Nullable(Type.String())) }))),
});

const ReportName = Type.Object({ name: Type.String({ maxLength: 80 }) });

export const reportContract = {
  'GET /api/admin/reports': {
    summary: 'Every report of the house: what it is called, and the fields of its question',
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          name: Type.String(),
          words: Bilingual(),
          can: Type.String(),
          fields: FormFields(),
          initial: FormValues(),
        }),
      ),
    }),
  },
  'POST /api/admin/reports/:name': {
    summary: 'The tables of any report, asked by the values of its fields',
    params: ReportName,
    body: Type.Object({ values: FormValues() }),
    ok: Type.Object({ name: Type.String(), sentence: Bilingual(), tables: Type.Array(ReportTable) }),
  },
  'POST /api/admin/reports/:name/export.csv': {
    params: ReportName,
    body: Type.Object({
      values: FormValues(),
      /** Which of its tables; the first when absent. */
      table: Type.Optional(Type.String({ maxLength: 40 })),
      ...FileLanguage,
    }),
    ok: TableFile(),
  },
} as const satisfies Contract;
