import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { orderErrors } from '../errors.ts';

/** An operator has looked into it and says what it was; it does not ring any more. A repeat changes nothing. */
export async function settleDifference(ctx: Ctx, id: string, note: string): Promise<void> {
  const by = ctx.actor.kind === 'operator' ? ctx.actor.name : ctx.actor.kind;
  const { numAffectedRows } = await sql`
    update orders.difference set settled_at = coalesce(settled_at, ${ctx.now()}), settled_by = coalesce(settled_by, ${by}),
      note = coalesce(note, ${note})
    where id = ${id}
  `.execute(ctx.db);
  if (Number(numAffectedRows) === 0) throw orderErrors.error('difference_not_found');
}

/** Have a day compared again, at once. */
export async function askDay(ctx: Ctx, day: string): Promise<void> {
  const { numAffectedRows } = await sql`
    update orders.bill_day set due_at = ${ctx.now()}, tries = 0 where day = ${day}::date
  `.execute(ctx.db);
  if (Number(numAffectedRows) === 0) throw orderErrors.error('no_bill_day');
}
