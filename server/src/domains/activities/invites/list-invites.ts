import type { ActivityInvite } from '@huoshui/contracts/activity-invites';
import type { InviteState } from '@huoshui/contracts/words/activity-invites';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { findByPersonNo } from '../../members/index.ts';
import { readActivity } from '../change-activity.ts';
import { BROUGHT } from './invite.ts';

type Invite = Static<typeof ActivityInvite>;
type Row = Pick<Invite, 'state' | 'why' | 'entryId' | 'brought' | 'generation'> & {
  readonly no: number;
  readonly personNo: number;
  readonly ownerNo: number;
  readonly ownerEntry: string;
  readonly cameAt: Date;
  readonly dueAt: Date | null;
};
type Ask = {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly by?: string | undefined;
  readonly state?: InviteState | undefined;
};
const MOST_COUNTED = 10_000;
const DEEPEST = 20;

/** Who brought whom, the latest first. Throws `activities.not_found`. */
export async function listInvites(ctx: Ctx, id: string, { cursor, limit = 20, by, state }: Ask) {
  const { no } = await readActivity(ctx, id);
  const after = decodeCursor(cursor, ['bigint'])?.[0] ?? null;
  const which = sql`i.activity_no = ${no} and (${by ?? null}::text is null or e.id = ${by ?? null})
    and (${state ?? null}::text is null or i.state = ${state ?? null})`;
  const from = sql`activities.invite i join activities.entry e on e.no = i.entry_no`;
  const { rows } = await sql<Row>`
    select i.no, i.person_no, i.state, i.why, i.came_at, case when i.state = 'done' then i.due_at end as due_at,
      e.person_no as owner_no, e.id as owner_entry, mine.id as entry_id, (
        select count(*)::int from activities.invite i join activities.entry o on o.no = i.entry_no
        where i.activity_no = ${no} and o.person_no = mine.person_no and ${BROUGHT}
      ) as brought, (
        with recursive up as (
          select e.person_no as owner_no, 1 as generation
          union all
          select above.person_no, up.generation + 1 from up join activities.invite i on i.person_no = up.owner_no
            join activities.entry above on above.no = i.entry_no
          where i.activity_no = ${no} and i.state not in ('refused', 'void') and up.generation < ${DEEPEST}
        ) select max(generation)::int from up
      ) as generation
    from ${from} left join activities.entry mine on mine.activity_no = i.activity_no and mine.person_no = i.person_no and mine.behind is null
    where ${which} and (${after}::bigint is null or i.no < ${after}) order by i.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const people = await findByPersonNo(
    ctx,
    rows.flatMap(({ personNo, ownerNo }) => [personNo, ownerNo]),
  );
  const named = (personNo: number) => {
    const member = people.get(personNo);
    return { memberId: member?.id ?? '', nickname: member?.nickname ?? '' };
  };
  const page = toPage(
    rows,
    limit,
    ({ no }) => [no],
    ({ no: _, personNo, ownerNo, ownerEntry, cameAt, dueAt, ...row }): Invite => ({
      ...row,
      ...named(personNo),
      cameAt: cameAt.toISOString(),
      dueAt: dueAt?.toISOString() ?? null,
      by: { entryId: ownerEntry, ...named(ownerNo) },
    }),
  );
  if (after !== null) return page;
  return { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from ${from} where ${which}`)) };
}
