import { placementKind } from '@huoshui/contracts/words/placements';
import { addDays, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Plans } from '../../platform/planned.ts';
import { readPlanned } from './queries.ts';

/** For the marketing calendar: those with a first and a last day. One without is always there, and planned for no day. */
export async function placementPlans(
  ctx: Ctx,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<Plans> {
  const rows = await readPlanned(ctx, shanghaiDay(from), shanghaiDay(new Date(to.getTime() - 1)));
  return {
    planned: rows.flatMap(({ id, name, kind, values: { days } }) =>
      days === null
        ? []
        : [
            {
              kind: 'placement' as const,
              id,
              label: name,
              badge: placementKind[kind],
              startsAt: dayStart(days.from),
              endsAt: dayStart(addDays(days.to, 1)),
              to: `/placements/${id}`,
              needs: 'placements.read' as const,
            },
          ],
    ),
  };
}
