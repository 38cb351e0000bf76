import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { journeyEnded } from './events.ts';
import type { Plan } from './run.ts';

export type EndState = 'converted' | 'completed' | 'exited' | 'parked';
export type Ended = {
  readonly runId: number;
  readonly personNo: number;
  readonly memberId: string;
  readonly treated: boolean;
  readonly journeyNo: number;
};

/** End runs that still wait; answers those it ended. */
export async function endRuns(ctx: Ctx, runIds: readonly number[], state: EndState, outcome: Words): Promise<Ended[]> {
  if (runIds.length === 0) return [];
  const { rows } = await sql<Ended>`
    with ended as (
      update journeys.run set state = ${state}, wake_at = null
      where id = any(${[...runIds]}::bigint[]) and state = 'waiting' returning id, person_no, treated, journey_no
    )
    update journeys.run_info i set ended_at = ${ctx.now()}, outcome = ${JSON.stringify(outcome)}::jsonb
    from ended e where i.run_id = e.id
    returning e.id as run_id, e.person_no, i.member_id, e.treated, e.journey_no
  `.execute(ctx.db);
  return rows;
}

export function announceEnded(
  ctx: Ctx,
  plan: Plan,
  ended: readonly Ended[],
  state: 'completed' | 'converted' | 'exited',
  outcome: Words,
): void {
  for (const { personNo, memberId, runId, treated } of ended)
    ctx.emit(journeyEnded, {
      personNo,
      payload: {
        memberId,
        journeyId: plan.journeyId,
        journeyName: plan.name,
        runId,
        arm: treated ? 'treated' : 'holdout',
        state,
        outcome,
      },
    });
}

/** Say anew how runs ended that are over already, because what they ended by has changed. */
export async function sayEnded(
  ctx: Ctx,
  runIds: readonly number[],
  from: EndState,
  { state, outcome }: { readonly state: EndState; readonly outcome: Words },
): Promise<void> {
  if (runIds.length === 0) return;
  await sql`
    with said as (
      update journeys.run set state = ${state} where id = any(${[...runIds]}::bigint[]) and state = ${from}
      returning id
    )
    update journeys.run_info i set outcome = ${JSON.stringify(outcome)}::jsonb from said where i.run_id = said.id
  `.execute(ctx.db);
}
