import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { isRunning } from '../cards/living.ts';

/** How many points an order of theirs earns by their level or a card, the better of them, in tenths of what everybody earns; who has neither is absent. */
export async function pointTenths(ctx: Ctx, memberIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ memberId: string; tenths: number }>`
    select member_id, max(tenths)::int as tenths from (
      select s.member_id, l.point_tenths as tenths
      from loyalty.standing s join loyalty.level l on l.id = s.level_id
      join platform.setting rule on rule.key = 'loyalty.growth' and (rule.value ->> 'on')::bool
      where s.member_id = any(${[...memberIds]}::text[])
      union all
      select c.member_id, c.point_tenths from loyalty.card c
      where c.member_id = any(${[...memberIds]}::text[]) and ${isRunning(ctx.now())}
    ) as hers group by member_id
  `.execute(ctx.db);
  return new Map(rows.map(({ memberId, tenths }) => [memberId, tenths]));
}
