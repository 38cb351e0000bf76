import { stage as stageWords } from '@huoshui/contracts/words/audiences';
import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { countPersons, type PersonSet, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { bound, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runOne, runQuery } from '../../platform/event-store/query.ts';
import { readAsOf } from '../../platform/event-store/range.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { getSetting } from '../../platform/settings.ts';
import { everyone, purchases } from '../analytics/index.ts';
import { type LifecycleRules, STAGES, type Stage } from './lifecycle.ts';
import { lifecycleSetting } from './settings.ts';
import { standingsAt } from './stage-sql.ts';

type StageRow = { stageNow: Stage; stageThen: Stage; members: number; spent: number; orders: number };

type Days = { readonly asOf?: string | null | undefined; readonly compare?: string | null | undefined };

/** The stages at the end of `asOf` (or now, while it lasts), and who moved since the end of `compare`. */
export async function reportLifecycle(ctx: Ctx, query: Days) {
  const { asOf, moment, before } = readDays(ctx, query);
  const rules = await getSetting(ctx, lifecycleSetting);
  const [rows, known, median] = await Promise.all([
    runQuery<StageRow>(
      ctx,
      piece`
SELECT stageNow, stageThen, count() AS members, sum(spent) AS spent, sum(orders) AS orders
FROM (${movesSql(rules, moment, before.moment)}) GROUP BY stageNow, stageThen`,
    ),
    countPersons(ctx, personsOfQuery(everyone(moment))),
    medianInterval(ctx, asOf),
  ]);
  const sum = (stage: Stage, key: 'members' | 'spent' | 'orders') =>
    rows.filter((r) => r.stageNow === stage).reduce((total, r) => total + Number(r[key]), 0);
  const buyers = rows.filter((r) => r.stageNow !== 'none').reduce((total, r) => total + Number(r.members), 0);
  return {
    asOf,
    compareTo: before.asOf,
    stages: STAGES.map((stage) => ({
      stage,
      label: stageWords[stage],
      members: stage === 'none' ? known - buyers : sum(stage, 'members'),
      // Who gave everything back has no order that counts, but may have paid for its way.
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

function readDays(ctx: Ctx, { asOf: day, compare }: Days) {
  const { asOf, moment } = readAsOf(ctx, day);
  return { asOf, moment, before: readAsOf(ctx, compare ?? addDays(asOf, -30)) };
}

/** Everyone who ever paid: her stage at an instant and at one before it. */
function movesSql(rules: LifecycleRules, moment: Date, before: Date): Piece {
  return piece`
SELECT person_no, now.stage AS stageNow, if(ifNull(then.stage, '') = '', 'none', then.stage) AS stageThen,
  now.spent AS spent, now.orders AS orders
FROM (${standingsAt(rules, moment)}) AS now LEFT JOIN (${standingsAt(rules, before)}) AS then USING (person_no)`;
}

/** Who moved between two stages; to any, when none is said. Whoever stayed a stranger did not move. */
export async function personsMoved(
  ctx: Ctx,
  days: Days,
  { from, to }: { readonly from: Stage; readonly to: Stage | null },
): Promise<PersonSet> {
  const { moment, before } = readDays(ctx, days);
  const moves = movesSql(await getSetting(ctx, lifecycleSetting), moment, before.moment);
  const there = to === null ? piece`` : piece`AND stageNow = ${bound('String', to)}`;
  return personsOfQuery(piece`SELECT person_no FROM (${moves})
    WHERE stageThen = ${bound('String', from)} ${there} AND (stageNow != 'none' OR stageThen != 'none')`);
}

/** Who is in one of these stages at an instant. */
export async function personsInStages(ctx: Ctx, stages: readonly Stage[], moment: Date): Promise<PersonSet> {
  const rules = await getSetting(ctx, lifecycleSetting);
  const listed = stages.map((stage) => `'${stage}'`).join(', ');
  const standings = piece`SELECT person_no, stage FROM (${standingsAt(rules, moment)})`;
  // Whoever never paid is in no standing: everyone is looked at from the other side.
  if (!stages.includes('none'))
    return personsOfQuery(piece`SELECT person_no FROM (${standings}) WHERE stage IN (${listed})`);
  const others = piece`SELECT person_no FROM (${standings}) WHERE stage NOT IN (${listed})`;
  return personsOfQuery(piece`SELECT person_no FROM (${everyone(moment)}) WHERE person_no NOT IN (${others})`);
}

/** Median days between two successive purchases of one member, over all pairs; the orders of one day are one. */
export async function medianInterval(ctx: Ctx, asOf: string = shanghaiDay(ctx.now())): Promise<number | null> {
  const row = await runOne<{ median: number; pairs: number }>(
    ctx,
    piece`SELECT quantileExactInclusive(0.5)(gap) AS median, count() AS pairs FROM (
      SELECT arrayJoin(arrayPopFront(arrayDifference(arraySort(groupUniqArray(toInt32(${daySql('paid_at')})))))) AS gap
      FROM (${purchases(readAsOf(ctx, asOf).known)}) WHERE counts GROUP BY person_no
    )`,
  );
  return row && Number(row.pairs) > 0 ? Math.round(Number(row.median) * 10) / 10 : null;
}
