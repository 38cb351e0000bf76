import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Names } from '../../platform/form/form.ts';
import {
  type Difference,
  difference,
  type Moments,
  type Uplift,
  uplift,
  upliftText,
  weightOf,
} from '../../platform/uplift.ts';
import { ledger } from '../benefits/index.ts';
import { sent, verdicts } from '../messaging/index.ts';
import { nodeOf } from './definition.ts';
import { journeyErrors } from './errors.ts';
import { compareWays } from './experiments.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';
import { readNames } from './names.ts';
import { findJourney, type JourneyRecord } from './queries.ts';
import { COUNTED, isOpen, REACHED, whichRuns } from './run-filter.ts';
import { goalSentence, nodeSentence } from './sentence.ts';
import { storedValues } from './stored.ts';

type ArmRow = {
  version: number;
  treated: boolean;
  members: number;
  converted: number;
  revenue: number;
  squares: number;
};
type DayRow = { version: number; treated: boolean; day: number; converted: number };
type Arm = ReturnType<typeof armOf>;
type Stratum = { readonly version: number; readonly treated: Arm; readonly holdout: Arm };

/**
 * What a journey brought, against the holdout, by intent to treat: everyone drawn into an arm counts in it, whether the
 * messages reached her or not. Arms are compared within the version she came in by, and the versions combined (`uplift`).
 * With `onlyComplete`, persons whose goal may still be reached are left out of both arms. Everything is said of the very same
 * people, what they cost too, and what follows from the comparison stands with its interval or not at all.
 */
export async function readResult(ctx: Ctx, kit: Kit, id: string, onlyComplete: boolean) {
  const journey = await findJourney(ctx, id);
  if (!journey) throw journeyErrors.error('not_found');
  const until = onlyComplete ? ctx.now() : null;
  const [arms, open, days, messages, names] = await Promise.all([
    countArms(ctx, journey.no, until),
    countOpen(ctx, journey.no),
    countDays(ctx, journey.no, until),
    verdicts.countByNode(ctx, journey.id),
    readNames(ctx, kit, journey.definition),
  ]);
  const versions = strataOf(arms);
  const compared = versions.filter((version) => weightOf(version) > 0);
  const found = uplift(versions);
  const cost = await costOf(ctx, journey, compared.length > 0 ? compared : versions, until);
  return {
    asOf: ctx.now().toISOString(),
    goalText: goalSentence(kit, journey.definition, names) ?? words('未设置目标', 'No goal is set'),
    treated: shown(totalOf(versions, 'treated')),
    holdout: shown(totalOf(versions, 'holdout')),
    versions: versions.map(({ version, treated, holdout }) => ({
      version,
      treated: shown(treated),
      holdout: shown(holdout),
      compared: weightOf({ treated, holdout }) > 0,
    })),
    open,
    uplift: { ...found, text: textOf(found, compared) },
    // Where nobody bought, no sum says how far sums may lie apart.
    extra: found.verdict === 'too_few' || compared.every(noRevenue) ? null : extraOf(compared, cost),
    cost,
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
    experiments: await compareWays(ctx, kit, journey, names, until),
  };
}

/** The light half of the result: for lists that only say whether it works. */
export async function readUplift(ctx: Ctx, id: string) {
  const journey = await findJourney(ctx, id);
  if (!journey) throw journeyErrors.error('not_found');
  const versions = strataOf(await countArms(ctx, journey.no, ctx.now()));
  const found = uplift(versions);
  const compared = versions.filter((version) => weightOf(version) > 0);
  return { ...found, text: textOf(found, compared) };
}

function textOf(found: Uplift, compared: readonly Stratum[]): Words {
  return compared.length > 0
    ? upliftText(found)
    : words('没有对照组，比不出增量', 'No holdout, so nothing to compare with');
}

const noRevenue = ({ treated, holdout }: Stratum) => treated.squares + holdout.squares === 0;

