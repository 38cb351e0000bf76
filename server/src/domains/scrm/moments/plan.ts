import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { MomentRow } from './queries.ts';

/** Who is asked, and how many of hers would see it as things stand; answers how many customers that are. Whoever would show it to nobody is not asked. */
export async function planMoment(
  ctx: Ctx,
  { no, values, tagIds }: Pick<MomentRow, 'no' | 'values' | 'tagIds'>,
): Promise<number> {
  const staff = values.staff ?? [];
  const seeing = sql`
    from scrm.staff s join scrm.friend f on f.userid = s.userid and f.ended_at is null
    where s.can_contact and s.gone_at is null ${staff.length === 0 ? sql`` : sql`and s.userid = any(${[...staff]}::text[])`}
      ${tagIds.length === 0 ? sql`` : sql`and f.tag_ids && ${[...tagIds]}::text[]`}`;
  await sql`delete from scrm.moment_sender where moment_no = ${no}`.execute(ctx.db);
  await sql`
    insert into scrm.moment_sender (moment_no, userid, planned) select ${no}, s.userid, count(*)::int ${seeing} group by s.userid
  `.execute(ctx.db);
  const { rows } = await sql<{ planned: number }>`
    update scrm.moment set planned = (select count(distinct f.external_userid)::int ${seeing}) where no = ${no} returning planned
  `.execute(ctx.db);
  return rows[0]?.planned ?? 0;
}
