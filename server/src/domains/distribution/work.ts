import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { MOST_WORK, type Work } from '../../platform/work.ts';

/** Applications and commissions that wait for somebody. */
export async function distributionWork(ctx: Ctx): Promise<readonly Work[]> {
  const { rows } = await sql<{ applied: number; held: number; review: number }>`
    select (select count(*)::int from (select from distribution.distributor where state = 'applied' and behind_no is null limit ${MOST_WORK}) a) as applied,
      (select count(*)::int from (
        select from distribution.commission where state = 'frozen' and held is not null and judged_at is null limit ${MOST_WORK}
      ) c) as held,
      (select count(*)::int from (select from distribution.withdrawal where state = 'review' limit ${MOST_WORK}) w) as review
  `.execute(ctx.db);
  const [found] = rows;
  const needs = 'distribution.read' as const;
  return [
    {
      ...{ kind: 'distribution.applied', needs, count: found?.applied ?? 0, to: '/distributors?state=applied' },
      words: words('分销员申请待审核', 'Applications of distributors'),
    },
    {
      ...{ kind: 'distribution.held', needs, count: found?.held ?? 0, to: '/commissions?state=held' },
      words: words('佣金待核实', 'Commissions to be looked at'),
    },
    {
      ...{ kind: 'distribution.withdrawals', needs, count: found?.review ?? 0, to: '/withdrawals?state=review' },
      words: words('提现待审核', 'Withdrawals to be reviewed'),
    },
  ];
}
