import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Done,
  FormValues,
  IdParams,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
} from './contract.ts';
import { SEEN } from './seen.ts';
import { searchOutcome } from './words/catalog.ts';
import { valuesOf } from './words.ts';

/** Who looks for one word finds the others too. */
export const Synonym = Type.Object({
  ...Revision,
  id: Type.String(),
  searched: Type.String(),
  finds: Type.Array(Type.String()),
  bothWays: Type.Boolean(),
  sentence: Bilingual(),
});

/** A word as shoppers searched for it in the last days. */
export const SearchedWord = Type.Object({
  word: Type.String(),
  times: Type.Integer(),
  persons: Type.Integer(),
  /** Of those who found nothing, how many found something by another word within half an hour. */
  laterPersons: Type.Integer(),
  /** What most of them found it by. */
  laterWord: Nullable(Type.String()),
  blocked: Type.Boolean(),
});

/** What was searched for most when it was counted last; `at`: ms since 1970. */
export const HotWords = Type.Object({ at: Type.Integer(), words: Type.Array(Type.String()) });

export const searchContract = {
  'GET /api/shop/search/hot-words': {
    summary: "The shop's own first, then what most persons looked for and found in a week",
    ok: Type.Object({ items: Type.Array(Type.Object({ word: Type.String(), pinned: Type.Boolean() })) }),
  },
  'GET /api/admin/searches': {
    summary:
      'What shoppers searched for in the last days: what found nothing unless told otherwise, most persons first',
    query: Type.Object({
      q: ListQuery.q,
      outcome: Type.Optional(OneOf(valuesOf(searchOutcome))),
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90 })),
      limit: ListQuery.limit,
    }),
    ok: Page(SearchedWord),
  },
  'PUT /api/admin/searches/blocked': {
    summary: 'Never show a word to others, or show it again',
    body: Type.Object({ word: Type.String({ maxLength: 30, pattern: SEEN }), blocked: Type.Boolean() }),
    ok: Done,
  },
  'GET /api/admin/synonyms': { query: Type.Object(ListQuery), ok: Page(Synonym) },
  'POST /api/admin/synonyms': {
    summary: 'Create from the values of the form `catalog.synonym`',
    body: FormValues(),
    ok: Synonym,
  },
  'PUT /api/admin/synonyms/:id': { params: IdParams, body: FormValues(), ok: Synonym },
  'DELETE /api/admin/synonyms/:id': { params: IdParams, ok: Done },
} as const satisfies Contract;
