import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { getSetting } from '../../platform/settings.ts';
import { shopSettings } from '../../platform/shop-settings.ts';
import { sweep } from '../../platform/sweeps.ts';
import { pointsUsable } from './events.ts';
import { holdAccounts, repay } from './lots.ts';
import { endOf } from './points.ts';
import { pointsRule } from './points-rule.ts';
import type { LotRow } from './tables.ts';

/** These orders have arrived: what they earned may be spent now, or when they can no longer be given back. */
export async function noteReceived(ctx: Ctx, orderIds: readonly string[]): Promise<void> {
  const [{ hold }, { order }] = await Promise.all([getSetting(ctx, pointsRule), getSetting(ctx, shopSettings)]);
  const wait = hold === 'receipt' ? 0 : order.refundDays * DAY_MS;
  await sql`
    update loyalty.lot set usable_at = ${new Date(ctx.now().getTime() + wait)}
    where order_id = any(${orderIds}::text[]) and not usable and usable_at is null
  `.execute(ctx.db);
}

/** Points whose wait is over. Whoever owes some pays with them at once. */
export const maturePoints = sweep({
  name: 'loyalty.mature',
  due: sql`(select min(usable_at) from loyalty.lot where not usable and rest > 0 and usable_at is not null)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const due = await findDue(ctx, 1000);
      if (due.length === 0) return 0;
      const owed = await holdAccounts(ctx, due);
      const { days } = await getSetting(ctx, pointsRule);
      const { rows } = await sql<LotRow>`
        update loyalty.lot set usable = true, expires_at = ${endOf(ctx.now(), days)}::timestamptz
        where id = any(${due.map(({ id }) => id)}::text[]) and not usable and rest > 0
        returning id, member_id, person_no, points, rest, order_id
      `.execute(ctx.db);
      for (const { memberId, personNo, rest, orderId } of rows) {
        ctx.emit(pointsUsable, { personNo, payload: { memberId, points: rest, orderId: orderId ?? '' } });
      }
      await repay(ctx, owed);
      return due.length;
    }),
});

async function findDue(ctx: Ctx, limit: number): Promise<LotRow[]> {
  const { rows } = await sql<LotRow>`
    select id, member_id, person_no, points, rest, order_id from loyalty.lot
    where not usable and rest > 0 and usable_at <= ${ctx.now()} order by usable_at limit ${limit}
  `.execute(ctx.db);
  return rows;
}
