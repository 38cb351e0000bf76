import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { sweep } from '../../platform/sweeps.ts';
import { pointsExpiring } from './events.ts';

/** Days before their end at which it is said. */
const DAYS_BEFORE = 7;
const AT_ONCE = 1_000;

type Ending = {
  readonly id: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly rest: number;
  readonly expiresAt: Date;
  readonly endsAt: string;
};

/** Points that end soon: said once, what ends of one person at about the same time together. Journeys may begin with it. */
export const remindOfPoints = sweep({
  name: 'loyalty.points-expiring',
  due: sql`(
    select next.expires_at - ${sql.lit(DAYS_BEFORE)} * interval '1 day' from loyalty.expiring_pass p cross join lateral (
      select expires_at from loyalty.lot where usable and rest > 0 and expires_at is not null
        and (expires_at, id) > (p.ends_at, p.last_id) order by expires_at, id limit 1) next)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const until = new Date(ctx.now().getTime() + DAYS_BEFORE * DAY_MS);
      // Two statements, and the moment as text: so the place is a place in the index, to the microsecond.
      const { rows: passes } = await sql<{ endsAt: string; lastId: string }>`
        select ends_at::text, last_id from loyalty.expiring_pass for update skip locked
      `.execute(ctx.db);
      const [pass] = passes;
      if (pass === undefined) return 0;
      const { rows } = await sql<Ending>`
        select l.id, l.member_id, l.person_no, l.rest, l.expires_at, l.expires_at::text as ends_at from loyalty.lot l
        where l.usable and l.rest > 0 and l.expires_at is not null
          and (l.expires_at, l.id) > (${pass.endsAt}::text::timestamptz, ${pass.lastId}) and l.expires_at <= ${until}
        order by l.expires_at, l.id limit ${AT_ONCE}
      `.execute(ctx.db);
      const last = rows.at(-1);
      if (last === undefined) return 0;
      const open = rows.filter(({ expiresAt }) => expiresAt > ctx.now());
      for (const memberId of new Set(open.map((row) => row.memberId))) {
        const hers = open.filter((row) => row.memberId === memberId);
        const [first] = hers;
        if (first === undefined) continue;
        const points = hers.reduce((sum, { rest }) => sum + rest, 0);
        ctx.emit(pointsExpiring, {
          personNo: first.personNo,
          payload: { memberId, points, until: first.expiresAt.toISOString() },
        });
      }
      await sql`update loyalty.expiring_pass set ends_at = ${last.endsAt}::text::timestamptz, last_id = ${last.id}`.execute(
        ctx.db,
      );
      return rows.length;
    }),
});
