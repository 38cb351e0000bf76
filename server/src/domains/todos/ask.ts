import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';

type Nobody = { readonly memberId: null; readonly personNo: null };
/** Whom or what it is about: a member, a customer group by its chat id, or a customer in WeCom who is no member. */
export type TodoAbout =
  | { readonly memberId: string; readonly personNo: number; readonly groupId?: null; readonly customer?: null }
  | (Nobody & { readonly groupId: string; readonly customer?: null })
  | (Nobody & { readonly groupId?: null; readonly customer: { readonly id: string; readonly name: string } });

export type AskedTodo = TodoAbout & {
  /** Asked for by the same key again, it is there already. */
  readonly key: string;
  readonly title: string;
  readonly text: string;
  readonly dueAt: Date;
  readonly assigneeId: string | null;
  /** A member of the corp in WeCom, by her userid. */
  readonly staffId?: string | null;
  /** Who answers for her and sees it from the first moment, not only once it is late. */
  readonly managerId?: string | null;
  /** What is ready to be sent for it. */
  readonly content?: TodoContent | null;
  readonly because: { readonly kind: string; readonly id: string; readonly label: Words };
};

export type TodoContent = {
  readonly text: string | null;
  readonly product: string | null;
  readonly coupon: string | null;
};

/** Ask for any number of them by one statement. */
export async function askTodos(ctx: Ctx, todos: readonly AskedTodo[]): Promise<void> {
  if (todos.length === 0) return;
  await sql`
    insert into todos.todo (id, key, member_id, person_no, group_id, customer_id, customer_name, title, body, due_at, assignee_id, staff_id, escalated_to, content, because, cause_id, created_at)
    select id, key, member_id, person_no, group_id, customer_id, customer_name, title, body, due_at, assignee_id, staff_id, manager_id, content, because, because->>'id', ${ctx.now()}
    from unnest(
      ${todos.map(() => newId('tdo'))}::text[], ${todos.map((t) => t.key)}::text[], ${todos.map((t) => t.memberId)}::text[],
      ${todos.map((t) => t.personNo)}::int[], ${todos.map((t) => t.groupId ?? null)}::text[], ${todos.map((t) => t.customer?.id ?? null)}::text[],
      ${todos.map((t) => t.customer?.name ?? null)}::text[], ${todos.map((t) => t.title)}::text[], ${todos.map((t) => t.text)}::text[],
      ${todos.map((t) => t.dueAt)}::timestamptz[], ${todos.map((t) => t.assigneeId)}::text[],
      ${todos.map((t) => t.staffId ?? null)}::text[], ${todos.map((t) => t.managerId ?? null)}::text[],
      ${todos.map((t) => (t.content ? JSON.stringify(t.content) : null))}::jsonb[],
      ${todos.map((t) => JSON.stringify(t.because))}::jsonb[]
    ) as asked (id, key, member_id, person_no, group_id, customer_id, customer_name, title, body, due_at, assignee_id, staff_id, manager_id, content, because)
    on conflict (key) do nothing
  `.execute(ctx.db);
}

/** What nobody has done yet is not to be done any more: asked for by keys with these beginnings. */
export async function dropTodos(ctx: Ctx, keyPrefixes: readonly string[]): Promise<void> {
  if (keyPrefixes.length === 0) return;
  await sql`
    update todos.todo t set state = 'dropped'
    from unnest(${[...keyPrefixes]}::text[]) as given (prefix)
    where t.state = 'open' and t.key >= given.prefix and t.key < given.prefix || chr(1114111)
  `.execute(ctx.db);
}
