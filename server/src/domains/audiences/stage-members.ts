import { shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { listPersons } from '../../platform/event-store/person-set.ts';
import { readAsOf } from '../../platform/event-store/range.ts';
import { listMembers, type MemberFilter } from '../members/index.ts';
import type { Stage } from './lifecycle.ts';
import { personsInStages } from './stage-report.ts';

/** Who stands behind a bar of the lifecycle report: today as members stand, on a day of the past as they stood then. */
export async function listStageMembers(
  ctx: Ctx,
  query: Omit<MemberFilter, 'among' | 'stage'> & { readonly stage: Stage; readonly asOf?: string | undefined },
) {
  const { stage, asOf, ...filter } = query;
  if (asOf === undefined || asOf >= shanghaiDay(ctx.now())) return listMembers(ctx, { ...filter, stage });
  const persons = await personsInStages(ctx, [stage], readAsOf(ctx, asOf).moment);
  return listMembers(ctx, { ...filter, among: await listPersons(ctx, persons) });
}
