import { sql } from 'kysely';
import { addDays, dayStart } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { BillRow } from '../../../wechat/index.ts';
import { orderNumberOf } from '../order.ts';
import { acceptPayment, type Told } from '../payment/accept.ts';
import type { OrderPorts } from '../ports.ts';
import { applyRefund, findRefund } from '../refund/apply.ts';
import { bookOutside } from '../refund/outside.ts';
import type { RefundRow as OwnRefund } from '../refund/row.ts';
import { type Difference, noteDifferences } from './difference.ts';
import { isUnbookable } from './unbookable.ts';

export type DayFigures = {
  readonly payments: number;
  readonly paid: number;
  readonly refunds: number;
  readonly returned: number;
  /** Of the payments, those of other systems that sell under our merchant number. */
  readonly foreign: number;
  readonly foreignPaid: number;
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
  const foreign = await bookMissed(ctx, ports, day, payments);
  const open = await compareRefunds(ctx, ports, day, refunds);
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
    foreign: foreign.length,
    foreignPaid: sum(foreign.map((row) => row.total)),
    open,
  };
}

/**
 * Payments that nobody told us: taken in as if they had been told, and told to a person. Sums are held against ours. A merchant
 * number may be shared with a till or another shop: what is of no order of ours is never booked nor given back. Answers those.
 */
async function bookMissed(
  ctx: Ctx,
  ports: OrderPorts,
  day: string,
  payments: readonly BillRow[],
): Promise<readonly BillRow[]> {
  const ownApps = ctx.config.wechat.apps.map(({ appid }) => appid);
  const foreign: BillRow[] = [];
  for (const part of parts(payments)) {
    const known = await amountsOf(ctx, part);
    await noteSettled(ctx, day, part);
    const missed = part.filter((row) => !known.has(row.transactionId));
    const numbers = await ownNumbers(ctx, missed);
    const found = part.flatMap((row): Difference[] => {
      const about = { about: row.transactionId, day, number: row.outTradeNo, transactionId: row.transactionId };
      const ours = known.get(row.transactionId);
      if (ours !== undefined) {
        const differs = ours !== row.total;
        return differs ? [{ ...about, kind: 'payment_amount', ours, theirs: row.total, foundBy: 'bill' }] : [];
      }
      if (numbers.has(row.outTradeNo))
        return [{ ...about, kind: 'payment_missed', theirs: row.total, foundBy: 'bill' }];
      foreign.push(row);
      // Of an app of ours there should be none: perhaps an order was lost.
      const ourApp = ownApps.includes(row.appid);
      return ourApp ? [{ ...about, kind: 'payment_foreign', theirs: row.total, foundBy: 'bill' }] : [];
    });
    // Told first: once booked it is not missed any more, whatever becomes of this process.
    await noteDifferences(ctx, found);
    for (const row of missed.filter(({ outTradeNo }) => numbers.has(outTradeNo)))
      await orSetApart(ctx, day, row, async () => {
        await acceptPayment(ctx, ports, await asTold(ports, row), 'bill');
      });
  }
  return foreign;
}

/** What coupons took off, the bill says only in sum: WeChat is asked for them. Where it does not answer, the bill's word is taken. */
async function asTold(ports: OrderPorts, row: BillRow): Promise<Told> {
  const asked = row.coupons > 0 ? await ports.wechat.pay.query({ transactionId: row.transactionId }) : null;
  return asked ?? { ...row, state: 'SUCCESS', payerTotal: null, paidAt: row.at };
}

/** 应结订单金额: what WeChat hands on of a payment, where it differs from what follows of the coupons that it told us. */
async function noteSettled(ctx: Ctx, day: string, rows: readonly BillRow[]): Promise<void> {
  const { rows: found } = await sql<{ transactionId: string; number: string; orderId: string | null; ours: number }>`
    select p.transaction_id, p.number, p.order_id, coalesce(p.settled_amount, p.amount) as ours
    from orders.payment p join unnest(${rows.map((row) => row.transactionId)}::text[], ${rows.map((row) => row.settled)}::bigint[])
      as b (transaction_id, settled) on b.transaction_id = p.transaction_id
    where coalesce(p.settled_amount, p.amount) <> b.settled
  `.execute(ctx.db);
  const theirs = new Map(rows.map((row) => [row.transactionId, row.settled]));
  await noteDifferences(
    ctx,
    found.map(({ transactionId, ...one }) => ({
      ...{ kind: 'payment_settled', about: transactionId, day, transactionId, ...one },
      ...{ theirs: theirs.get(transactionId) ?? null, foundBy: 'bill' },
    })),
  );
}

