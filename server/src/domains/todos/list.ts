import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { todoContract } from '@huoshui/contracts/todos';
import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import type { FoundNames } from '../../platform/form/names.ts';
import { findMembers, membersShown } from '../members/index.ts';
import { todoErrors } from './errors.ts';

type Shape = (typeof todoContract)['GET /api/admin/todos'];
type Query = RouteIn<Shape>['query'];
type Shown = RouteOut<Shape>['items'][number];
type Row = {
  readonly no: number;
  readonly id: string;
  readonly memberId: string | null;
  readonly groupId: string | null;
  readonly customerName: string | null;
  readonly title: string;
  readonly body: string;
  readonly dueAt: Date;
  readonly state: Shown['state'];
  readonly assigneeId: string | null;
  readonly staffId: string | null;
  readonly because: Shown['because'];
  readonly note: string | null;
  readonly createdAt: Date;
  readonly doneAt: Date | null;
  readonly doneBy: string | null;
};

const MOST_COUNTED = 10_000;
const COLUMNS = sql.raw(
  'no, id, member_id, group_id, customer_name, title, body, due_at, state, assignee_id, staff_id, because, note, created_at, done_at, done_by',
);

export async function listTodos(ctx: Ctx, query: Query): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const open = query.state === 'open';
  const which = await whichOf(ctx, query);
  const cursor = decodeCursor(query.cursor, ['instant', 'bigint']);
  const after = !cursor
    ? sql`true`
    : open
      ? sql`(due_at, no) > (${new Date(cursor[0])}, ${cursor[1]})`
      : sql`no < ${cursor[1]}`;
  const { rows } = await sql<Row>`
    select ${COLUMNS} from todos.todo where ${which} and ${after}
    order by ${open ? sql`due_at, no` : sql`no desc`} limit ${limit + 1}
  `.execute(ctx.db);
  const shown = new Map((await present(ctx, rows.slice(0, limit))).map((one) => [one.id, one]));
  const page = toPage(
    rows,
    limit,
    (row) => [row.dueAt.toISOString(), row.no],
    (row) => row.id,
  );
  const items = page.items.flatMap((id) => shown.get(id) ?? []);
  if (cursor) return { ...page, items };
  return { ...page, items, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from todos.todo where ${which}`)) };
}

async function whichOf(ctx: Ctx, query: Query) {
  const q = query.q?.trim() || null;
  const meant = await membersShown.meant(ctx, query.q);
  const conditions = [
    query.state === undefined ? null : sql`state = ${query.state}`,
    query.for === 'nobody' ? sql`assignee_id is null` : null,
    query.for === 'me' ? sql`assignee_id = ${ctx.actor.kind === 'operator' ? ctx.actor.id : ''}` : null,
    query.memberId === undefined ? null : sql`member_id = ${query.memberId}`,
    query.causeId === undefined ? null : sql`cause_id = ${query.causeId}`,
    q === null
      ? null
      : sql`(strpos(lower(title), lower(${q})) > 0 or member_id = any(${meant === null ? [] : [...meant]}::text[]))`,
  ].flatMap((condition) => condition ?? []);
  return conditions.length === 0 ? sql`true` : sql`${sql.join(conditions, sql` and `)}`;
}

/** One of them; throws `todos.not_found`. */
export async function readTodo(ctx: Ctx, id: string): Promise<Shown> {
  const { rows } = await sql<Row>`select ${COLUMNS} from todos.todo where id = ${id}`.execute(ctx.db);
  const [found] = await present(ctx, rows);
  if (!found) throw todoErrors.error('not_found');
  return found;
}

async function present(ctx: Ctx, rows: readonly Row[]): Promise<Shown[]> {
  const colleagues = rows.flatMap(({ assigneeId, doneBy }) => [assigneeId, doneBy].flatMap((id) => id ?? []));
  // Of staff in WeCom: who it is for, and who did it.
  const theirs = rows.flatMap(({ staffId }) => staffId ?? []);
  const [members, names] = await Promise.all([
    findMembers(
      ctx,
      rows.flatMap(({ memberId }) => memberId ?? []),
    ),
    ctx.names(ctx, [
      ...[...new Set(colleagues)].map((id) => ({ of: 'staff' as const, id })),
      ...[...new Set(theirs)].map((id) => ({ of: 'wecom_staff' as const, id })),
      ...rows.flatMap(({ groupId }) => (groupId === null ? [] : [{ of: 'customer_group' as const, id: groupId }])),
    ]),
  ]);
  return rows.map((row) => ({
    id: row.id,
    memberId: row.memberId,
    memberName: row.memberId === null ? '' : (members.get(row.memberId)?.nickname ?? ''),
    group:
      row.groupId === null ? null : { id: row.groupId, name: names('customer_group', row.groupId)?.zh ?? row.groupId },
    customer: row.customerName,
    title: row.title,
    text: row.body,
    dueAt: row.dueAt.toISOString(),
    state: row.state,
    assignee: somebody(names, row.assigneeId) ?? somebody(names, row.staffId),
    because: row.because,
    createdAt: row.createdAt.toISOString(),
    doneAt: row.doneAt?.toISOString() ?? null,
    doneBy: somebody(names, row.doneBy),
    note: row.note,
  }));
}

function somebody(names: FoundNames, id: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: (names('staff', id) ?? names('wecom_staff', id))?.zh ?? id };
}
