import type { ActivitySpread } from '@huoshui/contracts/activity-invites';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { sumOf } from '../../../platform/scorecard.ts';
import { readActivity } from '../change-activity.ts';
import { readCosts } from '../costs.ts';
import { BROUGHT } from './invite.ts';
import { kFactor } from './k-factor.ts';

type Spread = Static<typeof ActivitySpread>;
/** Who brings whom goes no deeper in a report; nobody is lost by it but from its table. */
const DEEPEST = 20;

/** How an activity spread: who came by it, how many each brings, and what a new member cost. Throws `activities.not_found`. */
export async function readSpread(ctx: Ctx, id: string): Promise<Spread> {
  const activity = await readActivity(ctx, id);
  const { no } = activity;
  const [figures, cost, generations] = [
    await readFigures(ctx, no),
    sumOf((await readCosts(ctx, activity, [])).whole),
    await readGenerations(ctx, no),
  ];
  const { squares, ...counts } = figures;
  const k = kFactor({ inviters: counts.inviters, brought: counts.newMembers, squares });
  return { ...counts, k, cost, cac: costOfNewMember(cost, counts.newMembers), generations };
}

/** 获客成本: what it cost by the new members whom it brought. One figure wherever it is said. */
export function costOfNewMember(cost: number, newMembers: number): number | null {
  return newMembers === 0 ? null : Math.round(cost / newMembers);
}

type Figures = Omit<Spread, 'k' | 'cost' | 'cac' | 'generations'> & { readonly squares: number };

/** Persons; testers are in none of these. */
async function readFigures(ctx: Ctx, activityNo: number): Promise<Figures> {
  const { rows } = await sql<Figures>`
    with hers as (
      select e.person_no as owner_no, count(*)::int as many from activities.invite i join activities.entry e on e.no = i.entry_no
      where i.activity_no = ${activityNo} and ${BROUGHT} group by e.person_no
    ), states as (
      select count(*) filter (where state = 'done')::int as waiting, count(*) filter (where state = 'held')::int as held,
        count(*) filter (where state = 'counted')::int as counted, count(*) filter (where state = 'refused')::int as refused,
        count(*) filter (where state = 'void')::int as void
      from activities.invite where activity_no = ${activityNo} and not tester
    )
    select states.*,
      (select count(*)::int from activities.entry e where e.activity_no = ${activityNo} and not e.tester and e.behind is null) as inviters,
      (select count(*)::int from hers) as bringing,
      (select coalesce(sum(many), 0)::int from hers) as new_members,
      (select coalesce(sum(many * many), 0)::int from hers) as squares,
      (select count(distinct v.person_no)::int from activities.visit v join activities.entry e on e.no = v.entry_no
        where e.activity_no = ${activityNo} and not e.tester) as visitors
    from states
  `.execute(ctx.db);
  if (rows[0] === undefined) throw new Error('a sum has no row');
  return rows[0];
}

/** The first generation was brought by people whom nobody brought, the second by the first, and so on. */
async function readGenerations(ctx: Ctx, activityNo: number): Promise<Spread['generations']> {
  const { rows } = await sql<Spread['generations'][number]>`
    with recursive brought as (
      select i.person_no, e.person_no as owner_no, i.state from activities.invite i join activities.entry e on e.no = i.entry_no
      where i.activity_no = ${activityNo} and ${BROUGHT}
    ), tree as (
      select b.person_no, b.state, 1 as generation from brought b
      where not exists (select from brought o where o.person_no = b.owner_no)
      union
      select b.person_no, b.state, t.generation + 1 from tree t join brought b on b.owner_no = t.person_no where t.generation < ${DEEPEST}
    )
    select generation, count(*)::int as newcomers, count(*) filter (where state = 'counted')::int as counted
    from tree group by generation order by generation
  `.execute(ctx.db);
  return rows;
}
