import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { bound, INSTANT, piece } from '../../platform/event-store/piece.ts';
import { checkForm } from '../../platform/form/check.ts';
import { countRevision } from '../../platform/revision.ts';
import { type ExperimentSubject, running } from '../experiments/index.ts';
import type { CouponTaker } from './acts.ts';
import { placementErrors } from './errors.ts';
import { placementClosed, placementMet, placementTapped } from './events.ts';
import { type PlacementRow, stateOf } from './placement.ts';
import { countStamp, findPlacements, updatePlacement } from './queries.ts';
import { calledBy } from './say.ts';
import { UNCHANGED, versionForm } from './version-form.ts';

const LOOK_BACK_DAYS = 28;

/** Pop-ups and slots as what experiments are about. */
export function placementSubject(coupons: CouponTaker): ExperimentSubject {
  return {
    kind: 'placement',
    metrics: ['bought', 'revenue', 'orders', 'basket', 'tapped', 'closed'],
    async find(ctx, ids) {
      const rows = await findPlacements(ctx, ids);
      return new Map(
        [...rows.values()].map(({ id, name }) => [
          id,
          { name: calledBy(name), to: `/placements/${id}`, form: versionForm, stands: UNCHANGED },
        ]),
      );
    },
    async refuse(ctx, id, version) {
      const checked = checkForm(versionForm, version);
      const { coupon, button } = checked.ok ? checked.values : UNCHANGED;
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
    async hold(ctx, id) {
      await sql`select from placements.placement where id = ${id} for no key update`.execute(ctx.db);
    },
    async begin(ctx, id) {
      await mustFind(ctx, id);
      return UNCHANGED;
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
    async take(ctx, id, { version }) {
      const { values } = await mustFind(ctx, id);
      if (!(await updatePlacement(ctx, id, running.patched(values, version))))
        throw placementErrors.error('name_taken');
      await countRevision(ctx, id, null);
    },
    came: (id, since, known) => piece`
SELECT person_no, min(ts) AS seen_at FROM history_once AS events
WHERE name = ${bound('String', placementMet.type)} AND source != 'sdk' AND person_no > 0 AND ts >= ${bound(INSTANT, since)} AND ts < ${bound(INSTANT, known)}
  AND JSONExtractString(props, 'placementId') = ${bound('String', id)} AND JSONExtractString(props, 'arm') = 'treated'
GROUP BY person_no`,
    acts: (id, known) => piece`
SELECT person_no, maxIf(ts, name = ${bound('String', placementTapped.type)}) AS last_tap, maxIf(ts, name = ${bound('String', placementClosed.type)}) AS last_close
FROM history_once AS events
WHERE name IN (${bound('String', placementTapped.type)}, ${bound('String', placementClosed.type)}) AND source != 'sdk' AND person_no > 0
  AND ts < ${bound(INSTANT, known)} AND JSONExtractString(props, 'placementId') = ${bound('String', id)}
GROUP BY person_no`,
  };
}

async function mustFind(ctx: Ctx, id: string): Promise<PlacementRow> {
  const row = (await findPlacements(ctx, [id])).get(id);
  if (row === undefined) throw placementErrors.error('not_found', { id });
  return row;
}
