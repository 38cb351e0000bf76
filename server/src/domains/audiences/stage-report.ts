import { type Words, wordsOf } from '@huoshui/contracts/words';
import { stage as stageWords } from '@huoshui/contracts/words/audiences';
import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { countPersons, type PersonSet, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { bound, type Piece, piece } from '../../platform/event-store/piece.ts';
import { addTimes, quantilesOf } from '../../platform/event-store/quantile.ts';
import { runOne, runQuery } from '../../platform/event-store/query.ts';
import { readAsOf } from '../../platform/event-store/range.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { getSetting } from '../../platform/settings.ts';
import { everyMember, everyone, purchases } from '../analytics/index.ts';
import { STAGES, type Stage } from './lifecycle.ts';
import { lifecycleSetting } from './settings.ts';
import { standingsAt, standingsSince } from './stage-sql.ts';

type StageRow = {
  readonly stageNow: Stage;
  readonly stageThen: Stage;
  readonly members: number;
  readonly spent: number;
  readonly orders: number;
  /** Days between two purchases, and how often it was so many. */
  readonly gaps: readonly [days: readonly number[], times: readonly number[]];
};

type Days = { readonly asOf?: string | null | undefined; readonly compare?: string | null | undefined };

/** The stages at the end of `asOf` (or now, while it lasts), and who moved since the end of `compare`. */
export async function reportLifecycle(ctx: Ctx, query: Days) {
  const { asOf, moment, before } = readDays(ctx, query);
  const rules = await getSetting(ctx, lifecycleSetting);
  const [rows, known] = await Promise.all([
    runQuery<StageRow>(
      ctx,
      piece`
SELECT stage AS stageNow, stage_then AS stageThen, count() AS members, sum(spent) AS spent, sum(orders) AS orders,
  sumMap(gaps, arrayMap(g -> toUInt64(1), gaps)) AS gaps
FROM (${standingsSince(rules, moment, before.moment)}) AS standings GROUP BY stageNow, stageThen`,
    ),
    countPersons(ctx, await everyMember(ctx, moment)),
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
    medianInterval: middleGap(rows),
  };
}

function readDays(ctx: Ctx, { asOf: day, compare }: Days) {
  const { asOf, moment } = readAsOf(ctx, day);
  return { asOf, moment, before: readAsOf(ctx, compare ?? addDays(asOf, -30)) };
}

function middleGap(rows: readonly StageRow[]): number | null {
  const [middle = null] = quantilesOf(addTimes(rows.map(({ gaps }) => gaps)), [0.5]);
  return middle === null ? null : rounded(middle);
}

/** Who moved between two stages; to any, when none is said. Whoever stayed a stranger did not move. */
export async function personsMoved(
  ctx: Ctx,
  days: Days,
  { from, to }: { readonly from: Stage; readonly to: Stage | null },
): Promise<PersonSet> {
  const { moment, before } = readDays(ctx, days);
  const moves = standingsSince(await getSetting(ctx, lifecycleSetting), moment, before.moment);
  const there = to === null ? piece`` : piece`AND stage = ${bound('String', to)}`;
  return personsOfQuery(piece`SELECT person_no FROM (${moves})
    WHERE stage_then = ${bound('String', from)} ${there} AND (stage != 'none' OR stage_then != 'none')`);
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

/** The stage of whoever ever paid, at an instant, for reports that stand below. */
export const stagesThen = {
  at: async (ctx: Ctx, moment: Date): Promise<Piece> => {
    const rules = await getSetting(ctx, lifecycleSetting);
    return piece`SELECT person_no, stage FROM (${standingsAt(rules, moment)})`;
  },
  say: (stage: string): Words => wordsOf(stageWords, stage),
};

/** Median days between two successive purchases of one member, over all pairs; the orders of one day are one. */
export async function medianInterval(ctx: Ctx, asOf: string = shanghaiDay(ctx.now())): Promise<number | null> {
  const row = await runOne<{ median: number; pairs: number }>(
    ctx,
    piece`SELECT quantileExactInclusive(0.5)(gap) AS median, count() AS pairs FROM (
      SELECT arrayJoin(arrayPopFront(arrayDifference(arraySort(arrayDistinct(groupArray(toInt32(${daySql('paid_at')}))))))) AS gap
      FROM (${purchases(readAsOf(ctx, asOf).known)}) WHERE counts GROUP BY person_no
    )`,
  );
  return row && Number(row.pairs) > 0 ? rounded(Number(row.median)) : null;
}

function rounded(days: number): number {
  return Math.round(days * 10) / 10;
}
