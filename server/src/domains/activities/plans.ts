import { activityPlay } from '@huoshui/contracts/words/activities';
import type { Ctx } from '../../platform/ctx.ts';
import type { Plans } from '../../platform/planned.ts';
import { loadsOf } from './capacity/loads.ts';
import { readPlanned } from './queries.ts';

/** For the marketing calendar: all that is no draft, and what it asks of fulfilment. */
export async function activityPlans(
  ctx: Ctx,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<Plans> {
  const rows = await readPlanned(ctx, from, to);
  return {
    loads: await loadsOf(ctx, rows, { from, to }),
    planned: rows.map(({ id, name, play, startsAt, endsAt, stoppedAt }) => ({
      kind: 'activity' as const,
      id,
      label: name,
      badge: activityPlay[play],
      startsAt,
      endsAt: stoppedAt !== null && stoppedAt > startsAt && stoppedAt < endsAt ? stoppedAt : endsAt,
      to: `/activities/${id}`,
      needs: 'activities.read' as const,
    })),
  };
}
