import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { stock } from '../../catalog/index.ts';
import { holdSessions, putBack, type StockRow, stockOfSessions, TAKE, type TakeRow } from './session.ts';

const AT_ONCE = 500;
const SESSIONS_AT_ONCE = 20;

/** What was taken and never ordered is there for the next. */
export const lapseTakes: Sweep = sweep({
  name: 'activities.lapse-takes',
  due: sql`(select min(keep_until) from activities.flash_take where state = 'kept')`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const { rows: due } = await sql<Pick<TakeRow, 'no' | 'sessionNo'>>`
        select no, session_no from activities.flash_take where state = 'kept' and keep_until <= ${ctx.now()}
        order by keep_until, no limit ${AT_ONCE}
      `.execute(ctx.db);
      if (due.length === 0) return 0;
      await holdSessions(
        ctx,
        due.map(({ sessionNo }) => sessionNo),
      );
      const { rows } = await sql<TakeRow>`
        update activities.flash_take t set state = 'lapsed'
        where t.no = any(${due.map(({ no }) => no)}::bigint[]) and t.state = 'kept' returning ${TAKE}
      `.execute(ctx.db);
      await putBack(ctx, rows);
      return due.length;
    }),
});

const nobodyPays = sql`not exists (select from activities.flash_take t where t.session_no = s.no and t.state in ('kept', 'ordered'))`;

/**
 * A session is closed when its time is over and nothing of it can be paid any more: then what nobody has goes back to the shop's stock, once.
 * Until then whatever is given up comes back into the session.
 */
export const closeSessions: Sweep = sweep({
  name: 'activities.close-flash-sessions',
  due: sql`(select min(s.ends_at) from activities.flash_session s where s.closed_at is null and ${nobodyPays})`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const { rows: due } = await sql<{ no: number }>`
        select s.no from activities.flash_session s where s.closed_at is null and s.ends_at <= ${ctx.now()} and ${nobodyPays}
        order by s.no limit ${SESSIONS_AT_ONCE}
      `.execute(ctx.db);
      if (due.length === 0) return 0;
      const nos = due.map(({ no }) => no);
      // The shop's stock before the sessions, as everybody who holds both.
      await stock.lock(ctx, await stockOfSessions(ctx, nos));
      await holdSessions(ctx, nos);
      await close(ctx, nos);
      return due.length;
    }),
});

/** Looked at once more now that nobody can take any of it. */
async function close(ctx: Ctx, nos: readonly number[]): Promise<void> {
  const { rows: closed } = await sql<{ no: number }>`
    update activities.flash_session s set closed_at = ${ctx.now()}
    where s.no = any(${[...nos]}::int[]) and s.closed_at is null and ${nobodyPays} returning s.no
  `.execute(ctx.db);
  const { rows } = await sql<Pick<StockRow, 'skuId'> & { readonly back: number }>`
    update activities.flash_stock set back = unsold where session_no = any(${closed.map(({ no }) => no)}::int[]) and unsold > 0
    returning sku_id, back
  `.execute(ctx.db);
  if (rows.length === 0) return;
  await stock.release(
    ctx,
    rows.map(({ skuId, back }) => ({ skuId, quantity: back })),
  );
}
