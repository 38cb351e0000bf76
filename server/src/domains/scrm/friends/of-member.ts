import type { RouteOut } from '@huoshui/contracts/contract';
import type { scrmContract } from '@huoshui/contracts/scrm';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

type Answer = RouteOut<(typeof scrmContract)['GET /api/admin/members/:id/friends']>;
type Row = Omit<Answer['items'][number], 'addedAt' | 'endedAt'> & {
  readonly addedAt: Date;
  readonly endedAt: Date | null;
};

/** Her friendships with members of staff, those of now first. */
export async function friendsOfMember(ctx: Ctx, memberId: string): Promise<Answer> {
  const { rows } = await sql<Row>`
    select f.id, f.userid, coalesce(s.name, f.userid) as staff, f.contact_way_id, w.name as way, f.added_at, f.ended_at, f.ended_by,
      (select state from scrm.welcome x where x.friend_id = f.id order by event_at desc limit 1) as welcome
    from scrm.customer c join scrm.friend f on f.external_userid = c.external_userid
    left join scrm.staff s on s.userid = f.userid left join scrm.contact_way w on w.id = f.contact_way_id
    where c.member_id = ${memberId} order by f.ended_at is not null, f.added_at desc limit 50
  `.execute(ctx.db);
  return {
    items: rows.map(({ addedAt, endedAt, ...row }) => ({
      ...row,
      addedAt: addedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    })),
  };
}
