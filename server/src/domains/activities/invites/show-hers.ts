import type { activityInviteContract } from '@huoshui/contracts/activity-invites';
import type { RouteOut } from '@huoshui/contracts/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { maskName } from '../../../platform/mask-name.ts';
import { findByPersonNo } from '../../members/index.ts';
import type { ActivityRow } from '../activity.ts';
import { readActivity } from '../change-activity.ts';
import { entriesOf } from '../entries.ts';
import { activityErrors } from '../errors.ts';
import { readInvitation } from '../help.ts';
import type { Her } from '../met.ts';
import { playOf } from '../plays.ts';
import { findTerms } from '../queries.ts';
import { bringsOf, invitedOf } from './come.ts';

type Hers = RouteOut<(typeof activityInviteContract)['GET /api/shop/activities/:id/invites']>;

const MOST = 50;
const LEADERS = 10;

/** Whom she brought, who brought most, and how she stands to the invitation that she opened. Throws `activities.not_found`, `no_such_entry`. */
export async function showHerInvites(
  ctx: Ctx,
  her: Her,
  { id, entry: entryId }: { readonly id: string; readonly entry: string | undefined },
): Promise<Hers> {
  const activity = await readActivity(ctx, id);
  if (activity.state === 'draft') throw activityErrors.error('not_found', { id });
  const invitation = entryId === undefined ? null : await readInvitation(ctx, entryId);
  if (invitation !== null && invitation.activity.id !== id)
    throw activityErrors.error('no_such_entry', { id: entryId });
  return {
    invited: invitation === null ? null : await invitedOf(ctx, her, invitation),
    welcome: await welcomeOf(ctx, her, activity, invitation === null ? null : await bringsOf(ctx, invitation)),
    mine: await readMine(ctx, her, activity),
    leaders: await readLeaders(ctx, her, activity),
  };
}

/** By the terms of whose invitation she opened, else of her own, else of now. */
async function welcomeOf(
  ctx: Ctx,
  her: Her,
  activity: ActivityRow,
  opened: { readonly welcome: string | null } | null,
) {
  const mine = (await entriesOf(ctx, her.personNo, [activity])).get(activity.no);
  const own = mine === undefined ? activity.own : (await findTerms(ctx, [mine]))(mine.activityNo, mine.version).own;
  const gift = opened === null ? (playOf(activity.play).brings?.(own).welcome ?? null) : opened.welcome;
  if (gift === null) return null;
  const names = await ctx.names(ctx, [{ of: 'benefit', id: gift }]);
  return names('benefit', gift) ?? null;
}

async function readMine(ctx: Ctx, { personNo }: Her, { no }: ActivityRow): Promise<Hers['mine']> {
  const { rows } = await sql<{
    personNo: number;
    state: Hers['mine'][number]['state'];
    cameAt: Date;
    dueAt: Date | null;
  }>`
    select i.person_no, i.state, i.came_at, case when i.state = 'done' then i.due_at end as due_at
    from activities.entry e join activities.invite i on i.entry_no = e.no
    where e.activity_no = ${no} and e.person_no = ${personNo} order by i.no desc limit ${MOST}
  `.execute(ctx.db);
  const people = await findByPersonNo(
    ctx,
    rows.map((row) => row.personNo),
  );
  return rows.map(({ personNo, state, cameAt, dueAt }) => ({
    name: maskName(people.get(personNo)?.nickname ?? ''),
    state,
    cameAt: cameAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
  }));
}

/** By what counts; of equals who was there first. */
async function readLeaders(ctx: Ctx, her: Her, { no }: ActivityRow): Promise<Hers['leaders']> {
  const { rows } = await sql<{ personNo: number; counted: number }>`
    select e.person_no, count(*)::int as counted from activities.invite i join activities.entry e on e.no = i.entry_no
    where i.activity_no = ${no} and i.state = 'counted' and not e.tester
    group by e.person_no order by counted desc, max(i.settled_at), e.person_no limit ${LEADERS}
  `.execute(ctx.db);
  const people = await findByPersonNo(
    ctx,
    rows.map(({ personNo }) => personNo),
  );
  return rows.map(({ personNo, counted }) => ({
    name: maskName(people.get(personNo)?.nickname ?? ''),
    counted,
    hers: personNo === her.personNo,
  }));
}
