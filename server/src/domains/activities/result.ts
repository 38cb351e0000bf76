import type { ActivityResult } from '@huoshui/contracts/activities';
import { words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { bought, extraOf, shownArm } from '../../platform/arms.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { readArmsMet, wholeOf } from '../../platform/event-store/arms-met.ts';
import { sumOf } from '../../platform/scorecard.ts';
import { uplift, upliftText, weightOf } from '../../platform/uplift.ts';
import { purchases } from '../analytics/index.ts';
import type { ActivityRow } from './activity.ts';
import { giftsOf, giftWords } from './activity-form.ts';
import { sumBargains } from './bargain/sum.ts';
import { readActivity } from './change-activity.ts';
import { readCosts } from './costs.ts';
import { sumPrizes } from './draws/sum-prizes.ts';
import { sumAdded } from './fission/sum.ts';
import { sumFlashSale } from './flash-sale/sum.ts';
import { helpersOf } from './people.ts';
import { playOf } from './plays.ts';
import { sumTeams } from './teams/list.ts';

type Result = Static<typeof ActivityResult>;

/**
 * What an activity did, by intent to treat: everybody to whom it came counts in her arm, whether she takes part or not, and orders count
 * from that moment on. Arms are compared within the versions that people came under. Throws `activities.not_found`.
 */
export async function readResult(ctx: Ctx, id: string): Promise<Result> {
  const activity = await readActivity(ctx, id);
  const { days, strata, open, inBoth, costs } = await readMoney(ctx, activity);
  const [people, tiers, drawn, byDay, teams, flash, bargain, added] = await Promise.all([
    countPeople(ctx, activity.no),
    readTiers(ctx, activity),
    sumPrizes(ctx, activity),
    readDays(ctx, activity.no),
    playOf(activity.play).teams === undefined ? null : sumTeams(ctx, activity.no),
    sumFlashSale(ctx, activity, costs.saved),
    sumBargains(ctx, activity, costs.saved),
    playOf(activity.play).adds === undefined ? null : sumAdded(ctx, activity.no),
  ]);
  const compared = strata.filter((stratum) => weightOf(stratum) > 0);
  const cost = sumOf(costs.whole);
  const found = uplift(strata.map(({ treated, holdout }) => ({ treated: bought(treated), holdout: bought(holdout) })));
  const [treated, holdout] = [wholeOf(compared, 'treated'), wholeOf(compared, 'holdout')];
  return {
    asOf: ctx.now().toISOString(),
    ...people,
    tiers,
    ...drawn,
    days,
    treated: shownArm(compared.length > 0 ? treated : wholeOf(strata, 'treated')),
    holdout: shownArm(holdout),
    open,
    inBoth,
    uplift: { ...found, text: upliftText(found) },
    // Where nobody bought, no sum says how far sums may lie apart.
    extra:
      found.verdict === 'too_few' || treated.buyers + holdout.buyers === 0 ? null : extraOf(compared, costs.compared),
    cost,
    teams,
    flash,
    bargain,
    added,
    byDay,
  };
}

/** Orders and cost of an activity, of the same people wherever either is told. */
export async function readMoney(ctx: Ctx, activity: ActivityRow) {
  const days = activity.values.within;
  const arms = await readArmsMet(ctx, { fact: 'activity.met', of: ['activityId', activity.id], days, purchases });
  const versions = arms.versions.filter((_, at) =>
    arms.strata.slice(at, at + 1).some((stratum) => weightOf(stratum) > 0),
  );
  return { ...arms, days, costs: await readCosts(ctx, activity, versions) };
}

type People = Pick<Result, 'met' | 'joined' | 'reached' | 'helpers' | 'newHelpers' | 'heldOut'>;

/** Persons; testers are in none of these. */
export async function countPeople(ctx: Ctx, activityNo: number): Promise<People> {
  const hers = sql`activities.entry e where e.activity_no = ${activityNo} and not e.tester and e.behind is null`;
  const { rows } = await sql<People>`
    select (select count(*)::int from activities.met where activity_no = ${activityNo} and not tester and treated) as met,
      (select count(*)::int from activities.met where activity_no = ${activityNo} and not tester and not treated) as held_out,
      (select count(*)::int from ${hers}) as joined,
      (select count(*)::int from ${hers} and exists (
        select from activities.reward r where r.entry_no = e.no and r.state in ('due', 'held', 'given', 'refused', 'denied'))) as reached,
      h.helpers, h.new_helpers
    from (
      select count(distinct person_no)::int as helpers, count(distinct person_no) filter (where new)::int as new_helpers
      from (${helpersOf(sql`${activityNo}`)}) as helping
    ) h
  `.execute(ctx.db);
  return rows[0] ?? { met: 0, joined: 0, reached: 0, helpers: 0, newHelpers: 0, heldOut: 0 };
}

/** By the terms that hold now; whoever joined under others is in the tier of the same place. */
async function readTiers(ctx: Ctx, { no, play, values }: ActivityRow): Promise<Result['tiers']> {
  const gifts = values.tiers.flatMap(giftsOf).map((id) => ({ at: '', of: 'benefit' as const, id }));
  const names = await ctx.names(ctx, gifts);
  const { rows } = await sql<
    Record<'tier' | 'reached' | 'given' | 'due' | 'held' | 'refused' | 'denied' | 'takenBack', number>
  >`
    select r.tier, count(*) filter (where r.state in ('due', 'held', 'given', 'refused', 'denied'))::int as reached,
      count(*) filter (where r.state = 'given')::int as given, count(*) filter (where r.state = 'due')::int as due,
      count(*) filter (where r.state = 'held')::int as held, count(*) filter (where r.state = 'denied')::int as denied,
      count(*) filter (where r.state = 'refused')::int as refused, count(*) filter (where r.state = 'taken_back')::int as taken_back
    from activities.reward r join activities.entry e on e.no = r.entry_no
    where e.activity_no = ${no} and not e.tester group by r.tier
  `.execute(ctx.db);
  const chosen = await readChoices(ctx, no);
  const nothing = { reached: 0, given: 0, due: 0, held: 0, refused: 0, denied: 0, takenBack: 0 };
  return values.tiers.map((of, tier) => {
    const need = playOf(play).said(of.at);
    const gift = giftWords(of, names);
    const { tier: _, ...counts } = rows.find((row) => row.tier === tier) ?? { tier, ...nothing };
    const gifts = giftsOf(of);
    const choices = gifts.map((one, at) => ({
      label: names('benefit', one) ?? words('礼品', 'a gift'),
      people: chosen.find((row) => row.tier === tier && row.chosen === at)?.people ?? 0,
    }));
    return {
      ...{ at: of.at, label: words(`${need.zh} · ${gift.zh}`, `${need.en} · ${gift.en}`), ...counts },
      choices: gifts.length > 1 ? choices : [],
    };
  });
}

/** Of several gifts the one that she chose; who was given one without a choice has the first. By the terms that hold now, as the tiers are. */
async function readChoices(ctx: Ctx, activityNo: number) {
  const { rows } = await sql<{ tier: number; chosen: number; people: number }>`
    select r.tier, coalesce(r.chosen, 0) as chosen, count(*)::int as people
    from activities.reward r join activities.entry e on e.no = r.entry_no
    where e.activity_no = ${activityNo} and not e.tester and r.gift is null
      and ((r.chosen is not null and r.state in ('due', 'held', 'given', 'refused', 'denied')) or r.state = 'given')
    group by 1, 2
  `.execute(ctx.db);
  return rows;
}

/** Of each business day on which something happened, the last ninety. */
async function readDays(ctx: Ctx, activityNo: number): Promise<Result['byDay']> {
  const dayOf = (at: string) => sql.raw(`to_char(${at} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`);
  const { rows } = await sql<Result['byDay'][number]>`
    select day, sum(joined)::int as joined, sum(helps)::int as helps, sum(reached)::int as reached from (
      select ${dayOf('e.joined_at')} as day, 1 as joined, 0 as helps, 0 as reached
      from activities.entry e where e.activity_no = ${activityNo} and not e.tester and e.behind is null
      union all
      select ${dayOf('p.at')}, 0, 1, 0 from activities.progress p join activities.entry e on e.no = p.entry_no
      where e.activity_no = ${activityNo} and not e.tester and p.amount > 0
      union all
      select ${dayOf('r.reached_at')}, 0, 0, 1 from activities.reward r join activities.entry e on e.no = r.entry_no
      where e.activity_no = ${activityNo} and not e.tester and r.state in ('due', 'held', 'given', 'refused', 'denied')
    ) as happened group by day order by day desc limit 90
  `.execute(ctx.db);
  return rows.reverse();
}
