import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { sweep } from '../../platform/sweeps.ts';
import { writeEntries } from './entries.ts';
import { pointsExpired } from './events.ts';
import { holdAccounts } from './lots.ts';
import type { LotRow } from './tables.ts';

/** Points whose last day is over. */
export const expirePoints = sweep({
  name: 'loyalty.expire',
  due: sql`(select min(expires_at) from loyalty.lot where usable and rest > 0 and expires_at is not null)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const due = await findDue(ctx, 1000);
      await holdAccounts(ctx, due);
      const ended = await emptyLots(ctx, due);
      await writeEntries(
        ctx,
        ended.map(({ id, memberId, personNo, rest }) => ({
          key: `expired:${id}`,
          memberId,
          personNo,
          kind: 'expired',
          points: -rest,
          note: words('积分到期', 'Their time was over'),
        })),
      );
      for (const { memberId, personNo, rest } of ended) {
        ctx.emit(pointsExpired, { personNo, payload: { memberId, points: rest } });
      }
      return due.length;
    }),
});

async function findDue(ctx: Ctx, limit: number): Promise<LotRow[]> {
  const { rows } = await sql<LotRow>`
    select id, member_id, person_no, points, rest, order_id from loyalty.lot
    where usable and rest > 0 and expires_at <= ${ctx.now()} order by expires_at limit ${limit}
  `.execute(ctx.db);
  return rows;
}

/** Answers each with what was left in it: read again under the account's lock, for some may have been spent meanwhile. */
async function emptyLots(ctx: Ctx, due: readonly LotRow[]): Promise<LotRow[]> {
  if (due.length === 0) return [];
  const { rows } = await sql<LotRow>`
    with left_over as (
      select id, rest from loyalty.lot where id = any(${due.map(({ id }) => id)}::text[]) and rest > 0
    )
    update loyalty.lot l set rest = 0 from left_over o where l.id = o.id
    returning l.id, l.member_id, l.person_no, l.points, o.rest, l.order_id
  `.execute(ctx.db);
  return rows;
}
