import { sql } from 'kysely';
import { addDays, dayStart } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { BillRow } from '../../../wechat/index.ts';
import { acceptPayment } from '../payment/accept.ts';
import type { OrderPorts } from '../ports.ts';
import { findRefund } from '../refund/apply.ts';
import { bookOutside } from '../refund/outside.ts';
import { type Difference, noteDifferences } from './difference.ts';

export type DayFigures = {
  readonly payments: number;
  readonly paid: number;
  readonly refunds: number;
  readonly returned: number;
  /** A refund that we do not know is still under way: the day is looked at again. */
  readonly open: boolean;
};

type RefundRow = BillRow & { readonly refund: NonNullable<BillRow['refund']> };

/** Rows a statement. */
const AT_ONCE = 5000;

/**
 * One business day of WeChat's books against ours. What WeChat has and we have not is booked and told; what we have and it
 * has not, and sums that differ, are told. Repeatable: nothing is booked or told twice. Throws what the client throws.
 */
export async function compareDay(ctx: Ctx, ports: OrderPorts, day: string): Promise<DayFigures> {
  const [bill, funds] = [await ports.wechat.pay.tradeBill(day), await ports.wechat.pay.fundBill(day)];
  const payments = bill.filter((row) => row.refund === null);
  const refunds = bill.filter((row): row is RefundRow => row.refund !== null);
  await bookMissed(ctx, ports, day, payments);
  const open = await compareRefunds(ctx, day, refunds);
  await findUnbilled(ctx, day, payments);
  const settled = sum(payments.map((row) => row.settled));
  const income = sum(funds.filter(({ pays }) => pays).map(({ amount }) => amount));
  if (settled !== income)
    await noteDifferences(ctx, [{ kind: 'day_flow', about: day, day, ours: settled, theirs: income, foundBy: 'bill' }]);
  return {
    payments: payments.length,
    paid: sum(payments.map((row) => row.total)),
    refunds: refunds.length,
    returned: sum(refunds.map((row) => row.refund.amount)),
    open,
  };
}

/** Payments that nobody told us: taken in as if they had been told, and told to a person. Sums are held against ours. */
async function bookMissed(ctx: Ctx, ports: OrderPorts, day: string, payments: readonly BillRow[]): Promise<void> {
  const found: Difference[] = [];
  for (const part of parts(payments)) {
    const { rows } = await sql<{ transactionId: string; amount: number }>`
      select transaction_id, amount from orders.payment where transaction_id = any(${part.map((row) => row.transactionId)}::text[])
    `.execute(ctx.db);
    const known = new Map(rows.map((row) => [row.transactionId, row.amount]));
    for (const row of part) {
      const ours = known.get(row.transactionId);
      const about = { about: row.transactionId, day, number: row.outTradeNo, transactionId: row.transactionId };
      if (ours === undefined) {
        const { at: paidAt, total, currency, openid, appid, mchid, outTradeNo, transactionId } = row;
        const told = {
          state: 'SUCCESS',
          payerTotal: null,
          paidAt,
          total,
          currency,
          openid,
          appid,
          mchid,
          outTradeNo,
          transactionId,
        };
        await acceptPayment(ctx, ports, told, 'bill');
        found.push({ ...about, kind: 'payment_missed', theirs: total, foundBy: 'bill' });
      } else if (ours !== row.total)
        found.push({ ...about, kind: 'payment_amount', ours, theirs: row.total, foundBy: 'bill' });
    }
  }
  await noteDifferences(ctx, found);
}

/** Answers whether one of those we do not know is under way still. */
async function compareRefunds(ctx: Ctx, day: string, refunds: readonly RefundRow[]): Promise<boolean> {
  let open = false;
  for (const row of refunds) {
    const { outRefundNo: number, amount, state } = row.refund;
    const { transactionId } = row;
    const ours = await findRefund(ctx, number);
    if (ours && ours.amount !== amount)
      await noteDifferences(ctx, [
        {
          kind: 'refund_amount',
          about: number,
          day,
          number,
          transactionId,
          orderId: ours.orderId,
          ours: ours.amount,
          theirs: amount,
          foundBy: 'bill',
        },
      ]);
    // Ours on its way, or failed at WeChat, is followed by its own sweep.
    if (ours) continue;
    if (state === 'SUCCESS') await bookOutside(ctx, { outRefundNo: number, transactionId, amount, at: row.at }, 'bill');
    else open = open || state === 'PROCESSING';
  }
  for (const part of parts(refunds))
    await sql`
      insert into orders.billed_refund (number, day)
      select distinct number, ${day}::date from unnest(${part.map((row) => row.refund.outRefundNo)}::text[]) as number
      on conflict do nothing
    `.execute(ctx.db);
  return open;
}

/** What stands in our books of that day and in no bill. A refund is billed on the day it was asked for, or before. */
async function findUnbilled(ctx: Ctx, day: string, payments: readonly BillRow[]): Promise<void> {
  const [from, to] = [dayStart(day), dayStart(addDays(day, 1))];
  const { rows } = await sql<{
    kind: 'payment' | 'refund';
    key: string;
    amount: number;
    orderId: string | null;
    transactionId: string;
  }>`
    select m.kind, m.key, m.amount, m.order_id, m.transaction_id from orders.money m
    where m.happened_at >= ${from} and m.happened_at < ${to} and m.transaction_id is not null and case m.kind
      when 'payment' then m.key <> all(${payments.map((row) => row.transactionId)}::text[])
      else not exists (select from orders.billed_refund b where b.number = m.key)
        and exists (select from orders.bill_day d where d.day = ${addDays(day, -1)}::date and d.checked_at is not null) end
  `.execute(ctx.db);
  await noteDifferences(
    ctx,
    rows.map(({ kind, key, amount: ours, orderId, transactionId }) => {
      const what = kind === 'payment' ? 'payment_unbilled' : 'refund_unbilled';
      return { kind: what, about: key, day, number: key, transactionId, orderId, ours, foundBy: 'bill' };
    }),
  );
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

function parts<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, at) =>
    rows.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}
