import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  FormValues,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
} from './contract.ts';
import { messageKind, smsState, smsTextState } from './words/messaging.ts';
import { valuesOf } from './words.ts';

const Sms = Type.Object({
  ...Revision,
  connected: Type.Boolean(),
  vendor: Type.String(),
  accessKeyId: Type.String(),
  signName: Type.String(),
  /** Thousandths of a yuan a piece. */
  priceService: Nullable(Type.Integer()),
  priceMarketing: Nullable(Type.Integer()),
  /** What stands in the console of the vendor as the addresses of reports and of replies. */
  reportUrl: Type.String(),
  replyUrl: Type.String(),
  /** What keeps all texts from going out. */
  trouble: Nullable(Type.String()),
  texts: Type.Array(
    Type.Object({
      name: Bilingual(),
      kind: OneOf(valuesOf(messageKind)),
      text: Type.String(),
      state: OneOf(valuesOf(smsTextState)),
      code: Nullable(Type.String()),
      reason: Type.String(),
      madeAt: Instant(),
    }),
  ),
  /** Of thirty days. */
  states: Type.Array(Type.Object({ state: OneOf(valuesOf(smsState)), count: Type.Integer(), pieces: Type.Integer() })),
  failures: Type.Array(Type.Object({ code: Type.String(), count: Type.Integer() })),
  refusals: Type.Integer(),
});

const Refusal = Type.Object({ id: Type.String(), phone: Type.String(), words: Type.String(), saidAt: Instant() });

export const smsContract = {
  'GET /api/admin/sms': { summary: 'Who sends texts, which are approved, and what became of them', ok: Sms },
  'PUT /api/admin/sms': {
    summary: 'The values of the form `messaging.sms`; a secret that is left empty stays',
    body: Type.Object({ values: FormValues() }),
    ok: Sms,
  },
  'GET /api/admin/sms-refusals': {
    summary: 'Who wants no promotions by text',
    query: Type.Object(ListQuery),
    ok: Page(Refusal),
  },
  'DELETE /api/admin/sms-refusals/:id': {
    summary: 'She wants them again, at her own word',
    params: IdParams,
    ok: Refusal,
  },
} as const satisfies Contract;
