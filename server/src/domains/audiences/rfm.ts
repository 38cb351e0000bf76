import { addDays, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { endOf, purchasesBefore } from './stage-report.ts';

/** The eight classic groups: recent? often? much?, each above the cut (1) or not (0). */
const GROUPS: Readonly<Record<string, string>> = {
  '111': '重要价值客户',
  '011': '重要保持客户',
  '101': '重要发展客户',
  '001': '重要挽留客户',
  '110': '一般价值客户',
  '010': '一般保持客户',
  '100': '一般发展客户',
  '000': '一般挽留客户',
};

type Cuts = { recencyDays: number; frequency: number; money: number; members: number };
type GroupRow = {
  group: string;
  members: number;
  spent: number;
  meanRecency: number;
  meanFrequency: number;
  meanMoney: number;
};
type GridRow = { r: number; f: number; members: number; money: number };

/**
 * Recency, frequency and money of everyone who paid in the window that ends with `asOf`. Refunds are taken off the money,
 * an order given back whole off the frequency. Cuts are the mean or the median; scores 1–5 are fifths by rank, ties in
 * the lower fifth, 5 the best.
 */
export async function reportRfm(
  ctx: Ctx,
  query: { asOf?: string | undefined; windowDays?: number | undefined; cut?: 'mean' | 'median' | undefined },
) {
  const asOf = query.asOf ?? shanghaiDay(ctx.now());
  const windowDays = query.windowDays ?? 365;
  const params = { end: endOf(asOf), start: dayStart(addDays(asOf, 1 - windowDays)) };
  const middle = query.cut === 'median' ? 'quantileExactInclusive(0.5)' : 'avg';
  const [cuts] = await ctx.events.query<Cuts>(
    `select ${middle}(recency) as recencyDays, ${middle}(frequency) as frequency, ${middle}(money) as money, count() as members
     from (${PERSONS})`,
    params,
  );
  if (!cuts || Number(cuts.members) === 0) return empty(asOf, windowDays);
  const limits = { ...params, cutR: Number(cuts.recencyDays), cutF: Number(cuts.frequency), cutM: Number(cuts.money) };
  const [groups, grid] = await Promise.all([
    ctx.events.query<GroupRow>(GROUP_SQL, limits),
    ctx.events.query<GridRow>(GRID_SQL, params),
  ]);
  const byKey = new Map(groups.map((g) => [g.group, g]));
  return {
    asOf,
    windowDays,
    cuts: { recencyDays: limits.cutR, frequency: limits.cutF, money: limits.cutM },
    members: Number(cuts.members),
    groups: Object.entries(GROUPS).map(([group, label]) => present(group, label, byKey.get(group))),
    grid: grid.map((g) => ({ r: Number(g.r), f: Number(g.f), members: Number(g.members), money: Number(g.money) })),
  };
}

function empty(asOf: string, windowDays: number) {
  const groups = Object.entries(GROUPS).map(([group, label]) => present(group, label, undefined));
  return { asOf, windowDays, cuts: { recencyDays: 0, frequency: 0, money: 0 }, members: 0, groups, grid: [] };
}

function present(group: string, label: string, row: GroupRow | undefined) {
  return {
    group,
    label,
    members: Number(row?.members ?? 0),
    spent: Number(row?.spent ?? 0),
    averageRecencyDays: Number(row?.meanRecency ?? 0),
    averageFrequency: Number(row?.meanFrequency ?? 0),
    averageMoney: Math.round(Number(row?.meanMoney ?? 0)),
  };
}

const PERSONS = `
  select person_no, dateDiff('millisecond', max(ts), {end:DateTime64(3)}) / 86400000 as recency,
    count() as frequency, greatest(0, sum(value) - any(back)) as money
  from (
    select p.person_no as person_no, p.ts as ts, p.value as value, coalesce(r.back, 0) as back
    from (${purchasesBefore('end')} and ts >= {start:DateTime64(3)}) as p
    left join (
      select person_no, sum(value) as back from events final
      where name = 'order.refunded' and ts < {end:DateTime64(3)} and ts >= {start:DateTime64(3)}
        and not JSONExtractBool(props, 'whole')
      group by person_no
    ) as r using (person_no)
  )
  group by person_no`;

const GROUP_SQL = `
  select concat(toString(toUInt8(recency <= {cutR:Float64})), toString(toUInt8(frequency > {cutF:Float64})),
      toString(toUInt8(money > {cutM:Float64}))) as group,
    count() as members, sum(money) as spent, avg(recency) as meanRecency, avg(frequency) as meanFrequency, avg(money) as meanMoney
  from (${PERSONS}) as persons group by group`;

const GRID_SQL = `
  with persons as (${PERSONS}),
    (select quantilesExactLow(0.2, 0.4, 0.6, 0.8)(recency) from persons) as cuts_r,
    (select quantilesExactLow(0.2, 0.4, 0.6, 0.8)(frequency) from persons) as cuts_f
  select 5 - arrayCount(c -> recency > c, cuts_r) as r, 1 + arrayCount(c -> frequency > c, cuts_f) as f,
    count() as members, sum(money) as money
  from persons group by r, f order by r desc, f desc`;
