import type { Words } from '@huoshui/contracts/words';
import type { todoState } from '@huoshui/contracts/words/todos';
import { sql } from 'kysely';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { TodoContent } from './ask.ts';
import { whyNot } from './complete.ts';
import { todoErrors } from './errors.ts';
import { todoPutOff } from './events.ts';

/** What a member of the corp is asked to do. */
export type StaffTodo = {
  readonly no: number;
  readonly id: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly title: string;
  readonly text: string;
  readonly dueAt: Date;
  readonly state: keyof typeof todoState;
  readonly because: { readonly kind: string; readonly id: string; readonly label: Words };
  readonly content: TodoContent | null;
  readonly postponed: number;
};

const COLUMNS = sql.raw(
  `no, id, member_id, person_no, title, body as text, due_at, state, because, content, jsonb_array_length(put_off) as postponed`,
);

type Asked = {
  readonly staffId: string;
  readonly memberId?: string;
  /** Due time and number of the last one that was seen. */
  readonly after?: readonly [string, number] | null;
  readonly limit: number;
};

/** Open ones of hers, what is due first standing first. */
export async function todosOfStaff(ctx: Ctx, { staffId, memberId, after = null, limit }: Asked): Promise<StaffTodo[]> {
  const { rows } = await sql<StaffTodo>`
    select ${COLUMNS} from todos.todo
    where staff_id = ${staffId} and state = 'open' ${memberId === undefined ? sql`` : sql`and member_id = ${memberId}`}
      ${after === null ? sql`` : sql`and (due_at, no) > (${new Date(after[0])}, ${after[1]})`}
    order by due_at, no limit ${limit}
  `.execute(ctx.db);
  return rows;
}

export async function openOfStaff(ctx: Ctx, staffId: string): Promise<Counted> {
  return countUpTo(ctx, 1000, sql`select from todos.todo where staff_id = ${staffId} and state = 'open'`);
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
  ctx.emit(todoPutOff, {
    personNo,
    payload: { memberId, todoId: id, title, by: staffId, until: until.toISOString(), reason },
  });
}
