import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Names } from '../../platform/form/form.ts';
import { costOfCause } from '../benefits/index.ts';
import { countByNode } from '../messaging/index.ts';
import { nodeOf } from './definition.ts';
import { journeyErrors } from './errors.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';
import { readNames } from './names.ts';
import { findJourney, type JourneyRecord } from './queries.ts';
import { isOpen, REACHED, whichRuns } from './run-filter.ts';
import { goalSentence, nodeSentence } from './sentence.ts';
import { storedValues } from './stored.ts';
import { uplift, upliftText, weightOf } from './uplift.ts';

type ArmRow = { version: number; treated: boolean; members: number; converted: number; revenue: number };
type DayRow = { version: number; treated: boolean; day: number; converted: number };
type Arm = ReturnType<typeof armOf>;
type Stratum = { readonly version: number; readonly treated: Arm; readonly holdout: Arm };

/**
 * What a journey brought, against the holdout, by intent to treat: everyone drawn into an arm counts in it, whether the
 * messages reached her or not. Arms are compared within the version she came in by, and the versions combined (`uplift`).
 * With `onlyComplete`, persons whose goal may still be reached are left out of both arms.
 */
export async function readResult(ctx: Ctx, kit: Kit, id: string, onlyComplete: boolean) {
  const journey = await findJourney(ctx, id);
  if (!journey) throw journeyErrors.error('not_found');
  const until = onlyComplete ? ctx.now() : null;
  const [arms, open, days, given, messages, names] = await Promise.all([
    countArms(ctx, journey.no, until),
    countOpen(ctx, journey.no),
    countDays(ctx, journey.no, until),
    costOfCause(ctx, journey.id),
    countByNode(ctx, journey.id),
    readNames(ctx, kit, journey.definition),
  ]);
  const cost = given + messages.reduce((sum, message) => sum + message.cost, 0);
  const versions = strataOf(arms);
  const compared = versions.filter((version) => weightOf(version) > 0);
  const difference = uplift(versions);
  const extra = (of: (arm: Arm) => number) =>
    weighted(compared, ({ treated, holdout }) => of(treated) - of(holdout)) * totalOf(compared, 'treated').members;
  const extraRevenue = Math.round(extra(({ revenuePerMember }) => revenuePerMember));
  return {
    asOf: ctx.now().toISOString(),
    goalText: goalSentence(kit, journey.definition, names) ?? words('未设置目标', 'No goal is set'),
    treated: totalOf(versions, 'treated'),
    holdout: totalOf(versions, 'holdout'),
    versions: versions.map((version) => ({ ...version, compared: weightOf(version) > 0 })),
    open,
    uplift: {
      ...difference,
      text:
        compared.length > 0
          ? upliftText(difference)
          : words('没有对照组，比不出增量', 'No holdout, so nothing to compare with'),
    },
    extraOrders: Math.round(extra(({ rate }) => rate) * 10) / 10,
    extraRevenue,
    cost,
    returnOnCost: cost > 0 && compared.length > 0 ? Math.round((extraRevenue / cost) * 100) / 100 : null,
    messages: messages.map((m) => ({
      node: m.node,
      sentence: sentenceAt(kit, journey, m.node, names),
      verdict: m.verdict,
      reason: m.reason,
      state: m.state,
      count: m.count,
      cost: m.cost,
    })),
    days: curve(days, versions, goalDays(kit, journey)),
  };
}

function sentenceAt(kit: Kit, journey: JourneyRecord, key: string, names: Names): Words {
  const node = nodeOf(journey.definition, key);
  return node ? nodeSentence(kit, node, names) : words(key, key);
}

function goalDays(kit: Kit, { definition: { goal } }: JourneyRecord): number {
  const kind = goal && findKind(kit.goals, goal.kind);
  return kind ? kind.days(storedValues(kind.form, goal)) : 0;
}

