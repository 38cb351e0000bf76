import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { stock } from '../../catalog/index.ts';
import { giveAllBack } from '../../orders/index.ts';
import { goodsOf, holdWaves } from './wave.ts';

const AT_ONCE = 20;
const ORDERS_AT_ONCE = 20;

const ended = sql`(w.state = 'cancelled' or w.state = 'live')`;
const nobodyPays = sql`not exists (select from leaders.wave_order o where o.wave_no = w.no and o.state = 'ordered')`;

/** Its lists are final once orders have ended and nothing of it can be paid any more; then what was set aside and nobody has goes back. */
export const closeWaves: Sweep = sweep({
  name: 'leaders.close-waves',
  due: sql`(select min(case when w.state = 'cancelled' then w.created_at else w.cuts_at end) from leaders.wave w
    where ${ended} and w.closed_at is null and ${nobodyPays})`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const { rows: due } = await sql<{ no: number }>`
        select w.no from leaders.wave w where ${ended} and w.closed_at is null and ${nobodyPays}
          and (w.state = 'cancelled' or w.cuts_at <= ${ctx.now()}) order by w.no limit ${AT_ONCE}
      `.execute(ctx.db);
      if (due.length === 0) return 0;
      const nos = due.map(({ no }) => no);
      // The shop's stock before the waves, as everybody who holds both.
      await stock.lock(ctx, await goodsOf(ctx, nos));
      await holdWaves(ctx, nos);
      const { rows: closed } = await sql<{ no: number; own: boolean }>`
        update leaders.wave w set closed_at = ${ctx.now()}
        where w.no = any(${nos}::bigint[]) and w.closed_at is null and ${nobodyPays} returning w.no, w.own
      `.execute(ctx.db);
      const own = closed.filter((one) => one.own).map(({ no }) => no);
      const unsold = (await goodsOf(ctx, own)).flatMap(({ skuId, cap, sold }) =>
        cap !== null && cap > sold ? [{ skuId, quantity: cap - sold }] : [],
      );
      if (unsold.length > 0) await stock.release(ctx, unsold);
      return due.length;
    }),
});

const why = words('这一团取消了', 'The wave was cancelled');

/** Orders of a cancelled wave: each goes back whole, once, however often this is interrupted. */
export const giveWavesBack: Sweep = sweep({
  name: 'leaders.give-waves-back',
  due: sql`(select min(o.paid_at) from leaders.wave_order o join leaders.wave w on w.no = o.wave_no
    where w.state = 'cancelled' and o.state = 'paid' and o.given_at is null)`,
  run: async (ctx) => {
    const { rows } = await sql<{ orderId: string }>`
      select o.order_id from leaders.wave_order o join leaders.wave w on w.no = o.wave_no
      where w.state = 'cancelled' and o.state = 'paid' and o.given_at is null order by o.paid_at, o.order_id limit ${ORDERS_AT_ONCE}
    `.execute(ctx.db);
    for (const { orderId } of rows) await giveOne(ctx, orderId);
    return rows.length;
  },
});

async function giveOne(ctx: Ctx, orderId: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await giveAllBack(ctx, orderId, why);
    await sql`update leaders.wave_order set given_at = ${ctx.now()} where order_id = ${orderId}`.execute(ctx.db);
  });
}
