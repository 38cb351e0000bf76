import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Day,
  Fen,
  FormValues,
  Id,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
} from './contract.ts';
import { quizGift, quizOutcome, quizState } from './words/quizzes.ts';
import { valuesOf } from './words.ts';

const Quiz = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  state: OneOf(valuesOf(quizState)),
  /** The values of the form `quizzes.quiz`. */
  values: FormValues(),
  sentence: Bilingual(),
  /** A gift of it can be given no more. */
  trouble: Nullable(Bilingual()),
  /** The code of the account that it leads to, among the codes. */
  codeId: Nullable(Type.String()),
  finished: Type.Integer(),
  gifted: Type.Integer(),
  /** Where shoppers take it. */
  page: Type.String(),
  createdAt: Instant(),
});

const Figures = Type.Object({
  started: Type.Integer(),
  finished: Type.Integer(),
  /** Of those who finished: who was told first what is missing, who did it then, who has heard the result. */
  locked: Type.Integer(),
  followed: Type.Integer(),
  told: Type.Integer(),
  /** Who has the gift of her result, and who could not be given it. */
  gifted: Type.Integer(),
  refused: Type.Integer(),
});

const Counted = { people: Type.Integer() };

const Taken = Type.Object({
  title: Type.String(),
  intro: Type.String(),
  questions: Type.Array(Type.Object({ text: Type.String(), answers: Type.Array(Type.String()) })),
  outcome: OneOf(valuesOf(quizOutcome)),
  /** There is a gift for her at its end. */
  promises: Type.Boolean(),
  /** Hers, once she may hear it. */
  result: Nullable(Type.Object({ title: Type.String(), text: Type.String() })),
  /** What came with it as she finished: hers already, also while the result waits. */
  gift: Nullable(
    Type.Object({
      state: OneOf(valuesOf(quizGift)),
      given: Type.Array(Type.Object({ label: Type.String(), sentence: Nullable(Type.String()) })),
      trouble: Nullable(Bilingual()),
    }),
  ),
  /** What she is to do first: follow an account by its code, or open a page. */
  missing: Nullable(
    Type.Object({
      text: Type.String(),
      account: Nullable(Type.String()),
      picture: Nullable(Type.String()),
      page: Nullable(Type.String()),
    }),
  ),
});

const Params = Type.Object({ id: Id('qiz') });
const Values = Type.Object({ values: FormValues() });

export const quizContract = {
  'GET /api/admin/quizzes': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(quizState))) }),
    ok: Page(Quiz),
  },
  'POST /api/admin/quizzes': { summary: 'The values of the form `quizzes.quiz`', body: Values, ok: Quiz },
  'GET /api/admin/quizzes/:id': { params: Params, ok: Quiz },
  'PUT /api/admin/quizzes/:id': { params: Params, body: Values, ok: Quiz },
  'POST /api/admin/quizzes/:id/archiving': {
    params: Params,
    body: Type.Object({ archived: Type.Boolean() }),
    ok: Quiz,
  },
  'GET /api/admin/quizzes/:id/figures': {
    summary: 'Of who began on these days; the cost of its gifts is of all time',
    params: Params,
    query: Type.Object({ from: Day(), to: Day() }),
    ok: Type.Object({
      whole: Figures,
      days: Type.Array(Type.Object({ day: Day(), figures: Figures })),
      results: Type.Array(Type.Object({ title: Type.String(), ...Counted, gifted: Type.Integer() })),
      questions: Type.Array(
        Type.Object({ text: Type.String(), answers: Type.Array(Type.Object({ text: Type.String(), ...Counted })) }),
      ),
      /** Fen: really where a gift was used, else as expected. */
      cost: Fen(),
    }),
  },
  'POST /api/shop/quizzes/:id/visits': {
    summary: 'She opens it, or comes back to it: the questions, or how hers ended',
    params: Params,
    ok: Taken,
  },
  'POST /api/shop/quizzes/:id/answers': {
    summary: 'All of her answers, each by its place; the first time counts',
    params: Params,
    body: Type.Object({ answers: Type.Array(Type.Integer({ minimum: 0, maximum: 2 }), { minItems: 2, maxItems: 5 }) }),
    ok: Taken,
  },
} as const satisfies Contract;
