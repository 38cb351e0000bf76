import { Type } from '@sinclair/typebox';
import {
  type Contract,
  FileLanguage,
  FormValues,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Seen,
  TableFile,
} from './contract.ts';
import { HerCoupon } from './coupons.ts';
import { codeBatchState, codeKind } from './words/coupons.ts';
import { valuesOf } from './words.ts';

/** Exchange codes (兑换码) of one coupon. */
export const CodeBatch = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: OneOf(valuesOf(codeKind)),
  templateId: Type.String(),
  templateName: Type.String(),
  /** How many codes, or how many persons may use the one. */
  total: Type.Integer(),
  redeemed: Type.Integer(),
  /** The code that all use; null of a batch of single ones. */
  code: Nullable(Type.String()),
  /** Half-open. */
  endsAt: Nullable(Instant()),
  budgetName: Nullable(Type.String()),
  state: OneOf(valuesOf(codeBatchState)),
  voidReason: Nullable(Type.String()),
  createdAt: Instant(),
});

export const couponCodeContract = {
  'GET /api/admin/coupon-codes': {
    summary: 'Batches of exchange codes; `q` is a name, or one code of theirs',
    query: Type.Object({ ...ListQuery, templateId: Type.Optional(Type.String({ maxLength: 64 })) }),
    ok: Page(CodeBatch),
  },
  'POST /api/admin/coupon-codes': {
    summary: 'Make a batch from the values of the form `coupons.code_batch`',
    body: FormValues(),
    ok: CodeBatch,
  },
  'GET /api/admin/coupon-codes/:id/codes.csv': {
    summary: 'Every code of a batch, with when it was used',
    params: IdParams,
    query: Type.Object(FileLanguage),
    ok: TableFile(),
  },
  'POST /api/admin/coupon-codes/:id/voiding': {
    summary: 'No code of it can be used any more; `takeBack`: coupons that came of it and are not used are taken back',
    params: IdParams,
    body: Type.Object({
      reason: Seen(60),
      takeBack: Type.Optional(Type.Boolean()),
    }),
    ok: CodeBatch,
  },
  'POST /api/shop/coupon-codes/redemption': {
    summary: 'Exchange a code for its coupon; letters may be small, spaces and hyphens do not count',
    body: Type.Object({ code: Type.String({ minLength: 1, maxLength: 40 }) }),
    ok: HerCoupon,
  },
} as const satisfies Contract;
