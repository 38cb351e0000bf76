import type { PlacementResult } from '@huoshui/contracts/placements';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { bought, extraOf, shownArm } from '../../platform/arms.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { readArmsMet, wholeOf } from '../../platform/event-store/arms-met.ts';
import { uplift, upliftText, weightOf } from '../../platform/uplift.ts';
import { purchases } from '../analytics/index.ts';
import { ledger } from '../benefits/index.ts';
import { placementErrors } from './errors.ts';
import { findPlacements } from './queries.ts';

type Result = Static<typeof PlacementResult>;

/**
 * What a placement did, by intent to treat: everybody to whom it came counts in her arm, whether she looked or not, and orders count from that
 * moment on. Arms are compared within the versions that people came under. Throws `placements.not_found`.
 */
export async function readResult(ctx: Ctx, id: string): Promise<Result> {
  const placement = (await findPlacements(ctx, [id])).get(id);
  if (placement === undefined) throw placementErrors.error('not_found', { id });
  const days = placement.values.within;
  const [{ strata, open, inBoth }, counts, byDay, cost] = await Promise.all([
    readArmsMet(ctx, { fact: 'placement.met', of: ['placementId', id], days, purchases }),
    countPeople(ctx, placement.no),
    readDays(ctx, placement.no),
    ledger.costOf(ctx, id),
  ]);
  const compared = strata.filter((stratum) => weightOf(stratum) > 0);
  const found = uplift(strata.map(({ treated, holdout }) => ({ treated: bought(treated), holdout: bought(holdout) })));
  const [treated, holdout] = [wholeOf(compared, 'treated'), wholeOf(compared, 'holdout')];
  return {
    asOf: ctx.now().toISOString(),
    ...counts,
    days,
    treated: shownArm(compared.length > 0 ? treated : wholeOf(strata, 'treated')),
    holdout: shownArm(holdout),
    open,
    inBoth,
    uplift: { ...found, text: upliftText(found) },
    // Where nobody bought, no sum says how far sums may lie apart.
    extra: found.verdict === 'too_few' || treated.buyers + holdout.buyers === 0 ? null : extraOf(compared, cost),
    cost,
    byDay,
  };
}

type Counts = Pick<Result, 'shown' | 'people' | 'tapped' | 'tappers' | 'closed' | 'closers' | 'heldOut'>;

async function countPeople(ctx: Ctx, placementNo: number): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select coalesce(sum(shown), 0)::int as shown, count(*) filter (where shown > 0)::int as people,
      coalesce(sum(tapped), 0)::int as tapped, count(*) filter (where tapped > 0)::int as tappers,
      coalesce(sum(closed), 0)::int as closed, count(*) filter (where closed > 0)::int as closers,
      count(*) filter (where not treated)::int as held_out
    from placements.met where placement_no = ${placementNo} and not tester
  `.execute(ctx.db);
  return rows[0] ?? { shown: 0, people: 0, tapped: 0, tappers: 0, closed: 0, closers: 0, heldOut: 0 };
}

/** Of each day on which it was met; `people` are who met it for the first time. */
async function readDays(ctx: Ctx, placementNo: number): Promise<Result['byDay']> {
  const { rows } = await sql<Result['byDay'][number]>`
    select day::text as day, sum(shown)::int as shown, sum(people)::int as people, sum(tapped)::int as tapped,
      sum(tappers)::int as tappers, sum(closed)::int as closed
    from placements.tally where placement_no = ${placementNo} group by day order by day desc limit 90
  `.execute(ctx.db);
  return rows.reverse();
}
