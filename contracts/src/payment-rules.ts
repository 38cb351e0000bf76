import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Fen,
  FormValues,
  IdParams,
  Instant,
  ListQuery,
  OneOf,
  Page,
  Revision,
} from './contract.ts';
import { paymentRuleState } from './words/coupons.ts';
import { valuesOf } from './words.ts';

/** What a paid order brings (支付有礼). */
export const PaymentRule = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  sentence: Bilingual(),
  values: FormValues(),
  state: OneOf(valuesOf(paymentRuleState)),
  /** Orders that it gave something for. */
  given: Type.Integer(),
  /** What it is expected to cost a time. */
  expectedEach: Fen(),
  createdAt: Instant(),
});

export const paymentRuleContract = {
  'GET /api/admin/payment-rules': { query: Type.Object(ListQuery), ok: Page(PaymentRule) },
  'POST /api/admin/payment-rules': {
    summary: 'The values of the form `coupons.payment_rule`',
    body: FormValues(),
    ok: PaymentRule,
  },
  'PUT /api/admin/payment-rules/:id': { params: IdParams, body: FormValues(), ok: PaymentRule },
  'PUT /api/admin/payment-rules/:id/state': {
    params: IdParams,
    body: Type.Object({ ended: Type.Boolean() }),
    ok: PaymentRule,
  },
} as const satisfies Contract;