function strataOf(rows: readonly ArmRow[]): Stratum[] {
  const versions = [...new Set(rows.map((r) => r.version))].sort((a, b) => a - b);
  return versions.map((version) => {
    const of = (treated: boolean) => armOf(rows.filter((r) => r.version === version && r.treated === treated));
    return { version, treated: of(true), holdout: of(false) };
  });
}

function totalOf(strata: readonly Stratum[], arm: 'treated' | 'holdout'): Arm {
  return armOf(strata.map((stratum) => stratum[arm]));
}

function armOf(rows: readonly Pick<ArmRow, 'members' | 'converted' | 'revenue'>[]) {
  const sum = (of: 'members' | 'converted' | 'revenue') => rows.reduce((all, row) => all + row[of], 0);
  const [members, converted, revenue] = [sum('members'), sum('converted'), sum('revenue')];
  return {
    members,
    converted,
    rate: members > 0 ? converted / members : 0,
    revenue,
    revenuePerMember: members > 0 ? revenue / members : 0,
  };
}

/** A figure of the versions that can be compared, by the weights of the uplift; of all by their size where none can. */
function weighted(strata: readonly Stratum[], of: (stratum: Stratum) => number): number {
  const total = strata.reduce((sum, stratum) => sum + weightOf(stratum), 0);
  return total > 0 ? strata.reduce((sum, stratum) => sum + weightOf(stratum) * of(stratum), 0) / total : 0;
}

async function countArms(ctx: Ctx, journeyNo: number, until: Date | null): Promise<ArmRow[]> {
  const { rows } = await sql<ArmRow>`
    select i.version, r.treated, count(*) as members, count(*) filter (where ${REACHED}) as converted,
      coalesce(sum(i.revenue), 0)::bigint as revenue
    from journeys.run_info i join journeys.run r on r.id = i.run_id
    where ${whichRuns(journeyNo, { time: until ? 'over' : undefined }, until ?? ctx.now())}
    group by 1, 2
  `.execute(ctx.db);
  return rows;
}

async function countOpen(ctx: Ctx, journeyNo: number): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*) as open from journeys.run_info i where i.journey_no = ${journeyNo} and ${isOpen(ctx.now())}
  `.execute(ctx.db);
  return rows[0]?.open ?? 0;
}

async function countDays(ctx: Ctx, journeyNo: number, until: Date | null): Promise<DayRow[]> {
  const { rows } = await sql<DayRow>`
    select i.version, r.treated, ceil(extract(epoch from i.converted_at - i.entered_at) / 86400)::int as day, count(*) as converted
    from journeys.run_info i join journeys.run r on r.id = i.run_id
    where i.journey_no = ${journeyNo} and i.converted_at is not null
      and (${until}::timestamptz is null or i.goal_until <= ${until}::timestamptz)
    group by 1, 2, 3
  `.execute(ctx.db);
  return rows;
}

/**
 * Share of each arm that had converted by each day after the entry; over versions by the weights of the uplift, so that the
 * gap between the lines is the uplift. Without a holdout, the treated as they are.
 */
function curve(rows: readonly DayRow[], versions: readonly Stratum[], days: number) {
  const compared = versions.filter((version) => weightOf(version) > 0);
  const share = (members: number, of: (row: DayRow) => boolean) =>
    members > 0 ? rows.filter(of).reduce((sum, row) => sum + row.converted, 0) / members : 0;
  const at = (arm: 'treated' | 'holdout', day: number) => {
    const isOf = (row: DayRow) => row.treated === (arm === 'treated') && row.day <= day;
    if (compared.length === 0) return share(totalOf(versions, arm).members, isOf);
    return weighted(compared, (stratum) =>
      share(stratum[arm].members, (row) => isOf(row) && row.version === stratum.version),
    );
  };
  return Array.from({ length: days + 1 }, (_, day) => ({
    day,
    treated: at('treated', day),
    holdout: at('holdout', day),
  }));
}
