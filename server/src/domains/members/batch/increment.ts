import type { Increment } from '@huoshui/contracts/member-batches';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { type Arm, bought, extraOf, shownArm } from '../../../platform/arms.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { personsAmong } from '../../../platform/event-store/person-set.ts';
import { bound, INSTANT, piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import { uplift, upliftText } from '../../../platform/uplift.ts';
import { purchases } from '../../analytics/index.ts';
import { memberErrors } from '../errors.ts';
import type { BatchAct } from './batch-act.ts';
import { findBatch } from './queries.ts';

type Drawn = {
  readonly treated: readonly number[];
  readonly holdout: readonly number[];
  readonly both: readonly number[];
  readonly testers: readonly number[];
};

/**
 * What a batch brought, against those who were drawn to get nothing: by intent to treat, so whoever the coupon was sold out for
 * counts as one who was to get it. Orders of both arms count from the start of the batch until its coupons are over, and cost,
 * revenue and verdict are of the same people. What a batch that was stopped never came to is in neither arm.
 * Throws `members.batch_not_found`, `batch_holds_nobody_out`.
 */
export async function readIncrement(
  ctx: Ctx,
  acts: readonly BatchAct[],
  id: string,
): Promise<Static<typeof Increment>> {
  const batch = await findBatch(ctx, id);
  if (batch === undefined) throw memberErrors.error('batch_not_found', { id });
  const { comparedUntil, createdAt: since } = batch;
  if (comparedUntil === null) throw memberErrors.error('batch_holds_nobody_out', { id });
  const until = new Date(Math.min(comparedUntil.getTime(), ctx.now().getTime()));
  const drawn = await readDrawn(ctx, id);
  const measured = acts.find(({ kind }) => kind === batch.kind)?.measured;
  const [{ treated, holdout }, cost] = await Promise.all([
    readArms(ctx, drawn, since, until),
    measured?.cost(ctx, { batchId: id, before: until, except: [...drawn.both, ...drawn.testers] }) ?? 0,
  ]);
  const found = uplift([{ treated: bought(treated), holdout: bought(holdout) }]);
  return {
    asOf: ctx.now().toISOString(),
    since: since.toISOString(),
    until: comparedUntil.toISOString(),
    open: ctx.now() < comparedUntil || batch.state !== 'done',
    treated: shownArm(treated),
    holdout: shownArm(holdout),
    inBoth: drawn.both.length,
    uplift: { ...found, text: upliftText(found) },
    // Where nobody bought, no sum says how far sums may lie apart.
    extra:
      found.verdict === 'too_few' || treated.buyers + holdout.buyers === 0
        ? null
        : extraOf([{ treated, holdout }], cost),
    cost,
  };
}

/** Both arms of the parts that were come to, each person once and as who she is now. */
async function readDrawn(ctx: Ctx, id: string): Promise<Drawn> {
  const { rows } = await sql<{ personNo: number; held: boolean; given: boolean; tester: boolean }>`
    select coalesce(l.person_no, m.person_no) as person_no,
      bool_or(o.outcome = 'held_out') as held, bool_or(o.outcome <> 'held_out') as given,
      bool_or(coalesce(l.tester, m.tester)) as tester
    from members.batch_outcome o cross join unnest(o.persons) as told (person_no)
    join members.member m on m.person_no = told.person_no left join members.member l on l.id = m.merged_into
    where o.batch_id = ${id} and not m.tester group by 1
  `.execute(ctx.db);
  const numbers = (which: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(which).map(({ personNo }) => personNo);
  return {
    treated: numbers(({ held, tester }) => !held && !tester),
    holdout: numbers(({ given, tester }) => !given && !tester),
    both: numbers(({ held, given, tester }) => held && given && !tester),
    testers: numbers(({ tester }) => tester),
  };
}

async function readArms(ctx: Ctx, drawn: Drawn, since: Date, until: Date): Promise<{ treated: Arm; holdout: Arm }> {
  const [treated, holdout] = [personsAmong(drawn.treated), personsAmong(drawn.holdout)];
  const among = (set: typeof treated) => piece`bitmapContains(${set.bitmap}, toUInt32(person_no))`;
  const rows = await runQuery<Omit<Arm, 'members'> & { is_treated: number }>(
    ctx,
    piece`SELECT is_treated, countIf(of_person > 0) AS buyers, sum(of_person) AS orders, sum(pow(of_person, 2)) AS orders2,
        sum(brought) AS revenue, sum(pow(brought, 2)) AS revenue2
      FROM (
        SELECT person_no, toUInt8(${among(treated)}) AS is_treated, countIf(counts) AS of_person, sum(spent) AS brought
        FROM (${purchases(ctx.now())})
        WHERE paid_at >= ${bound(INSTANT, since)} AND paid_at < ${bound(INSTANT, until)}
          AND (${among(treated)} OR ${among(holdout)})
        GROUP BY person_no
      ) GROUP BY is_treated`,
  );
  const arm = (isTreated: number, members: number): Arm => {
    const row = rows.find((one) => Number(one.is_treated) === isTreated);
    const sum = (of: keyof Omit<Arm, 'members'>) => Number(row?.[of] ?? 0);
    return {
      members,
      buyers: sum('buyers'),
      orders: sum('orders'),
      orders2: sum('orders2'),
      revenue: sum('revenue'),
      revenue2: sum('revenue2'),
    };
  };
  return { treated: arm(1, drawn.treated.length), holdout: arm(0, drawn.holdout.length) };
}
