import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  FileLanguage,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  TableFile,
} from './contract.ts';
import { goodsField, importField, importState } from './words/imports.ts';
import { valuesOf } from './words.ts';

export const ImportField = OneOf(valuesOf(importField));
export const GoodsField = OneOf(valuesOf(goodsField));

export const Mapping = Type.Object({
  /** csv: members and orders; goods: products and their SKUs; cdnow: fixed width, dollars taken as fen 1:1. */
  format: OneOf(['csv', 'goods', 'cdnow']),
  delimiter: Type.Optional(OneOf([',', ';', '\t', '|'])),
  /** Lines above the one that names the columns: a title, a range of days. */
  titleLines: Type.Optional(Type.Integer({ minimum: 0, maximum: 20 })),
  header: Type.Optional(Type.Boolean()),
  columns: Type.Optional(Type.Array(ImportField, { maxItems: 60 })),
  /** The columns of a file of goods. */
  goods: Type.Optional(Type.Array(GoodsField, { maxItems: 60 })),
  /** The system that the file comes from: its numbers of members and orders are its own, and no other's. */
  source: Type.Optional(Type.String({ pattern: '^[\\p{L}\\p{N}_-]{1,20}$' })),
});

export const RowError = Type.Object({
  row: Type.Integer(),
  /** As the file names it, else what it stands for. */
  column: Nullable(Bilingual()),
  message: Bilingual(),
  text: Type.String(),
});

export const Import = Type.Object({
  id: Type.String(),
  fileName: Type.String(),
  /** Of a workbook the sheets that hold something, and which of them is read; of any other file none. */
  sheets: Type.Array(Type.String()),
  sheet: Nullable(Type.String()),
  state: OneOf(valuesOf(importState)),
  dryRun: Type.Boolean(),
  mapping: Nullable(Mapping),
  bytes: Type.Integer(),
  rows: Type.Integer(),
  doneRows: Type.Integer(),
  members: Type.Integer(),
  orders: Type.Integer(),
  /** New ones, as drafts; and those that were there and are different now. */
  products: Type.Integer(),
  updated: Type.Integer(),
  /** Lines of orders that were never paid. */
  leftOut: Type.Integer(),
  errors: Type.Integer(),
  failure: Nullable(Bilingual()),
  createdAt: Instant(),
  finishedAt: Nullable(Instant()),
});

export const importContract = {
  'GET /api/admin/imports': { query: Type.Object(ListQuery), ok: Page(Import) },
  'POST /api/admin/imports': {
    summary: 'Upload a CSV, TXT or XLSX file as multipart field `file` (at most 50 MiB)',
    ok: Import,
  },
  'GET /api/admin/imports/:id': { params: IdParams, ok: Import },
  'PUT /api/admin/imports/:id/sheet': {
    summary: 'Read another sheet of the workbook; what a dry run said of the one before is forgotten',
    params: IdParams,
    body: Type.Object({ sheet: Type.String({ minLength: 1, maxLength: 100 }) }),
    ok: Import,
  },
  'GET /api/admin/imports/:id/preview': {
    params: IdParams,
    ok: Type.Object({
      suggestion: Mapping,
      header: Type.Array(Bilingual()),
      rows: Type.Array(Type.Array(Type.String())),
      /** What of the file was not looked at, or read in a way that one should know of. */
      notes: Type.Array(Bilingual()),
    }),
  },
  'POST /api/admin/imports/:id/run': {
    params: IdParams,
    body: Type.Object({ mapping: Mapping, dryRun: Type.Boolean() }),
    ok: Import,
  },
  'GET /api/admin/imports/:id/errors': {
    params: IdParams,
    query: Type.Object({ cursor: ListQuery.cursor, limit: ListQuery.limit }),
    ok: Page(RowError),
  },
  'GET /api/admin/imports/:id/errors.csv': {
    params: IdParams,
    query: Type.Object(FileLanguage),
    ok: TableFile(),
  },
} as const satisfies Contract;
