import { addDays, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { getSetting } from '../../platform/settings.ts';
import { type LifecycleRules, STAGE_LABEL, STAGES, type Stage } from './lifecycle.ts';
import { lifecycleSetting } from './settings.ts';

type StageRow = { stageNow: Stage; stageThen: Stage; members: number; spent: number; orders: number };

/**
 * The stages at the end of `asOf`, and who moved since the end of `compare`, computed from the facts alone: the same
 * formula as `stageAt`, in the event store, so that any day of the past can be read, of imported history too.
 */
export async function reportLifecycle(ctx: Ctx, query: { asOf?: string | undefined; compare?: string | undefined }) {
  const asOf = query.asOf ?? shanghaiDay(ctx.now());
  const compareTo = query.compare ?? addDays(asOf, -30);
  const rules = await getSetting(ctx, lifecycleSetting);
  const rows = await ctx.events.query<StageRow>(STAGES_SQL, {
    ...ruleParams(rules),
    now: endOf(asOf),
    before: endOf(compareTo),
  });
  const [joined, median] = await Promise.all([joinedBy(ctx, asOf), medianInterval(ctx, asOf)]);
  const sum = (stage: Stage, key: 'members' | 'spent' | 'orders') =>
    rows.filter((r) => r.stageNow === stage).reduce((total, r) => total + Number(r[key]), 0);
  const buyers = rows.filter((r) => r.stageNow !== 'none').reduce((total, r) => total + Number(r.members), 0);
  return {
    asOf,
    compareTo,
    stages: STAGES.map((stage) => ({
      stage,
      label: STAGE_LABEL[stage],
      members: stage === 'none' ? Math.max(0, joined - buyers) : sum(stage, 'members'),
      spent: sum(stage, 'spent'),
      orders: sum(stage, 'orders'),
    })),
    transitions: rows
      .filter((r) => r.stageNow !== 'none' || r.stageThen !== 'none')
      .map((r) => ({ from: r.stageThen, to: r.stageNow, members: Number(r.members) })),
    rules: { ...rules },
    medianInterval: median,
  };
}

/** The instant a day ends, as ClickHouse takes it. */
export function endOf(day: string): Date {
  return dayStart(addDays(day, 1));
}

export function ruleParams(rules: LifecycleRules) {
  return {
    growing: rules.growingOrders,
    mature: rules.matureOrders,
    declining: rules.decliningFactor,
    lost: rules.lostFactor,
    least: rules.minInterval,
    usual: rules.defaultInterval,
    most: rules.maxInterval,
  };
}

/** Orders paid before an instant that were not given back whole before it. */
export const purchasesBefore = (end: string): string => `
  select person_no, order_id, ts, value from events final
  where name = 'order.paid' and ts < {${end}:DateTime64(3)}
    and order_id not in (
      select order_id from events final
      where name = 'order.refunded' and ts < {${end}:DateTime64(3)} and JSONExtractBool(props, 'whole')
    )`;

/** SQL of `stageAt` over columns orders, first_at, last_at. */
const stageSql = (at: string): string => `
  multiIf(
    orders = 0, 'none',
    silent >= interval_days * {lost:Float64}, 'lost',
    silent >= interval_days * {declining:Float64}, 'declining',
    orders >= {mature:UInt32}, 'mature',
    orders >= {growing:UInt32}, 'growing',
    'new') as stage_${at}`;

export const rhythmSql = (end: string): string => `
  select person_no, count() as orders, min(ts) as first_at, max(ts) as last_at, sum(value) as spent,
    if(orders < 2, {usual:Float64}, least({most:Float64}, greatest({least:Float64},
      dateDiff('millisecond', first_at, last_at) / 86400000 / (orders - 1)))) as interval_days,
    dateDiff('millisecond', last_at, {${end}:DateTime64(3)}) / 86400000 as silent
  from (${purchasesBefore(end)}) group by person_no`;

const STAGES_SQL = `
  select stage_now as stageNow, if(stage_then = '', 'none', stage_then) as stageThen,
    count() as members, sum(spent) as spent, sum(orders) as orders
  from (
    select person_no, spent, orders, ${stageSql('now')} from (${rhythmSql('now')})
  ) as a
  left join (
    select person_no, ${stageSql('then')} from (${rhythmSql('before')})
  ) as b using (person_no)
  group by stageNow, stageThen
  settings join_use_nulls = 0`;

async function joinedBy(ctx: Ctx, asOf: string): Promise<number> {
  const [row] = await ctx.events.query<{ members: number }>(
    `select uniqExact(person_no) as members from events where name in ('member.joined', 'order.paid') and ts < {end:DateTime64(3)}`,
    { end: endOf(asOf) },
  );
  return Number(row?.members ?? 0);
}

/** Median days between two successive orders of one member, over all pairs. */
export async function medianInterval(ctx: Ctx, asOf: string): Promise<number | null> {
  const [row] = await ctx.events.query<{ median: number; pairs: number }>(
    `select quantileExactInclusive(0.5)(gap) as median, count() as pairs from (
      select arrayJoin(arrayPopFront(arrayDifference(arraySort(groupArray(toUnixTimestamp64Milli(ts)))))) / 86400000 as gap
      from (${purchasesBefore('end')}) group by person_no
    )`,
    { end: endOf(asOf) },
  );
  return row && Number(row.pairs) > 0 ? Math.round(Number(row.median) * 10) / 10 : null;
}
