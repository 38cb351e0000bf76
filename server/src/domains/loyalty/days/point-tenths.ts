import { sql } from 'kysely';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { birthdaysFor } from './held.ts';
import { isForMember } from './member-day.ts';
import { heldOn, type Schedule } from './schedule.ts';

type Paid = { readonly orderId: string; readonly memberId: string; readonly at: Date };

/**
 * How many points these orders earn by the day on which they were paid, in tenths of what everybody earns, by order; absent where it is
 * no member day of hers. When the news of a payment comes changes nothing.
 */
export async function dayTenths(ctx: Ctx, paid: readonly Paid[]): Promise<ReadonlyMap<string, number>> {
  const ids = [...new Set(paid.map(({ memberId }) => memberId))];
  const { rows } = await sql<{ memberId: string; schedule: Schedule; tenths: number }>`
    select m.id as member_id, d.schedule, d.point_tenths as tenths
    from unnest(${ids}::text[]) as m (id)
    join loyalty.member_day d on not d.ended and d.point_tenths > 10 and ${isForMember(ctx, sql`m.id`)}
  `.execute(ctx.db);
  if (rows.length === 0) return new Map();
  const birthday = await birthdaysFor(ctx, rows);
  const found = paid.map(({ orderId, memberId, at }) => {
    const held = rows.filter(
      (row) => row.memberId === memberId && heldOn(row.schedule, shanghaiDay(at), birthday(memberId)) !== null,
    );
    return [orderId, Math.max(0, ...held.map(({ tenths }) => tenths))] as const;
  });
  return new Map(found.filter(([, tenths]) => tenths > 0));
}
