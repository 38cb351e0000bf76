import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** What one member has; `expiring` is what will be gone first, and when. */
export async function readBalance(ctx: Ctx, memberId: string) {
  const { rows } = await sql<{ usable: number; frozen: number; owed: number; endsAt: Date | null; ending: number }>`
    with hers as (
      select rest, usable, expires_at from loyalty.lot
      where member_id = ${memberId} and rest > 0 and (expires_at is null or expires_at > ${ctx.now()})
    ), first as (select min(expires_at) as at from hers where usable)
    select coalesce(sum(rest) filter (where usable), 0)::int as usable,
      coalesce(sum(rest) filter (where not usable), 0)::int as frozen,
      coalesce((select owed from loyalty.account where member_id = ${memberId}), 0) as owed,
      (select at from first) as ends_at,
      coalesce(sum(rest) filter (where usable and expires_at = (select at from first)), 0)::int as ending
    from hers
  `.execute(ctx.db);
  const { usable = 0, frozen = 0, owed = 0, endsAt = null, ending = 0 } = rows[0] ?? {};
  return { usable, frozen, owed, expiring: endsAt && { points: ending, at: endsAt.toISOString() } };
}
