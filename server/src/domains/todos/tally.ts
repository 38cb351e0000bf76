import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

type TodoTally = {
  readonly open: number;
  readonly late: number;
  readonly done: number;
  /** Of those done, how many after they were due. */
  readonly doneLate: number;
  readonly putOff: number;
  readonly escalated: number;
};

/** What became of what these asked for, by what asked, since a moment. */
export async function tallyTodos(
  ctx: Ctx,
  causes: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, TodoTally>> {
  const { rows } = await sql<TodoTally & { readonly cause: string }>`
    select cause_id as cause, count(*) filter (where state = 'open')::int as open,
      count(*) filter (where state = 'open' and due_at < ${ctx.now()})::int as late, count(*) filter (where state = 'done')::int as done,
      count(*) filter (where state = 'done' and done_at > due_at)::int as done_late,
      count(*) filter (where jsonb_array_length(put_off) > 0)::int as put_off, count(escalated_at)::int as escalated
    from todos.todo where cause_id = any(${[...causes]}::text[]) and created_at >= ${since} and state <> 'dropped' group by cause_id
  `.execute(ctx.db);
  return new Map(rows.map(({ cause, ...tally }) => [cause, tally]));
}
