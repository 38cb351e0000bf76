import type { afterSaleTodo } from '@huoshui/contracts/words/after-sales';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

export type AfterSaleTodo = keyof typeof afterSaleTodo;

/** Which refunds `r` with their after-sale `s` wait for this deed of the house. */
export function waitsFor(ctx: Ctx, todo: AfterSaleTodo): RawBuilder<unknown> {
  const inspect = sql`r.state = 'returning' and s.back_at is not null`;
  if (todo === 'decide') return sql`r.state = 'requested'`;
  if (todo === 'inspect') return inspect;
  if (todo === 'replace') return sql`r.state = 'replacing'`;
  if (todo === 'answer') return sql`s.unanswered_since is not null`;
  return sql`(s.due_at <= ${ctx.now()} and (r.state in ('requested', 'replacing') or ${inspect}))`;
}
