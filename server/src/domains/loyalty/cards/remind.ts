import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { cardEnding } from '../events.ts';
import type { CardRow } from './card.ts';
import { CARD } from './rows.ts';

/** Days before its end at which it is said. */
const DAYS_BEFORE = 3;
const AT_ONCE = 500;

export function reminderOf(endsAt: Date): Date {
  return new Date(endsAt.getTime() - DAYS_BEFORE * DAY_MS);
}

/** A card ends soon and was not renewed: said once. Journeys may begin with it. */
export const remindOfEnds: Sweep = sweep({
  name: 'loyalty.card-ends',
  due: sql`(select min(remind_at) from loyalty.card)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const { rows } = await sql<CardRow & { readonly renewed: boolean }>`
        with due as (
          select id from loyalty.card where remind_at <= ${ctx.now()} order by remind_at limit ${AT_ONCE}
          for no key update skip locked
        ), said as (
          update loyalty.card c set remind_at = null from due where c.id = due.id returning c.*
        )
        select ${CARD}, exists (select from loyalty.card later where later.member_id = said.member_id
          and later.kind_id = said.kind_id and later.state = 'paid' and later.starts_at >= said.ends_at) as renewed
        from said
      `.execute(ctx.db);
      for (const { memberId, personNo, kindId, name, orderId, endsAt } of rows.filter(({ renewed }) => !renewed))
        ctx.emit(cardEnding, { personNo, payload: { memberId, kindId, name, orderId, until: endsAt.toISOString() } });
      return rows.length;
    }),
});
