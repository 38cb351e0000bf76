import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, FormValues, Id, Instant, ListQuery, OneOf, Page, Revision } from './contract.ts';
import { posterState } from './words/posters.ts';
import { valuesOf } from './words.ts';

const Poster = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  state: OneOf(valuesOf(posterState)),
  /** The values of the form `posters.poster`. */
  values: FormValues(),
  sentence: Bilingual(),
  /** Posters that members had made of it. */
  made: Type.Integer(),
  createdAt: Instant(),
});

const Params = Type.Object({ id: Id('pst') });
const Values = Type.Object({ values: FormValues() });

export const posterContract = {
  'GET /api/admin/posters': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(posterState))) }),
    ok: Page(Poster),
  },
  'POST /api/admin/posters': { summary: 'The values of the form `posters.poster`', body: Values, ok: Poster },
  'GET /api/admin/posters/:id': { params: Params, ok: Poster },
  'PUT /api/admin/posters/:id': { params: Params, body: Values, ok: Poster },
  'POST /api/admin/posters/:id/archiving': {
    params: Params,
    body: Type.Object({ archived: Type.Boolean() }),
    ok: Poster,
  },
  'POST /api/admin/poster-samples': {
    summary: 'What a poster of these values looks like, with a code that leads nowhere',
    body: Values,
    ok: Type.Object({ picture: Type.String() }),
  },
} as const satisfies Contract;
