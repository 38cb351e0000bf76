import { accountCapability } from '@huoshui/contracts/words/accounts';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Plans } from '../../../platform/planned.ts';

/** For the marketing calendar: what left, and what waits for its time. */
export async function broadcastPlans(
  ctx: Ctx,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<Plans> {
  const { rows } = await sql<{ id: string; name: string; at: Date }>`
    select id, name, at from (
      select b.id, b.name, coalesce(m.at, b.due_at) as at from accounts.broadcast b left join accounts.mass m on m.key = b.id
      where b.state in ('waiting', 'handed')
    ) as told where at >= ${from} and at < ${to} order by at, id
  `.execute(ctx.db);
  return {
    planned: rows.map(({ id, name, at }) => ({
      kind: 'broadcast' as const,
      id,
      label: name,
      badge: accountCapability.mass,
      startsAt: at,
      endsAt: at,
      to: `/account-broadcasts/${id}`,
      needs: 'accounts.read' as const,
    })),
  };
}
