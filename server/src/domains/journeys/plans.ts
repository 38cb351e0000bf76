import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { checkForm } from '../../platform/form/check.ts';
import type { DayOfMessages, Planned, Plans } from '../../platform/planned.ts';
import { type Definition, nodeOf } from './definition.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';
import { comesOf } from './occasions.ts';
import { type OpenPlan, readOpenPlans } from './queries.ts';

type Window = { readonly from: Date; readonly to: Date };

/** A journey that takes people in every day has so many moments in a year; more of one do not stand in a calendar. */
const MOST_MOMENTS = 370;

/** For the marketing calendar: when moments bring people in, and on which day how many under way come to a message. */
export async function journeyPlans(ctx: Ctx, kit: Kit, window: Window): Promise<Plans> {
  const plans = await readOpenPlans(ctx);
  const taking = plans.filter(({ takesIn }) => takesIn);
  const planned = await Promise.all(taking.map(async (plan) => moments(ctx, kit, plan, window)));
  return {
    planned: planned.flat(),
    messages: await waitingByDay(ctx, kit, plans, window),
  };
}

async function moments(ctx: Ctx, kit: Kit, plan: OpenPlan, { from, to }: Window): Promise<readonly Planned[]> {
  const comes = comesOf(kit, plan.definition);
  if (comes === null) return [];
  const [now, holds] = [ctx.now(), await comes.holds(ctx)];
  const found: Planned[] = [];
  // What was planned and did not happen is no plan any more.
  let at = comes.next(from > now ? new Date(from.getTime() - 1) : now);
  for (let nth = 0; at && at < to && nth < MOST_MOMENTS; nth += 1, at = comes.next(at)) {
    if (!holds(at)) continue;
    found.push({
      kind: 'journey',
      id: `${plan.journeyId}:${at.toISOString()}`,
      label: plan.name,
      badge: words('旅程开始', 'A journey begins'),
      startsAt: at,
      endsAt: at,
      to: `/journeys/${plan.journeyId}`,
      needs: 'journeys.read',
    });
  }
  return found;
}

/** Those who get something, at a rest from which the next step tells them something: the day on which it is over. */
async function waitingByDay(
  ctx: Ctx,
  kit: Kit,
  plans: readonly OpenPlan[],
  { from, to }: Window,
): Promise<readonly DayOfMessages[]> {
  const rests = plans
    .filter(({ paused }) => !paused)
    .flatMap(({ journeyNo, version, definition }) =>
      beforeMessages(kit, definition).map((node) => ({ journeyNo, version, node })),
    );
  if (rests.length === 0) return [];
  const { rows } = await sql<{ day: string; waiting: number }>`
    select to_char(greatest(r.wake_at, ${ctx.now()}) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
      count(*)::int as waiting
    from journeys.run r
    join unnest(
      ${rests.map((r) => r.journeyNo)}::int[], ${rests.map((r) => r.version)}::int[], ${rests.map((r) => r.node)}::text[]
    ) as g (journey_no, version, node) using (journey_no, version, node)
    where r.state = 'waiting' and r.treated and r.wake_at < ${to} and greatest(r.wake_at, ${ctx.now()}) >= ${from}
    group by 1
  `.execute(ctx.db);
  return rows.map((row) => ({ ...row, sent: 0 }));
}

/** Nodes at which she rests, and whose way at the end of the rest leads straight to a message. */
function beforeMessages(kit: Kit, definition: Definition): string[] {
  return definition.nodes.flatMap((node) => {
    const rest = findKind(kit.steps, node.kind)?.rest;
    const next = rest && nodeOf(definition, node.ways[rest.way] ?? '');
    const step = next && findKind(kit.steps, next.kind);
    const checked = step && checkForm(step.form, next.values);
    return checked?.ok && step?.reaches?.(checked.values).tells ? [node.key] : [];
  });
}
