import type { Words } from '@huoshui/contracts/words';
import type { todoState } from '@huoshui/contracts/words/todos';
import { sql } from 'kysely';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { TodoContent } from './ask.ts';
import { whyNot } from './complete.ts';
import { todoErrors } from './errors.ts';
import { todoEscalated, todoPutOff } from './events.ts';

/** What a member of the corp is asked to do. */
export type StaffTodo = {
  readonly no: number;
  readonly id: string;
  /** Null: it is about a customer group, or about who is no member. */
  readonly memberId: string | null;
  readonly personNo: number | null;
  readonly groupId: string | null;
  readonly title: string;
  readonly text: string;
  readonly dueAt: Date;
  readonly state: keyof typeof todoState;
  readonly because: { readonly kind: string; readonly id: string; readonly label: Words };
  readonly content: TodoContent | null;
  readonly postponed: number;
  readonly staffId: string;
};

const COLUMNS = sql.raw(
  `no, id, member_id, person_no, group_id, title, body as text, due_at, state, because, content, jsonb_array_length(put_off) as postponed, staff_id`,
);

type Asked = {
  readonly staffId: string;
  /** Of others, who did not do them in time. */
  readonly escalated?: boolean;
  readonly memberId?: string;
  readonly groupId?: string;
  /** Due time and number of the last one that was seen. */
  readonly after?: readonly [string, number] | null;
  readonly limit: number;
};

/** Open ones of hers, what is due first standing first. */
export async function todosOfStaff(
  ctx: Ctx,
  { staffId, escalated = false, memberId, groupId, after = null, limit }: Asked,
): Promise<StaffTodo[]> {
  const { rows } = await sql<StaffTodo>`
    select ${COLUMNS} from todos.todo
    where ${whose(escalated)} = ${staffId} and state = 'open' ${memberId === undefined ? sql`` : sql`and member_id = ${memberId}`}
      ${groupId === undefined ? sql`` : sql`and group_id = ${groupId}`}
      ${after === null ? sql`` : sql`and (due_at, no) > (${new Date(after[0])}, ${after[1]})`}
    order by due_at, no limit ${limit}
  `.execute(ctx.db);
  return rows;
}

const whose = (escalated: boolean) => sql.raw(escalated ? 'escalated_to' : 'staff_id');

export async function openOfStaff(ctx: Ctx, staffId: string, escalated = false): Promise<Counted> {
  return countUpTo(ctx, 1000, sql`select from todos.todo where ${whose(escalated)} = ${staffId} and state = 'open'`);
}

/** What is open since before that moment goes to who answers for its member of staff: each once. Inside a transaction. */
export async function escalateTodos(
  ctx: Ctx,
  before: Date,
  managers: readonly { readonly staffId: string; readonly to: string }[],
): Promise<number> {
  const { rows } = await sql<
    Pick<StaffTodo, 'id' | 'memberId' | 'personNo' | 'title' | 'staffId'> & { readonly to: string }
  >`
    update todos.todo t set escalated_to = given.manager, escalated_at = ${ctx.now()}
    from unnest(${managers.map((one) => one.staffId)}::text[], ${managers.map((one) => one.to)}::text[]) as given (staff, manager)
    where t.staff_id = given.staff and t.state = 'open' and t.escalated_at is null and t.due_at < ${before}
    returning t.id, t.member_id, t.person_no, t.title, t.staff_id, given.manager as "to"
  `.execute(ctx.db);
  // Of a group, and of who is no member, there is nobody to tell it of.
  for (const { id, memberId, personNo, title, staffId, to } of rows)
    if (memberId !== null)
      ctx.emit(todoEscalated, { personNo, payload: { memberId, todoId: id, title, by: staffId, to } });
  return rows.length;
}

/** She does it herself from now on. Throws `todos.not_found`, `not_open`. */
export async function takeOverTodo(ctx: Ctx, id: string, manager: string): Promise<void> {
  const { rows } = await sql`
    update todos.todo set staff_id = ${manager}, escalated_to = null where id = ${id} and escalated_to = ${manager} and state = 'open' returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw await whyNot(ctx, id, 'not_open', manager);
}

/** One of hers; throws `todos.not_found`. */
export async function readOfStaff(ctx: Ctx, id: string, staffId: string): Promise<StaffTodo> {
  const { rows } = await sql<StaffTodo>`
    select ${COLUMNS} from todos.todo where id = ${id} and staff_id = ${staffId}
  `.execute(ctx.db);
  const [found] = rows;
  if (!found) throw todoErrors.error('not_found');
  return found;
}

/** At most so often: what is put off a fourth time is not going to be done. Taste. */
const MOST_OFTEN = 3;

/** It is due later, for a reason that is kept. Throws `todos.not_found`, `not_open`, `not_later`, `put_off_enough`. */
export async function putOff(
  ctx: Ctx,
  id: string,
  { staffId, until, reason }: { readonly staffId: string; readonly until: Date; readonly reason: string },
): Promise<void> {
  if (until <= ctx.now()) throw todoErrors.error('not_later');
  const before = await readOfStaff(ctx, id, staffId);
  if (before.state === 'open' && before.postponed >= MOST_OFTEN)
    throw todoErrors.error('put_off_enough', { most: MOST_OFTEN });
  const entry = { from: before.dueAt.toISOString(), until: until.toISOString(), reason, by: staffId, at: ctx.now() };
  const { rows } = await sql`
    update todos.todo set due_at = ${until}, put_off = put_off || ${JSON.stringify([entry])}::jsonb
    where id = ${id} and staff_id = ${staffId} and state = 'open' and jsonb_array_length(put_off) < ${MOST_OFTEN} returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw await whyNot(ctx, id, 'not_open', staffId);
  const { memberId, personNo, title } = before;
  if (memberId === null) return;
  ctx.emit(todoPutOff, {
    personNo,
    payload: { memberId, todoId: id, title, by: staffId, until: until.toISOString(), reason },
  });
}
