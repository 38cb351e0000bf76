import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Played, Scorecards, Since } from '../../platform/scorecard.ts';
import { standings } from '../members/index.ts';

export const distributionScorecards: Scorecards = { kind: 'distribution', can: 'distribution.read', read };

/** All of it: it has no parts that begin and end. What leaders earn by it is theirs. */
async function read(ctx: Ctx): Promise<Played> {
  const { testers } = await standings.apart(ctx);
  const { rows: joined } = await sql<Since>`
    select person_no, coalesce(decided_at, applied_at) as at from distribution.distributor
    where behind_no is null and state in ('active', 'suspended', 'ended') and person_no <> all(${[...testers]}::int[])
  `.execute(ctx.db);
  const { rows: came } = await sql<Since>`
    select person_no, coalesce(before_from, locked_at) as at from distribution.lock where person_no <> all(${[...testers]}::int[])
  `.execute(ctx.db);
  const { rows } = await sql<{ orderId: string; fen: number }>`
    select order_id, sum(amount - reversed)::int as fen from distribution.commission where earned_for = 'plan' and buyer_no <> all(${[...testers]}::int[])
    group by order_id
  `.execute(ctx.db);
  return {
    ...{ seen: null, heldOut: null, joined, came },
    newcomers: { visit: came, known: [] },
    orders: { ids: rows.map(({ orderId }) => orderId) },
    days: null,
    costs: [{ kind: 'commission', fen: rows.reduce((sum, { fen }) => sum + fen, 0) }],
    compared: 'not_drawn',
    counted: words(
      '分销带来佣金的订单，退款已减去；成本是佣金，退款收回的不算。参加的是分销员，新客是他们带来的人',
      'Orders that earned a commission, less what went back; the cost is commissions less what refunds reversed. Who takes part are distributors; new are the people whom they brought',
    ),
  };
}