/** A row that the books refuse is told, and keeps none of the others back. */
async function orSetApart(ctx: Ctx, day: string, row: BillRow, book: () => Promise<void>): Promise<void> {
  try {
    await book();
  } catch (error) {
    if (!isUnbookable(error)) throw error;
    ctx.log.error({ err: error, row }, 'a row of a bill could not be booked');
    const number = row.refund?.outRefundNo ?? row.outTradeNo;
    const theirs = row.refund?.amount ?? row.total;
    const about = { about: number, day, number, transactionId: row.transactionId };
    await noteDifferences(ctx, [{ ...about, kind: 'unbookable', theirs, foundBy: 'bill' }]);
  }
}

/** What we have of these payments, by transaction. */
async function amountsOf(ctx: Ctx, rows: readonly BillRow[]): Promise<ReadonlyMap<string, number>> {
  const { rows: known } = await sql<{ transactionId: string; amount: number }>`
    select transaction_id, amount from orders.payment where transaction_id = any(${rows.map((row) => row.transactionId)}::text[])
  `.execute(ctx.db);
  return new Map(known.map((row) => [row.transactionId, row.amount]));
}

/** Which of their numbers are of orders of ours. */
async function ownNumbers(ctx: Ctx, rows: readonly BillRow[]): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const { rows: found } = await sql<{ number: string }>`
    select number from orders.placed where number = any(${rows.map((row) => orderNumberOf(row.outTradeNo))}::text[])
  `.execute(ctx.db);
  const ours = new Set(found.map(({ number }) => number));
  return new Set(rows.map(({ outTradeNo }) => outTradeNo).filter((number) => ours.has(orderNumberOf(number))));
}

/** Answers whether one of those we do not know is under way still. */
async function compareRefunds(
  ctx: Ctx,
  ports: OrderPorts,
  day: string,
  refunds: readonly RefundRow[],
): Promise<boolean> {
  let open = false;
  for (const part of parts(refunds)) {
    const payments = await amountsOf(ctx, part);
    for (const row of part)
      await orSetApart(ctx, day, row, async () => {
        const ours = await findRefund(ctx, row.refund.outRefundNo);
        if (ours) await compareOurs(ctx, ports, day, row, ours);
        else if (payments.has(row.transactionId)) open = (await followOutside(ctx, ports, day, row)) || open;
      });
    await sql`
      insert into orders.billed_refund (number, day)
      select distinct number, ${day}::date from unnest(${part.map((row) => row.refund.outRefundNo)}::text[]) as number
      on conflict do nothing
    `.execute(ctx.db);
  }
  return open;
}

/** On its way it is followed by its own sweep. Ended here and gone through there it is taken in: every word of it was lost. */
async function compareOurs(ctx: Ctx, ports: OrderPorts, day: string, row: RefundRow, ours: OwnRefund): Promise<void> {
  const { outRefundNo: number, amount: theirs, state } = row.refund;
  if (ours.amount !== theirs) {
    const { transactionId } = row;
    const about = { about: number, day, number, transactionId, orderId: ours.orderId };
    await noteDifferences(ctx, [{ ...about, kind: 'refund_amount', ours: ours.amount, theirs, foundBy: 'bill' }]);
    return;
  }
  const followed = ours.state === 'processing' || (ours.state === 'done' && ours.way === 'wechat');
  if (followed || state !== 'SUCCESS') return;
  const news = await ports.wechat.pay.queryRefund(number);
  if (news?.state === 'SUCCESS') await applyRefund(ctx, ours, news, { foundBy: 'bill', day });
}

/** Begun without us. The bill is made once, at ten in the morning: what was under way then is asked for. Answers whether it still is. */
async function followOutside(ctx: Ctx, ports: OrderPorts, day: string, row: RefundRow): Promise<boolean> {
  const { outRefundNo, amount, state } = row.refund;
  const news = state === 'SUCCESS' ? null : await ports.wechat.pay.queryRefund(outRefundNo);
  if (state === 'SUCCESS' || news?.state === 'SUCCESS')
    await bookOutside(
      ctx,
      { outRefundNo, transactionId: row.transactionId, amount, at: news?.succeededAt ?? row.at },
      { foundBy: 'bill', day },
    );
  return news?.state === 'PROCESSING';
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
