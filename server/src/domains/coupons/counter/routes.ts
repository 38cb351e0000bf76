import { couponCounterContract as contract } from '@huoshui/contracts/coupon-counter';
import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { DomainError } from '../../../platform/errors.ts';
import { formatYuan } from '../../../platform/money.ts';
import { platformErrors } from '../../../platform/platform-errors.ts';
import { type Route, route } from '../../../platform/routes.ts';
import { findMembers } from '../../members/index.ts';
import { couponErrors } from '../errors.ts';
import { sentenceFor, showCode } from './code.ts';
import { counterAt, findShown } from './find.ts';
import { listVerifications } from './list.ts';
import { givenOn, refusalOf } from './refusal.ts';
import { undoVerification } from './undo.ts';
import { verifyCoupon } from './verify.ts';

const read = { can: 'pickups.read' } as const;
const write = { can: 'pickups.write' } as const;

/** Coupons at the counter of a store: she shows a code, staff use it on a bill. */
export const counterRoutes: readonly Route[] = [
  route(
    contract,
    'POST /api/shop/coupons/:id/counter-code',
    { member: true, perMinute: 60 },
    async (ctx, { params }) => {
      if (ctx.actor.kind !== 'member') throw platformErrors.error('sign_in_required');
      return showCode(ctx, ctx.actor.id, params.id);
    },
  ),
  route(contract, 'GET /api/admin/coupon-verifications', read, async (ctx, { query }) => listVerifications(ctx, query)),
  route(contract, 'GET /api/admin/coupon-verifications/by-code/:code', read, async (ctx, { params, query }) =>
    lookUp(ctx, params.code, query.storeId, query.bill),
  ),
  route(
    contract,
    'POST /api/admin/coupon-verifications',
    {
      ...write,
      idempotent: 'money',
      audit: (_in, { id, name, storeName, bill, given }) => ({
        entityId: id,
        summary: words(
          `券核销：${storeName}「${name}」，账单 ¥${formatYuan(bill)}，抵 ¥${formatYuan(given)}`,
          `Used the coupon ${name} at ${storeName}: ¥${formatYuan(given)} off a bill of ¥${formatYuan(bill)}`,
        ),
      }),
    },
    async (ctx, { body }) => verifyCoupon(ctx, body),
  ),
  route(
    contract,
    'POST /api/admin/coupon-verifications/:id/undoing',
    {
      ...write,
      audit: ({ body }, { id, name, storeName }) => ({
        entityId: id,
        summary: words(
          `撤销券核销：${storeName}「${name}」（${body.reason}）`,
          `Took back the use of the coupon ${name} at ${storeName} (${body.reason})`,
        ),
      }),
    },
    async (ctx, { params, body }) => undoVerification(ctx, params.id, body.reason),
  ),
];

async function lookUp(ctx: Ctx, typed: string, storeId: string, bill: number | undefined) {
  await counterAt(ctx, storeId);
  const { coupon, goodUntil } = await findShown(ctx, typed);
  const now = ctx.now();
  const given = bill === undefined ? null : givenOn(coupon, bill);
  const refusal =
    refusalOf(coupon, now) ??
    (now >= goodUntil ? couponErrors.error('counter_code_old') : null) ??
    (given instanceof DomainError ? given : null);
  const member = (await findMembers(ctx, [coupon.memberId])).get(coupon.memberId);
  return {
    name: coupon.name,
    sentence: sentenceFor(coupon),
    memberName: member?.nickname ?? '',
    threshold: coupon.threshold,
    validTo: coupon.validTo.toISOString(),
    given: typeof given === 'number' ? given : null,
    refusal: refusal === null ? null : { code: refusal.code, words: { zh: refusal.text.zh, en: refusal.text.en } },
  };
}
