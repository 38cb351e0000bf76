import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { distributorsById } from './distributor.ts';
import { insertCommissions } from './earn.ts';
import { commissionEarned } from './events.ts';
import { holdDoubtful } from './guard.ts';
import { holdDistributors, post } from './ledger.ts';
import { releaseOn } from './release.ts';
import { readRules } from './rules.ts';

type Credit = {
  readonly distributorId: string;
  /** Whoever it is for, once for ever: the key. */
  readonly key: string;
  readonly buyer: { readonly id: string; readonly personNo: number };
  readonly product: string;
  readonly sourceId: string;
  readonly amount: number;
  /** It comes into the balance so many days from now, unless the guard finds something. */
  readonly days: number;
};

/** What is earned without an order: somebody registered. It waits, is judged and held as a commission is. Repeatable. In a transaction. */
export async function creditOnce(ctx: Ctx, credits: readonly Credit[]): Promise<void> {
  const earners = await distributorsById(
    ctx,
    credits.map(({ distributorId }) => distributorId),
  );
  const due = credits.flatMap((credit) => {
    const earner = earners.get(credit.distributorId);
    return earner?.state === 'active' && earner.personNo !== credit.buyer.personNo && credit.amount > 0
      ? [{ credit, earner }]
      : [];
  });
  if (due.length === 0) return;
  await holdDistributors(
    ctx,
    due.map(({ earner }) => earner.no),
  );
  const at = ctx.now();
  const fresh = await insertCommissions(
    ctx,
    due.map(({ credit: { key, buyer, product, sourceId, amount }, earner }) => ({
      ...{ distributor_no: earner.no, level: 1, order_id: key, order_number: '', earned_for: 'neighbour' as const },
      ...{ line_id: 'neighbour', product, buyer_id: buyer.id, buyer_no: buyer.personNo, units: 1 },
      ...{ base: amount, rate: 10_000, amount, plan_id: sourceId, paid_at: at.toISOString() },
    })),
  );
  await post(
    ctx,
    fresh.map(({ no, distributorNo, amount }) => ({
      ...{ distributorNo, key: `earned:${no}`, kind: 'earned' as const, frozen: amount, balance: 0, commissionNo: no },
    })),
  );
  const known = new Map(due.map((one) => [one.credit.key, one]));
  const releases = fresh.flatMap(({ no, orderId }) => {
    const days = known.get(orderId)?.credit.days;
    return days === undefined ? [] : [{ no, at: new Date(at.getTime() + days * DAY_MS) }];
  });
  await releaseOn(ctx, releases);
  await holdDoubtful(
    ctx,
    await readRules(ctx),
    fresh.map(({ no }) => no),
  );
  for (const { orderId, amount } of fresh) {
    const earner = known.get(orderId)?.earner;
    if (earner === undefined) continue;
    const { id: distributorId, memberId, personNo } = earner;
    ctx.emit(commissionEarned, {
      personNo,
      payload: { memberId, distributorId, orderId: '', number: '', level: 1, amount },
    });
  }
}
