import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { MOST_WORK, type Work } from '../../platform/work.ts';

/** What is open and hers, or nobody's in particular. */
export async function todoWork(ctx: Ctx): Promise<readonly Work[]> {
  const me = ctx.actor.kind === 'operator' ? ctx.actor.id : '';
  const mine = sql`select from todos.todo where state = 'open' and (assignee_id is null or assignee_id = ${me})`;
  const { total } = await countUpTo(ctx, MOST_WORK, mine);
  return [
    { kind: 'todos.open', words: words('待办', 'To-dos'), count: total, to: '/todos?state=open', needs: 'todos.read' },
  ];
}
