import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import { announceUsed } from '../announce.ts';
import { couponErrors } from '../errors.ts';
import { counterAt, findShown } from './find.ts';
import { readVerification } from './list.ts';
import { givenOn, refusalOf } from './refusal.ts';

type Verification = {
  readonly code: string;
  readonly storeId: string;
  /** Fen of the goods that it is good for. */
  readonly bill: number;
  /** When it was used, where the counter was off the network then. */
  readonly at?: string | undefined;
};

/**
 * Use a coupon at a counter, once: its row decides between counters, and between a counter and an order. A counter that was off
 * the network says when it was: code and coupon had to be good then. The template's figures move with it.
 */
export async function verifyCoupon(ctx: Ctx, { code: typed, storeId, bill, at: told }: Verification) {
  return inTransaction(ctx, async (ctx) => {
    const store = await counterAt(ctx, storeId);
    const { coupon, madeAt, goodUntil } = await findShown(ctx, typed);
    const at = momentOf(told, madeAt, ctx.now());
    const given = givenOn(coupon, bill);
    const refusal = refusalOf(coupon, at) ?? (at >= goodUntil ? couponErrors.error('counter_code_old') : null);
    if (refusal !== null) throw refusal;
    if (given instanceof DomainError) throw given;
    const id = newId('cvf');
    const { rows } = await sql`
      with used as (
        update coupons.coupon set state = 'used', verification_id = ${id}, saving = ${given}, order_amount = ${bill - given},
          used_at = ${at}
        where id = ${coupon.id} and state in ('available', 'expired') and valid_from <= ${at} and valid_to > ${at}
          and exists (select from coupons.template t where t.id = template_id and t.voided_at is null)
        returning id, template_id
      ), noted as (
        insert into coupons.verification (id, coupon_id, template_id, store_id, store_name, operator_id, operator_name, bill, given,
          at, made_at)
        select ${id}, id, template_id, ${store.id}, ${store.name}, ${operatorOf(ctx).id}, ${operatorOf(ctx).name}, ${bill}::int,
          ${given}::int, ${at}::timestamptz, ${ctx.now()}::timestamptz from used
      )
      update coupons.template t set used = t.used + 1, cost = t.cost + ${given}, gmv = t.gmv + ${bill - given}
      from used where t.id = used.template_id returning t.id
    `.execute(ctx.db);
    // Another counter, or an order, was first: what stands there now says so.
    if (rows.length === 0) throw refusalOf((await findShown(ctx, typed)).coupon, at) ?? couponErrors.error('gone');
    await announceUsed(ctx, [{ ...coupon, orderId: null, saving: given, store: store.name }]);
    return readVerification(ctx, id);
  });
}

/** Off the network it was used after its code was made, and before it came here. */
function momentOf(told: string | undefined, madeAt: Date, now: Date): Date {
  if (told === undefined) return now;
  return new Date(Math.min(Math.max(Date.parse(told), madeAt.getTime()), now.getTime()));
}

function operatorOf({ actor }: Ctx): { readonly id: string; readonly name: string } {
  return actor.kind === 'operator' ? actor : { id: '', name: '' };
}
