import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf } from '../../platform/facts.ts';
import { couponReleased } from '../coupons/events.ts';
import { sayEnded } from './end-runs.ts';
import type { Heard } from './heard.ts';
import { TAKEN_BACK } from './standing.ts';

/** A use at a counter that was taken back reached no goal: in both arms alike, as an order that was given back whole did not. */
export async function takeUsesBack(ctx: Ctx, facts: readonly Heard[]): Promise<void> {
  const back = facts.flatMap((told) => {
    const coupon = payloadOf(couponReleased, told);
    return coupon?.orderId === '' ? [{ couponId: coupon.couponId, at: told.occurredAt }] : [];
  });
  if (back.length === 0) return;
  const { rows } = await sql<{ runId: number }>`
    with back as (
      select distinct on (use_id) * from unnest(
        ${back.map(({ couponId }) => couponId)}::text[], ${back.map(({ at }) => at)}::timestamptz[]
      ) as b (use_id, at) order by use_id, at desc
    ), undone as (
      select i.run_id from journeys.run_info i join back b on b.use_id = i.goal_use_id
      where i.converted_at < b.at and b.at <= i.goal_until order by i.run_id for update of i
    )
    update journeys.run_info i set converted_at = null, goal_use_id = null, goal_returned = true
    from undone u where i.run_id = u.run_id returning i.run_id
  `.execute(ctx.db);
  await sayEnded(
    ctx,
    rows.map(({ runId }) => runId),
    'converted',
    TAKEN_BACK,
  );
}
