import type { BargainResult } from '@huoshui/contracts/bargains';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { ActivityRow } from '../activity.ts';
import { bargainTermsOf } from './bargain.ts';

type Result = Static<typeof BargainResult>;

/** What came of it (`saved`: what its prices cost); null where it is no bargain. */
export async function sumBargains(ctx: Ctx, activity: ActivityRow, saved: number): Promise<Result | null> {
  if (bargainTermsOf(activity, activity.own) === null) return null;
  const { rows } = await sql<Omit<Result, 'saved'>>`
    with hers as (
      select b.*, (select coalesce(sum(p.amount), 0) from activities.progress p where p.entry_no = b.entry_no) as off
      from activities.bargain b join activities.entry e on e.no = b.entry_no where e.activity_no = ${activity.no} and not e.tester
    ), money as (
      select coalesce(sum(m.fen) filter (where m.fen > 0), 0)::int as sales, coalesce(-sum(m.fen) filter (where m.fen < 0), 0)::int as refunded
      from hers join activities.order_money m using (order_id)
    )
    select count(*)::int as begun, count(*) filter (where list - off <= floor)::int as floored,
      count(*) filter (where state = 'bought' and refunded_at is null)::int as bought,
      count(*) filter (where state = 'bought' and refunded_at is null and newcomer)::int as new_buyers,
      (select sales from money) as sales, (select refunded from money) as refunded
    from hers
  `.execute(ctx.db);
  return rows[0] ? { ...rows[0], saved } : null;
}
