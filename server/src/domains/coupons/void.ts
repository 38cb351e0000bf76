import { joinWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { sweep } from '../../platform/sweeps.ts';
import { announceRevoked } from './announce.ts';
import { readTemplate } from './change-template.ts';
import { couponErrors } from './errors.ts';
import type { MovedRow, TemplateRow, WalletRow } from './tables.ts';
import { findCoupon } from './wallet-queries.ts';

/**
 * Nothing more is given, and what is issued and not used cannot be used from this moment on; a sweep then takes it back, part by
 * part. What an unpaid order holds is used by that order. Doing it again changes nothing. Throws `coupons.not_found`.
 */
export async function voidTemplate(ctx: Ctx, id: string, reason: string): Promise<TemplateRow> {
  await sql`
    update coupons.template set state = 'ended', voided_at = ${ctx.now()}, void_reason = ${reason}, voiding = true
    where id = ${id} and voided_at is null
  `.execute(ctx.db);
  return readTemplate(ctx, id);
}

/** One that is not used, taken or given. Throws `coupons.not_found`, `not_voidable`. */
export async function voidCoupon(ctx: Ctx, id: string, reason: string): Promise<WalletRow> {
  const { rows } = await sql<MovedRow>`
    update coupons.coupon c set state = 'revoked' from coupons.template t
    where c.id = ${id} and c.state = 'available' and t.id = c.template_id
    returning c.id, c.template_id, c.member_id, c.person_no, t.name, c.grant_id, c.order_id, c.saving
  `.execute(ctx.db);
  const coupon = await findCoupon(ctx, { id });
  if (coupon === undefined) throw couponErrors.error('not_found', { id });
  if (rows.length === 0) throw couponErrors.error('not_voidable', { id });
  await announceRevoked(ctx, rows, { kind: 'void', id, label: labelOf(ctx, reason) });
  return coupon;
}

export const voidIssued = sweep({
  name: 'coupons.void',
  due: sql`(select min(voided_at) from coupons.template where voiding)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const { rows } = await sql<{ id: string; voidReason: string; voidAfter: string }>`
        select id, void_reason, void_after from coupons.template where voiding
        order by voided_at limit 1 for no key update skip locked
      `.execute(ctx.db);
      const [template] = rows;
      return template === undefined ? 0 : takeSome(ctx, template);
    }),
});

/** In the order of members, by the index there is: what was taken back already is not walked over again. */
async function takeSome(
  ctx: Ctx,
  { id, voidReason, voidAfter }: { id: string; voidReason: string; voidAfter: string },
) {
  const { rows } = await sql<MovedRow>`
    with next as (
      select id from coupons.coupon where template_id = ${id} and member_id >= ${voidAfter} and state = 'available'
      order by member_id, id limit ${AT_ONCE} for no key update skip locked
    )
    update coupons.coupon c set state = 'revoked' from next, coupons.template t
    where c.id = next.id and t.id = c.template_id
    returning c.id, c.template_id, c.member_id, c.person_no, t.name, c.grant_id, c.order_id, c.saving
  `.execute(ctx.db);
  const last =
    rows
      .map(({ memberId }) => memberId)
      .sort()
      .at(-1) ?? voidAfter;
  await sql`
    update coupons.template set void_after = ${last}, voiding = ${rows.length > 0} where id = ${id}
  `.execute(ctx.db);
  const label = words(`优惠券作废：${voidReason}`, `The coupon was voided: ${voidReason}`);
  await announceRevoked(ctx, rows, { kind: 'void', id, label });
  return rows.length;
}

const AT_ONCE = 1000;

function labelOf({ actor }: Ctx, reason: string) {
  return actor.kind === 'operator' ? joinWords([actor.name, reason], words('：', ': ')) : reason;
}
