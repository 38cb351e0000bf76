import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { sweep } from '../../platform/sweeps.ts';

/** A phone tells of a showing again within minutes, and what stays open on it for longer than this counts as another. */
export const KEPT_DAYS = 7;
const SO_MANY = 5000;

/**
 * Rows of single showings know one another by their keys, and nothing else: how often she met a placement stands in `placements.met`, sums by day in
 * `placements.tally`. So they go once no phone tells of them any more: of a million members they would be the biggest table of the shop.
 */
export const forgetShowings = sweep({
  name: 'placements.forget-showings',
  due: null,
  run: async (ctx) => forget(ctx),
});

async function forget(ctx: Ctx): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from placements.showing s using (
      select person_no, placement_no, key from placements.showing where at < ${new Date(ctx.now().getTime() - KEPT_DAYS * DAY_MS)}
      order by at limit ${SO_MANY} for update skip locked
    ) as old
    where s.person_no = old.person_no and s.placement_no = old.placement_no and s.key = old.key
  `.execute(ctx.db);
  return Number(numAffectedRows ?? 0);
}
