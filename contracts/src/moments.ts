import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
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
import { momentSenderState, momentState } from './words/moments.ts';
import { valuesOf } from './words.ts';

/** 朋友圈任务: what staff are asked to publish to their customers, and what became of it. */
const Moment = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  state: OneOf(valuesOf(momentState)),
  values: FormValues(),
  sentence: Bilingual(),
  staff: Type.Integer(),
  published: Type.Integer(),
  /** Customers who are to see it as things stood when it was planned, and those to whom WeCom says that it is shown. */
  planned: Type.Integer(),
  shown: Type.Integer(),
  likes: Type.Integer(),
  comments: Type.Integer(),
  trouble: Nullable(Bilingual()),
  startedAt: Nullable(Instant()),
  /** When what nobody published is stopped, and until when hearts and comments are read. */
  stopAt: Nullable(Instant()),
  followedUntil: Nullable(Instant()),
  endedAt: Nullable(Instant()),
  createdAt: Instant(),
});

const Sender = Type.Object({
  userid: Type.String(),
  staff: Type.String(),
  state: OneOf(valuesOf(momentSenderState)),
  planned: Type.Integer(),
  shown: Type.Integer(),
  likes: Type.Integer(),
  comments: Type.Integer(),
  /** When it was found to be published: WeCom does not say when it was. */
  publishedAt: Nullable(Instant()),
});

/** Rules of the platform, as they were on a day. */
const Limit = Type.Object({ words: Bilingual(), value: Bilingual(), source: Type.String(), asOf: Type.String() });

const Params = Type.Object({ id: Id('mom') });

export const momentContract = {
  'GET /api/admin/moments': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(momentState))) }),
    ok: Page(Moment),
  },
  'POST /api/admin/moments': {
    summary: 'The values of the form `scrm.moment`; who is to see it is counted at once',
    body: Type.Object({ values: FormValues() }),
    ok: Moment,
  },
  'GET /api/admin/moments/:id': { params: Params, ok: Moment },
  'PUT /api/admin/moments/:id': {
    summary: 'While nothing was made',
    params: Params,
    body: Type.Object({ values: FormValues() }),
    ok: Moment,
  },
  'POST /api/admin/moments/:id/start': {
    summary: 'Have WeCom ask staff to publish it',
    params: Params,
    ok: Moment,
  },
  'POST /api/admin/moments/:id/stop': {
    summary: 'Nobody is asked any more; what is published stays',
    params: Params,
    ok: Moment,
  },
  'GET /api/admin/moments/:id/senders': { params: Params, query: Type.Object(ListQuery), ok: Page(Sender) },
  'GET /api/admin/moments/:id/result': {
    params: Params,
    ok: Type.Object({
      /** Persons who came by its link, and of them who bought within the days that count. */
      opened: Type.Integer(),
      buyers: Type.Integer(),
      orders: Type.Integer(),
      gmv: Fen(),
      spent: Fen(),
      days: Type.Integer(),
    }),
  },
  'GET /api/admin/moment-limits': { ok: Type.Object({ limits: Type.Array(Limit) }) },
  'POST /api/shop/moment-opens': {
    summary: 'The shopper came in by the link of a moment (query `mo` of the page it opened)',
    body: Type.Object({ id: Id('mom') }),
    ok: Type.Object({ ok: Type.Boolean() }),
  },
} as const satisfies Contract;
