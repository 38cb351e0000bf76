import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { todoErrors } from './errors.ts';
import { todoDone } from './events.ts';

type Done = {
  readonly id: string;
  readonly key: string;
  readonly memberId: string | null;
  readonly personNo: number | null;
  readonly title: string;
};

/** It is done, once: of two who say so at the same time one is told that it was done already. `staffId`: only one of hers. */
export async function complete(ctx: Ctx, id: string, note: string, staffId: string | null = null): Promise<void> {
  const by = whoActs(ctx);
  const { rows } = await sql<Done>`
    update todos.todo set state = 'done', done_at = ${ctx.now()}, done_by = ${by}, note = ${note === '' ? null : note}
    where id = ${id} and state = 'open' and (${staffId}::text is null or staff_id = ${staffId}) returning id, key, member_id, person_no, title
  `.execute(ctx.db);
  const [done] = rows;
  if (!done) throw await whyNot(ctx, id, 'not_open', staffId);
  const { memberId, personNo, title, key: sourceKey } = done;
  // Of a group, and of who is no member, there is nobody to tell it of.
  if (memberId === null) return;
  ctx.emit(todoDone, { personNo, payload: { memberId, todoId: id, title, sourceKey, by: by ?? '', note } });
}

export async function reopen(ctx: Ctx, id: string): Promise<void> {
  const { rows } = await sql`
    update todos.todo set state = 'open', done_at = null, done_by = null, note = null
    where id = ${id} and state = 'done' returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw await whyNot(ctx, id, 'not_done');
}

/** Give it to somebody, or to whoever comes to it. */
export async function assign(ctx: Ctx, id: string, operatorId: string | null): Promise<void> {
  if (operatorId !== null) {
    const names = await ctx.names(ctx, [{ of: 'staff', id: operatorId }]);
    if (names('staff', operatorId) === null || names.ended('staff', operatorId)) throw todoErrors.error('no_colleague');
  }
  const { rows } = await sql`
    update todos.todo set assignee_id = ${operatorId} where id = ${id} and state = 'open' returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw await whyNot(ctx, id, 'not_open');
}

export async function whyNot(ctx: Ctx, id: string, otherwise: 'not_open' | 'not_done', staffId: string | null = null) {
  const { rows } = await sql`
    select from todos.todo where id = ${id} and (${staffId}::text is null or staff_id = ${staffId})
  `.execute(ctx.db);
  return todoErrors.error(rows.length === 0 ? 'not_found' : otherwise);
}

function whoActs({ actor }: Ctx): string | null {
  return actor.kind === 'operator' || actor.kind === 'staff' ? actor.id : null;
}
