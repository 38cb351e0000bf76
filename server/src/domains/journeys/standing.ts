import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Plan, Visitor } from './run.ts';

/** Why somebody goes no further, whatever step comes next: as her run says it, and as the log of messages does. */
export type Over = {
  readonly reason: 'order_returned' | 'goal_reached' | 'goal_over';
  readonly state: 'converted' | 'exited';
  readonly outcome: Words;
};

/** What reached her goal was given back, and nothing else reached it. */
export const UNDONE: Over = {
  reason: 'order_returned',
  state: 'exited',
  outcome: words('达成目标的订单已全额退款', 'The order that reached the goal was given back whole'),
};
/** It was used at a counter, and the counter took that back. */
export const TAKEN_BACK: Over = {
  reason: 'order_returned',
  state: 'exited',
  outcome: words('达成目标的核销被撤回', 'The use that reached the goal was taken back'),
};
export const RETURNED: Over = {
  reason: 'order_returned',
  state: 'exited',
  outcome: words('带她进来的订单已全额退款', 'The order that brought her in was given back whole'),
};
export const REACHED: Over = {
  reason: 'goal_reached',
  state: 'converted',
  outcome: words('达成目标', 'Reached the goal'),
};
const LATE: Over = {
  reason: 'goal_over',
  state: 'exited',
  outcome: words('目标期限已过', 'The time of the goal is over'),
};

export type Standing = {
  readonly returnedAt: Date | null;
  readonly convertedAt: Date | null;
  readonly goalUntil: Date | null;
};

/** What was true when she came in is asked again whenever something is about to reach her. */
export function whyOver({ returnedAt, convertedAt, goalUntil }: Standing, exitOnGoal: boolean, now: Date): Over | null {
  if (returnedAt) return RETURNED;
  if (!exitOnGoal) return null;
  if (convertedAt) return REACHED;
  return goalUntil && goalUntil < now ? LATE : null;
}

/** Who of these, of both arms alike, goes no further, by the number of her run; one statement. */
export async function findOver(
  ctx: Ctx,
  { definition }: Plan,
  runs: readonly Visitor[],
): Promise<ReadonlyMap<number, Over>> {
  const { rows } = await sql<Standing & { runId: number }>`
    select run_id, returned_at, converted_at, goal_until from journeys.run_info
    where run_id = any(${runs.map((run) => run.id)}::bigint[])
      and (returned_at is not null or converted_at is not null or goal_until < ${ctx.now()})
  `.execute(ctx.db);
  return new Map(
    rows.flatMap((row) => {
      const over = whyOver(row, definition.exitOnGoal, ctx.now());
      return over ? [[row.runId, over] as const] : [];
    }),
  );
}
