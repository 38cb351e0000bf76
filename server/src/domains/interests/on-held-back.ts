import { sql } from 'kysely';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { messageSuppressed } from '../messaging/events.ts';

/**
 * She was to be told that a piece is back, and it was gone again before the message left: nobody told her, so she waits for it
 * as before, in her old place. A piece that is there by now is looked at once more.
 */
export const onHeldBack = listener({
  name: 'interests.on-held-back',
  on: [messageSuppressed],
  batch: 500,
  handle: async (ctx, facts) => {
    const gone = facts.flatMap((told) => {
      const { skuId, memberId } = payloadOf(messageSuppressed, told) ?? {};
      return skuId && memberId ? [{ skuId, memberId }] : [];
    });
    if (gone.length === 0) return;
    await sql`
      with given as (
        select distinct * from unnest(
          ${gone.map(({ memberId }) => memberId)}::text[], ${gone.map(({ skuId }) => skuId)}::text[]
        ) as g (member_id, sku_id)
      ), opened as (
        update interests.stock_request r set told_at = null from given g
        where r.member_id = g.member_id and r.sku_id = g.sku_id and r.told_at is not null returning r.sku_id
      )
      insert into interests.stock_watch (sku_id, due_at)
      select distinct sku_id, ${ctx.now()}::timestamptz from opened order by sku_id on conflict do nothing
    `.execute(ctx.db);
  },
});
