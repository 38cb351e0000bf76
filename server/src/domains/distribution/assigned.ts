import type { Ctx } from '../../platform/ctx.ts';
import { merges } from '../members/index.ts';
import { commissionOf } from './commission.ts';
import { type DistributorRow, distributorsById, distributorsOf } from './distributor.ts';
import type { NewCommission, Paid } from './earn.ts';
import { noteMarks } from './marks.ts';
import type { Refund } from './reverse.ts';
import type { Rules } from './rules.ts';

/** What somebody above gives of an order, to whom, and of what: a leader’s wave, a neighbour’s first order. */
export type Assigned = {
  readonly orderId: string;
  readonly distributorId: string;
  readonly earnedFor: 'wave' | 'neighbour';
  /** Whatever it is of; stands in place of the plan. */
  readonly sourceId: string;
  readonly lines: readonly {
    readonly lineId: string;
    readonly product: string;
    readonly units: number;
    /** Fen, and hundredths of a percent of them. */
    readonly base: number;
    readonly rate: number;
  }[];
  /** The plans give nothing of this order. */
  readonly instead: boolean;
};
/** Both are asked in the order in which things happened: what orders that were paid give, and what is lost besides by refunds. */
export type Assign = {
  readonly earns: (ctx: Ctx, orders: readonly Paid[]) => Promise<readonly Assigned[]>;
  readonly loses: (ctx: Ctx, refunds: readonly Refund[]) => Promise<readonly Refund[]>;
};

export type DueByOthers = {
  readonly order: Paid;
  readonly earner: DistributorRow;
  readonly rows: readonly NewCommission[];
};

/**
 * What others give, as commissions that wait like any other. Who buys for herself, or is no active distributor, earns by it no more than by a
 * plan. Marks are kept as of customers.
 */
export async function assignedDue(
  ctx: Ctx,
  rules: Rules,
  orders: readonly Paid[],
  assigned: readonly Assigned[],
): Promise<readonly DueByOthers[]> {
  const buyers = await merges.living(
    ctx,
    orders.map(({ personNo }) => personNo),
  );
  const own = await distributorsOf(
    ctx,
    [...buyers.values()].map(({ personNo }) => personNo),
  );
  const given = new Set(assigned.map(({ orderId }) => orderId));
  const marked = orders.flatMap(({ orderId, personNo }) => {
    const buyer = buyers.get(personNo);
    return buyer !== undefined && (given.has(orderId) || own.has(buyer.personNo))
      ? [{ personNo: buyer.personNo, orderId }]
      : [];
  });
  await noteMarks(ctx, marked);
  const earners = await distributorsById(
    ctx,
    assigned.map(({ distributorId }) => distributorId),
  );
  const byId = new Map(orders.map((order) => [order.orderId, order]));
  return assigned.flatMap((one) => {
    const [order, earner] = [byId.get(one.orderId), earners.get(one.distributorId)];
    const buyer = order === undefined ? undefined : buyers.get(order.personNo);
    if (order === undefined || buyer === undefined || earner?.state !== 'active') return [];
    if (!rules.selfPurchase && earner.personNo === buyer.personNo) return [];
    return [{ order, earner, rows: rowsOf(one, order, earner, buyer) }];
  });
}

function rowsOf(
  { earnedFor, sourceId, lines }: Assigned,
  { orderId, number, at }: Paid,
  { no }: DistributorRow,
  buyer: { readonly id: string; readonly personNo: number },
): NewCommission[] {
  return lines.flatMap(({ lineId, product, units, base, rate }) => {
    const amount = commissionOf(base, rate);
    if (amount === 0) return [];
    return [
      {
        ...{ distributor_no: no, level: 1, order_id: orderId, order_number: number, earned_for: earnedFor },
        ...{ line_id: lineId, product, buyer_id: buyer.id, buyer_no: buyer.personNo, units, base, rate, amount },
        ...{ plan_id: sourceId, paid_at: at.toISOString() },
      },
    ];
  });
}
