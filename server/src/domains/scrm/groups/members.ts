import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { scrmGroupsContract } from '@huoshui/contracts/scrm-groups';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { wayOf } from './settle.ts';

type Shape = (typeof scrmGroupsContract)['GET /api/admin/customer-groups/:id/members'];
type Shown = RouteOut<Shape>['items'][number];
type Row = Omit<Shown, 'joinedAt' | 'joinedBy' | 'leftAt'> & {
  readonly joinedAt: Date;
  readonly scene: number;
  readonly leftAt: Date | null;
};

/** Who is in a group and who was, each time of hers, the latest first. */
export async function membersOfGroup(ctx: Ctx, id: string, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const which = sql`m.chat_id = ${id} and (${query.now ?? null}::boolean is null or (m.left_at is null) = ${query.now ?? null})`;
  const { rows } = await sql<Row>`
    select m.id, m.userid, coalesce(k.name, s.name, m.userid) as name, m.is_staff, k.member_id, m.joined_at, m.scene,
      coalesce(i.name, m.invited_by) as invited_by, m.group_code_id as code_id, g.name as code, m.left_at, m.left_by
    from scrm.chat_member m
    left join scrm.customer k on k.external_userid = m.userid left join scrm.staff s on s.userid = m.userid
    left join scrm.staff i on i.userid = m.invited_by left join scrm.group_code g on g.id = m.group_code_id
    where ${which} ${after ? sql`and (m.joined_at, m.id) < (${after[0]}::timestamptz, ${after[1]})` : sql``}
    order by m.joined_at desc, m.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(rows, limit, (row) => [row.joinedAt.toISOString(), row.id], shown);
  return after
    ? page
    : { ...page, ...(await countUpTo(ctx, 10_000, sql`select from scrm.chat_member m where ${which}`)) };
}

function shown({ joinedAt, scene, leftAt, ...row }: Row): Shown {
  return {
    ...row,
    joinedAt: joinedAt.toISOString(),
    joinedBy: wayOf(scene),
    leftAt: leftAt?.toISOString() ?? null,
  };
}

type OfMember = RouteOut<(typeof scrmGroupsContract)['GET /api/admin/members/:id/groups']>;
type OfMemberRow = Omit<OfMember['items'][number], 'joinedAt' | 'leftAt'> & {
  readonly joinedAt: Date;
  readonly leftAt: Date | null;
};

/** The groups that she is in, then those that she left. */
export async function groupsOfMember(ctx: Ctx, memberId: string): Promise<OfMember> {
  const { rows } = await sql<OfMemberRow>`
    select m.id, m.chat_id as group_id, c.name as "group", m.group_code_id as code_id, g.name as code, m.joined_at, m.left_at, m.left_by
    from scrm.customer k join scrm.chat_member m on m.userid = k.external_userid
    join scrm.chat c on c.id = m.chat_id left join scrm.group_code g on g.id = m.group_code_id
    where k.member_id = ${memberId} order by m.left_at is not null, m.joined_at desc limit 50
  `.execute(ctx.db);
  return {
    items: rows.map(({ joinedAt, leftAt, ...row }) => ({
      ...row,
      joinedAt: joinedAt.toISOString(),
      leftAt: leftAt?.toISOString() ?? null,
    })),
  };
}
