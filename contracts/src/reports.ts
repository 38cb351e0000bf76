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

/** How a column is shown: `money` is fen, `share` a number from 0 to 1, `seconds` a length of time. */
export const ReportColumn = Type.Object({
  key: Type.String(),
  words: Bilingual(),
  kind: OneOf(['text', 'day', 'count', 'number', 'money', 'share', 'seconds']),
});

/** Cells in the order of the columns; a sentence of ours is a pair. Null: not known, or not yet. */
export const ReportTable = Type.Object({
  key: Type.String(),
  words: Bilingual(),
  columns: Type.Array(ReportColumn),
  rows: Type.Array(Type.Array(Nullable(Type.Union([Type.String(), Type.Number(), Bilingual()])))),
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
