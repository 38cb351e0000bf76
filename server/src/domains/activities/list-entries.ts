import type { ActivityEntry } from '@huoshui/contracts/activities';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { findMembers } from '../members/index.ts';
import { readActivity } from './change-activity.ts';

type Entry = Static<typeof ActivityEntry>;
type Row = Omit<Entry, 'nickname' | 'joinedAt'> & { readonly no: number; readonly joinedAt: Date };

/** Who takes part, the latest first; what she has and what it brought her. Throws `activities.not_found`. */
export async function listEntries(
  ctx: Ctx,
  id: string,
  { cursor, limit = 20 }: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
) {
  const { no } = await readActivity(ctx, id);
  const after = decodeCursor(cursor, ['bigint'])?.[0] ?? null;
  const { rows } = await sql<Row>`
    select e.no, e.id, e.member_id, e.joined_at, e.tester, p.sum, p.helpers, r.rewards
    from activities.entry e
    cross join lateral (
      select coalesce(sum(amount), 0)::int as sum, count(distinct helper_no)::int as helpers from activities.progress where entry_no = e.no
    ) p
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('tier', tier, 'state', state, 'trouble', trouble) order by tier), '[]') as rewards
      from activities.reward where entry_no = e.no
    ) r
    where e.activity_no = ${no} and e.behind is null and (${after}::bigint is null or e.no < ${after})
    order by e.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const members = await findMembers(
    ctx,
    rows.map(({ memberId }) => memberId),
  );
  return toPage(
    rows,
    limit,
    (row) => [row.no],
    ({ no: _, joinedAt, ...row }): Entry => ({
      ...row,
      nickname: members.get(row.memberId)?.nickname ?? '',
      joinedAt: joinedAt.toISOString(),
    }),
  );
}
