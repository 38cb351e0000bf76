import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

/** How many points an order of theirs earns by their level, in tenths of what everybody earns; who has no level is absent. */
export async function pointTenths(ctx: Ctx, memberIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ memberId: string; tenths: number }>`
    select s.member_id, l.point_tenths as tenths
    from loyalty.standing s join loyalty.level l on l.id = s.level_id
    join platform.setting rule on rule.key = 'loyalty.growth' and (rule.value ->> 'on')::bool
    where s.member_id = any(${[...memberIds]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map(({ memberId, tenths }) => [memberId, tenths]));
}
