import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { announceReleased } from '../announce.ts';
import { couponErrors } from '../errors.ts';
import type { MovedRow } from '../tables.ts';
import { readVerification, UNDO_MS } from './list.ts';

/**
 * The counter was wrong: the coupon is hers again, for a day at least where its time ended meanwhile; the figures are taken back. The
 * record stays. Throws `coupons.verification_not_found`, `verification_undone`, `verification_late`.
 */
export async function undoVerification(ctx: Ctx, id: string, reason: string) {
  return inTransaction(ctx, async (ctx) => {
    await readVerification(ctx, id);
    const now = ctx.now();
    const by = ctx.actor.kind === 'operator' ? ctx.actor.name : '';
    const { rows } = await sql<MovedRow>`
      with undone as (
        update coupons.verification set undone_at = ${now}, undone_by = ${by}, reason = ${reason.trim()}
        where id = ${id} and undone_at is null and made_at > ${new Date(now.getTime() - UNDO_MS)}
        returning coupon_id, template_id, bill, given
      ), back as (
        update coupons.coupon c set state = 'available', verification_id = null, saving = null, order_amount = null, used_at = null,
          valid_to = case when c.valid_to <= ${now} then ${new Date(now.getTime() + DAY_MS)} else c.valid_to end
        from undone u where c.id = u.coupon_id
        returning c.id, c.template_id, c.member_id, c.person_no, c.grant_id, u.bill, u.given
      )
      update coupons.template t set used = t.used - 1, cost = t.cost - back.given, gmv = t.gmv - (back.bill - back.given)
      from back where t.id = back.template_id
      returning back.id, t.id as template_id, back.member_id, back.person_no, back.grant_id, t.name, null as order_id,
        back.given as saving
    `.execute(ctx.db);
    const after = await readVerification(ctx, id);
    if (rows.length === 0)
      throw couponErrors.error(after.state === 'undone' ? 'verification_undone' : 'verification_late');
    await announceReleased(ctx, rows, 'counter_undone');
    return after;
  });
}
