import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

/** Of these members, who of the corp has each: whom she added last and who is still there; who has nobody is absent. */
export async function staffOfMembers(ctx: Ctx, memberIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ memberId: string; userid: string }>`
    select distinct on (c.member_id) c.member_id, f.userid
    from scrm.customer c join scrm.friend f on f.external_userid = c.external_userid
    join scrm.staff s on s.userid = f.userid and s.gone_at is null and s.can_contact
    where c.member_id = any(${[...new Set(memberIds)]}::text[]) and f.ended_at is null
    order by c.member_id, f.added_at desc
  `.execute(ctx.db);
  return new Map(rows.map(({ memberId, userid }) => [memberId, userid]));
}
