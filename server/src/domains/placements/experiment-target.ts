import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { countRevision } from '../../platform/revision.ts';
import { type ExperimentTarget, running } from '../experiments/index.ts';
import type { CouponTaker } from './acts.ts';
import { placementErrors } from './errors.ts';
import { placementClosed, placementMet, placementTapped } from './events.ts';
import { type PlacementRow, stateOf } from './placement.ts';
import { countStamp, findPlacements, updatePlacement } from './queries.ts';

const LOOK_BACK_DAYS = 28;

/** Pop-ups and slots as what experiments are about. */
export function placementTarget(coupons: CouponTaker): ExperimentTarget {
  return {
    async refuse(ctx, id, { coupon, button }) {
      const { values } = await mustFind(ctx, id);
      if (coupon !== null && values.target !== 'coupon')
        return { field: 'coupon', words: words('原样点了不领券，换不了券', 'As it stands a tap takes no coupon') };
      if (coupon !== null && !(await coupons.isForTaking(ctx, coupon)))
        return {
          field: 'coupon',
          words: words(
            '这张券是定向发放的，请选顾客自领的券',
            'This coupon is only granted: choose one that is taken in the shop',
          ),
        };
      if (button !== null && values.target === 'none')
        return { field: 'button', words: words('原样点了不跳转，不用按钮', 'As it stands a tap leads nowhere') };
      return null;
    },
    async unseen(ctx, id) {
      const row = await mustFind(ctx, id);
      return stateOf(row, ctx.now()) === 'live'
        ? null
        : words('它还没有上线或已经停了，现在没有人会看到', 'It is not live: nobody sees it now');
    },
    changed: countStamp,
    async peopleADay(ctx, id) {
      const { no } = await mustFind(ctx, id);
      const since = shanghaiDay(new Date(ctx.now().getTime() - LOOK_BACK_DAYS * DAY_MS));
      const { rows } = await sql<{ people: number; days: number }>`
        select coalesce(sum(people), 0)::int as people, ${shanghaiDay(ctx.now())}::date - coalesce(min(day), ${since}::date) + 1 as days
        from placements.tally where placement_no = ${no} and day >= ${since}::date
      `.execute(ctx.db);
      const [row] = rows;
      return row === undefined ? 0 : Math.round((row.people / Math.max(1, row.days)) * 10) / 10;
    },
    async take(ctx, id, patch) {
      const { values } = await mustFind(ctx, id);
      if (!(await updatePlacement(ctx, id, running.patched(values, patch)))) throw placementErrors.error('name_taken');
      await countRevision(ctx, id, null);
    },
    facts: { met: placementMet.type, tapped: placementTapped.type, closed: placementClosed.type, of: 'placementId' },
  };
}

async function mustFind(ctx: Ctx, id: string): Promise<PlacementRow> {
  const row = (await findPlacements(ctx, [id])).get(id);
  if (row === undefined) throw placementErrors.error('not_found', { id });
  return row;
}
