import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { costOfCause } from '../benefits/index.ts';
import { countByNode } from '../messaging/index.ts';
import { nodeOf } from './definition.ts';
import { journeyErrors } from './errors.ts';
import { readNames } from './names.ts';
import { findJourney, type JourneyRecord } from './queries.ts';
import { goalText, sentenceOf } from './sentence.ts';
import { uplift, upliftText } from './uplift.ts';

type ArmRow = { treated: boolean; members: number; converted: number; revenue: number };
type DayRow = { treated: boolean; day: number; converted: number };

/**
 * What a journey brought, against the holdout, by intent to treat: everyone drawn into an arm counts in it, whether the
 * messages reached her or not. With `onlyComplete`, persons whose goal may still be reached are left out of both arms.
 */
export async function readResult(ctx: Ctx, id: string, onlyComplete: boolean) {
  const journey = await findJourney(ctx, id);
  if (!journey) throw journeyErrors.error('not_found');
  const until = onlyComplete ? ctx.now() : null;
  const [arms, open, days, cost, messages] = await Promise.all([
    countArms(ctx, journey.no, until),
    countOpen(ctx, journey.no),
    countDays(ctx, journey.no, until),
    costOfCause(ctx, journey.id),
    countByNode(ctx, journey.id),
  ]);
  const treated = armOf(arms, true);
  const holdout = armOf(arms, false);
  const difference = uplift(treated, holdout);
  const extraRevenue = Math.round((treated.revenuePerMember - holdout.revenuePerMember) * treated.members);
  const names = await readNames(ctx, journey.definition);
  return {
    asOf: ctx.now().toISOString(),
    goalText: goalText(journey.definition),
    treated,
    holdout,
    open,
    uplift: { ...difference, text: holdout.members > 0 ? upliftText(difference) : '没有对照组，比不出增量' },
    extraOrders: holdout.members > 0 ? Math.round((treated.rate - holdout.rate) * treated.members * 10) / 10 : 0,
    extraRevenue: holdout.members > 0 ? extraRevenue : 0,
    cost,
    returnOnCost: cost > 0 && holdout.members > 0 ? Math.round((extraRevenue / cost) * 100) / 100 : null,
    messages: messages.map((m) => ({
      node: m.node,
      sentence: sentenceAt(journey, m.node, names),
      verdict: m.verdict ?? 'pending',
      reason: m.reason ?? '',
      text: m.text,
      count: m.count,
    })),
    days: curve(days, treated.members, holdout.members, journey.definition.goal?.withinDays ?? 0),
  };
}

function sentenceAt(journey: JourneyRecord, key: string, names: Parameters<typeof sentenceOf>[1]): string {
  const node = nodeOf(journey.definition, key);
  return node ? sentenceOf(node, names) : key;
}

function armOf(rows: readonly ArmRow[], treated: boolean) {
  const row = rows.find((r) => r.treated === treated) ?? { members: 0, converted: 0, revenue: 0 };
  return {
    members: row.members,
    converted: row.converted,
    rate: row.members > 0 ? row.converted / row.members : 0,
    revenue: row.revenue,
    revenuePerMember: row.members > 0 ? row.revenue / row.members : 0,
  };
}

async function countArms(ctx: Ctx, journeyNo: number, until: Date | null): Promise<ArmRow[]> {
  const { rows } = await sql<ArmRow>`
    select r.treated, count(*) as members, count(i.converted_at) as converted, coalesce(sum(i.revenue), 0)::bigint as revenue
    from journeys.run_info i join journeys.run r on r.id = i.run_id
    where i.journey_no = ${journeyNo} and (${until}::timestamptz is null or i.goal_until <= ${until}::timestamptz)
    group by 1
  `.execute(ctx.db);
  return rows;
}

async function countOpen(ctx: Ctx, journeyNo: number): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*) as open from journeys.run_info where journey_no = ${journeyNo} and goal_until > ${ctx.now()}
  `.execute(ctx.db);
  return rows[0]?.open ?? 0;
}

async function countDays(ctx: Ctx, journeyNo: number, until: Date | null): Promise<DayRow[]> {
  const { rows } = await sql<DayRow>`
    select r.treated, ceil(extract(epoch from i.converted_at - i.entered_at) / 86400)::int as day, count(*) as converted
    from journeys.run_info i join journeys.run r on r.id = i.run_id
    where i.journey_no = ${journeyNo} and i.converted_at is not null
      and (${until}::timestamptz is null or i.goal_until <= ${until}::timestamptz)
    group by 1, 2
  `.execute(ctx.db);
  return rows;
}

/** Share of each arm that had converted by each day after the entry. */
function curve(rows: readonly DayRow[], treated: number, holdout: number, days: number) {
  const share = (arm: boolean, day: number, members: number) => {
    const converted = rows.filter((r) => r.treated === arm && r.day <= day).reduce((sum, r) => sum + r.converted, 0);
    return members > 0 ? converted / members : 0;
  };
  return Array.from({ length: days + 1 }, (_, day) => ({
    day,
    treated: share(true, day, treated),
    holdout: share(false, day, holdout),
  }));
}
