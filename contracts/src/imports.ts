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
} from './contract.ts';
import { importField, importState } from './words/imports.ts';
import { valuesOf } from './words.ts';

export const ImportField = OneOf(valuesOf(importField));

export const Mapping = Type.Object({
  /** cdnow: fixed width, dollars taken as fen 1:1. */
  format: OneOf(['csv', 'cdnow']),
  delimiter: Type.Optional(OneOf([',', ';', '\t', '|'])),
  header: Type.Optional(Type.Boolean()),
  columns: Type.Optional(Type.Array(ImportField, { maxItems: 60 })),
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
  state: OneOf(valuesOf(importState)),
  dryRun: Type.Boolean(),
  mapping: Nullable(Mapping),
  bytes: Type.Integer(),
  rows: Type.Integer(),
  doneRows: Type.Integer(),
  members: Type.Integer(),
  orders: Type.Integer(),
  errors: Type.Integer(),
  failure: Nullable(Bilingual()),
  createdAt: Instant(),
  finishedAt: Nullable(Instant()),
});

export const importContract = {
  'GET /api/admin/imports': { query: Type.Object(ListQuery), ok: Page(Import) },
  'POST /api/admin/imports': {
    summary: 'Upload a CSV/TXT file as multipart field `file` (at most 50 MiB)',
    ok: Import,
  },
  'GET /api/admin/imports/:id': { params: IdParams, ok: Import },
  'GET /api/admin/imports/:id/preview': {
    params: IdParams,
    ok: Type.Object({
      suggestion: Mapping,
      header: Type.Array(Bilingual()),
      rows: Type.Array(Type.Array(Type.String())),
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
    ok: Type.String(),
  },
} as const satisfies Contract;