/** What the treated did beyond the holdout, summed over them: orders, fen, and fen brought for each fen spent on them. */
function extraOf(compared: readonly Stratum[], cost: number) {
  const { members } = totalOf(compared, 'treated');
  const all = ({ value, low, high }: Difference, by: number, digits: number) => {
    const rounded = (each: number) => Math.round(each * members * by * digits) / digits;
    return { value: rounded(value), low: rounded(low), high: rounded(high) };
  };
  const arms = (of: (arm: Arm) => Moments) =>
    compared.map(({ treated, holdout }) => ({ treated: of(treated), holdout: of(holdout) }));
  const orders = difference(
    arms(({ members, converted }) => ({ members, sum: converted, squares: converted })),
    1,
  );
  const revenue = difference(
    arms(({ members, revenue: sum, squares }) => ({ members, sum, squares })),
    0,
  );
  return {
    orders: all(orders, 1, 10),
    revenue: all(revenue, 1, 1),
    returnOnCost: cost > 0 ? all(revenue, 1 / cost, 100) : null,
  };
}

/** What was spent on these versions' people, fen: benefits and messages of everybody else who ever came in are not theirs. */
async function costOf(
  ctx: Ctx,
  { id, no }: JourneyRecord,
  versions: readonly Stratum[],
  until: Date | null,
): Promise<number> {
  const { rows } = await sql<{ runId: number }>`
    select i.run_id from journeys.run_info i
    where i.journey_no = ${no} and not (${COUNTED} and i.version = any(${versions.map(({ version }) => version)}::int[])
      and (${until}::timestamptz is null or coalesce(i.goal_until <= ${until}::timestamptz, false)))
  `.execute(ctx.db);
  const others = rows.map(({ runId }) => runId);
  const [given, told] = await Promise.all([ledger.costOf(ctx, id, others), sent.costOf(ctx, id, others)]);
  return given + told;
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

function armOf(rows: readonly Pick<ArmRow, 'members' | 'converted' | 'revenue' | 'squares'>[]) {
  const sum = (of: 'members' | 'converted' | 'revenue' | 'squares') => rows.reduce((all, row) => all + row[of], 0);
  const [members, converted, revenue] = [sum('members'), sum('converted'), sum('revenue')];
  return {
    members,
    converted,
    rate: members > 0 ? converted / members : 0,
    revenue,
    revenuePerMember: members > 0 ? revenue / members : 0,
    squares: sum('squares'),
  };
}

function shown({ squares: _, ...arm }: Arm) {
  return arm;
}

/** A figure of the versions that can be compared, by the weights of the uplift; of all by their size where none can. */
function weighted(strata: readonly Stratum[], of: (stratum: Stratum) => number): number {
  const total = strata.reduce((sum, stratum) => sum + weightOf(stratum), 0);
  return total > 0 ? strata.reduce((sum, stratum) => sum + weightOf(stratum) * of(stratum), 0) / total : 0;
}

async function countArms(ctx: Ctx, journeyNo: number, until: Date | null): Promise<ArmRow[]> {
  const { rows } = await sql<ArmRow>`
    select i.version, r.treated, count(*) as members, count(*) filter (where ${REACHED}) as converted,
      coalesce(sum(i.revenue), 0)::bigint as revenue, coalesce(sum(i.revenue::float8 ^ 2), 0) as squares
    from journeys.run_info i join journeys.run r on r.id = i.run_id
    where ${whichRuns(journeyNo, { time: until ? 'over' : undefined }, until ?? ctx.now())} and ${COUNTED}
    group by 1, 2
  `.execute(ctx.db);
  return rows;
}

async function countOpen(ctx: Ctx, journeyNo: number): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*) as open from journeys.run_info i where i.journey_no = ${journeyNo} and ${isOpen(ctx.now())} and ${COUNTED}
  `.execute(ctx.db);
  return rows[0]?.open ?? 0;
}

async function countDays(ctx: Ctx, journeyNo: number, until: Date | null): Promise<DayRow[]> {
  const { rows } = await sql<DayRow>`
    select i.version, r.treated, ceil(extract(epoch from i.converted_at - i.entered_at) / 86400)::int as day, count(*) as converted
    from journeys.run_info i join journeys.run r on r.id = i.run_id
    where i.journey_no = ${journeyNo} and i.converted_at is not null and ${COUNTED}
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
