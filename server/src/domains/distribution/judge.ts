import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { byWhom } from './decide.ts';
import { distributionErrors } from './errors.ts';
import { holdDistributors, post } from './ledger.ts';

type Decision = { readonly outcome: 'approved' | 'refused'; readonly because: string };
type Row = {
  readonly no: number;
  readonly distributorNo: number;
  readonly left: number;
  readonly orderNumber: string;
  readonly open: boolean;
};

/**
 * What is held goes on its way, to be released when it would have been, or is taken back. Throws `distribution.no_such_commission`,
 * `distribution.not_held`.
 */
export async function judgeCommission(ctx: Ctx, id: string, { outcome, because }: Decision): Promise<void> {
  const found = await find(ctx, id);
  await holdDistributors(ctx, [found.distributorNo]);
  const { no, distributorNo, left, orderNumber, open } = await find(ctx, id);
  if (!open) throw distributionErrors.error('not_held');
  await sql`
    update distribution.commission set judged_at = ${ctx.now()}, judged_by = ${byWhom(ctx)}, because = ${because.trim()}
    where no = ${no}
  `.execute(ctx.db);
  if (outcome === 'approved') return;
  await sql`update distribution.commission set reversed = amount, state = 'reversed' where no = ${no}`.execute(ctx.db);
  await post(ctx, [
    {
      ...{ distributorNo, key: `refused:${no}`, kind: 'refused', frozen: -left, balance: 0 },
      ...{ commissionNo: no, note: orderNumber },
    },
  ]);
}

async function find(ctx: Ctx, id: string): Promise<Row> {
  const { rows } = await sql<Row>`
    select no, distributor_no, amount - reversed as left, order_number, state = 'frozen' and held is not null and judged_at is null as open
    from distribution.commission where id = ${id}
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) throw distributionErrors.error('no_such_commission', { id });
  return row;
}
