import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { completeTodo, openOfStaff, putOff, readOfStaff, type StaffTodo, todosOfStaff } from '../../todos/index.ts';
import { me } from './hers.ts';
import type { In, Out } from './shapes.ts';

type Answer = Out<'GET /api/staff/todos'>;
type Shown = Answer['items'][number];

export async function listTodosOfStaff(ctx: Ctx, query: In<'GET /api/staff/todos'>['query']): Promise<Answer> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'bigint']);
  const rows = await todosOfStaff(ctx, { staffId: me(ctx).id, after, limit: limit + 1 });
  const shown = new Map((await presentTodos(ctx, rows.slice(0, limit))).map((one) => [one.id, one]));
  const page = toPage(
    rows,
    limit,
    ({ dueAt, no }) => [dueAt.toISOString(), no],
    ({ id }) => id,
  );
  const items = page.items.flatMap((id) => shown.get(id) ?? []);
  return after ? { ...page, items } : { ...page, items, ...(await openOfStaff(ctx, me(ctx).id)) };
}

export async function completeForStaff(ctx: Ctx, id: string, note: string): Promise<Shown> {
  await completeTodo(ctx, id, note, me(ctx).id);
  return readTodoOfStaff(ctx, id);
}

export async function postponeTodo(
  ctx: Ctx,
  id: string,
  { until, reason }: { readonly until: string; readonly reason: string },
): Promise<Shown> {
  await putOff(ctx, id, { staffId: me(ctx).id, until: new Date(until), reason });
  return readTodoOfStaff(ctx, id);
}

async function readTodoOfStaff(ctx: Ctx, id: string): Promise<Shown> {
  const [shown] = await presentTodos(ctx, [await readOfStaff(ctx, id, me(ctx).id)]);
  if (!shown) throw new Error('a to-do vanished while being shown');
  return shown;
}

export async function presentTodos(ctx: Ctx, rows: readonly StaffTodo[]): Promise<Shown[]> {
  const customers = await customersByMember(
    ctx,
    rows.map(({ memberId }) => memberId),
  );
  return rows.map(({ id, memberId, title, text, dueAt, state, because, postponed }) => ({
    ...{ id, title, text, state, postponed },
    dueAt: dueAt.toISOString(),
    why: because.label,
    customer: customers.get(memberId) ?? null,
  }));
}

/** Where they can be written to: customers of hers alone. */
async function customersByMember(ctx: Ctx, memberIds: readonly string[]) {
  const { rows } = await sql<{ memberId: string; id: string; name: string }>`
    select distinct on (c.member_id) c.member_id, c.external_userid as id, c.name
    from scrm.customer c join scrm.friend f on f.external_userid = c.external_userid
    where c.member_id = any(${[...new Set(memberIds)]}::text[]) and f.userid = ${me(ctx).id} and f.ended_at is null
    order by c.member_id, f.added_at desc
  `.execute(ctx.db);
  return new Map(rows.map(({ memberId, id, name }) => [memberId, { id, name }]));
}
