import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { byWhom } from './decide.ts';
import { distributionErrors } from './errors.ts';
import { giveBack, lockWithdrawal } from './withdrawal.ts';

type Decision = { readonly outcome: 'approved' | 'refused'; readonly because: string };

/** It goes to WeChat, or back into her balance. Throws `distribution.no_such_withdrawal`, `distribution.not_in_review`. */
export async function judgeWithdrawal(ctx: Ctx, id: string, { outcome, because }: Decision): Promise<void> {
  const row = await lockWithdrawal(ctx, id);
  if (row.state !== 'review') throw distributionErrors.error('not_in_review');
  await sql`
    update distribution.withdrawal set decided_by = ${byWhom(ctx)}, because = ${because.trim()} where no = ${row.no}
  `.execute(ctx.db);
  if (outcome === 'refused') return giveBack(ctx, row, { state: 'refused', trouble: null });
  await sql`update distribution.withdrawal set state = 'due', due_at = ${ctx.now()} where no = ${row.no}`.execute(
    ctx.db,
  );
}
