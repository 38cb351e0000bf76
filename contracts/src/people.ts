import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, FileLanguage, ListQuery, Page, TableFile } from './contract.ts';
import { MemberRow } from './members.ts';

const Name = Type.Object({ name: Type.String({ maxLength: 80 }) });

/** The values of the question's form as JSON: a page of people has an address. */
const Values = Type.String({ maxLength: 6000, default: '{}' });

export const peopleContract = {
  'GET /api/admin/people/:name': {
    summary: 'The people behind a number, asked by the question that counts it',
    params: Name,
    query: Type.Object({ ...ListQuery, values: Values }),
    ok: Type.Composite([
      Page(MemberRow),
      Type.Object({
        sentence: Bilingual(),
        /** The number itself. */
        persons: Type.Integer(),
        /** Those of them who are no members, so that no row shows them; told with the first page. */
        visitors: Type.Optional(Type.Integer()),
      }),
    ]),
  },
  'GET /api/admin/people/:name/export.csv': {
    params: Name,
    query: Type.Object({ q: ListQuery.q, values: Values, ...FileLanguage }),
    ok: TableFile(),
  },
} as const satisfies Contract;
