import { bothOf, plainWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { formatYuan } from '../../../platform/money.ts';
import type { Promotion } from '../../../wechat/index.ts';
import { stock } from '../../catalog/index.ts';
import { giftsGiven, orderPaid, orderReceived } from '../events.ts';
import { isBought } from '../gift.ts';
import { about, factLine, lineIdOf, type Order, type OrderLine } from '../order.ts';
import { giveCodes } from '../pickup/code.ts';
import { ORDER, readLines } from '../read.ts';
import { tellEvents } from '../tell-events.ts';

/** `transaction` is null where there is nothing to pay. */
export type PaidOrder = {
  readonly orderId: string;
  readonly transaction: {
    readonly id: string;
    readonly app: string;
    readonly openid: string | null;
    readonly paidAt: Date;
    /** What WeChat took off by its coupons. */
    readonly promotions?: readonly Promotion[];
  } | null;
};

type PaidRow = Order & { readonly offers: { source: string; offerId: string; amount: number }[] };

/**
 * Unpaid orders become paid: state, stock, timeline and the fact, all in the caller's transaction; how much was paid, the
 * journal says. An order that is not unpaid any more is left alone. Answers the ids that changed.
 */
export async function markPaid(ctx: Ctx, paid: readonly PaidOrder[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<PaidRow>`
    update orders.placed o
    set state = case when o.service is null then 'paid' else 'received' end,
      received_at = case when o.service is not null then ${ctx.now()}::timestamptz end,
      upload_at = case when o.service is not null and p.transaction_id is not null then ${ctx.now()}::timestamptz end,
      paid_at = p.paid_at, transaction_id = p.transaction_id, app = p.app,
      openid = p.openid,
      ask_at = null, cancel_at = null
    from unnest(${paid.map((p) => p.orderId)}::text[], ${paid.map((p) => p.transaction?.id ?? null)}::text[],
      ${paid.map((p) => p.transaction?.app ?? null)}::text[], ${paid.map((p) => p.transaction?.openid ?? null)}::text[], ${paid.map((p) => momentOf(ctx, p))}::timestamptz[]
    ) as p (order_id, transaction_id, app, openid, paid_at)
    where o.id = p.order_id and o.state = 'unpaid'
    returning ${ORDER}, o.offers
  `.execute(ctx.db);
  const lines = await readLines(
    ctx,
    rows.map((order) => order.id),
  );
  const byId = new Map(rows.map((order) => [order.id, order]));
  await stock.commit(
    ctx,
    lines.flatMap(({ skuId, quantity, orderId }) => {
      const { number = '', stockStoreId = null } = byId.get(orderId) ?? {};
      return skuId === null ? [] : [{ skuId, storeId: stockStoreId, quantity, reason: number }];
    }),
  );
  await giveCodes(
    ctx,
    rows.filter(({ storeId }) => storeId !== null).map(({ id }) => id),
  );
  const first = await takeFirsts(ctx, rows);
  await tellEvents(
    ctx,
    rows.map((o) => ({
      orderId: o.id,
      kind: 'paid',
      title: words('支付成功', 'Paid'),
      detail: plainWords(`¥${formatYuan(o.payable)}`),
    })),
  );
  const paidWith = new Map(paid.map(({ orderId, transaction }) => [orderId, transaction]));
  for (const order of rows) {
    const off = paidWith.get(order.id);
    ctx.emit(orderPaid, {
      personNo: order.personNo,
      at: order.paidAt ?? ctx.now(),
      payload: {
        ...about(order, order.payable),
        first: first.has(order.id),
        lines: lines.filter((line) => line.orderId === order.id && isBought(line)).map(factLine),
        offers: order.offers,
        ...(off?.promotions?.length ? { promotions: off.promotions.map(inFact) } : {}),
        ...(off && (off.promotions?.length || order.offers.length > 0) ? { transactionId: off.id } : {}),
      },
    });
  }
  tellGifts(ctx, rows, lines);
  // Nothing is on its way: she has it.
  for (const order of rows.filter(({ service }) => service !== null))
    ctx.emit(orderReceived, { personNo: order.personNo, payload: { ...about(order, order.payable), automatic: true } });
  return new Set(rows.map((order) => order.id));
}

function inFact({ couponId, stockId, amount }: Promotion) {
  return { couponId, stockId, amount };
}

/** What was given with each, for the ledger of what is given away. */
function tellGifts(ctx: Ctx, orders: readonly PaidRow[], lines: readonly OrderLine[]): void {
  for (const order of orders) {
    const gifts = lines.flatMap((line) => {
      const { gift, skuId, name, quantity } = line;
      if (gift === null || skuId === null || line.orderId !== order.id) return [];
      const rule = { id: gift.offerId, label: bothOf(gift.label).zh };
      return [{ lineId: lineIdOf(line), skuId, name, quantity, worth: gift.worth * quantity, rule }];
    });
    if (gifts.length > 0)
      ctx.emit(giftsGiven, {
        personNo: order.personNo,
        at: order.paidAt ?? ctx.now(),
        payload: { ...about(order, order.payable), gifts },
      });
  }
}

/** WeChat tells whole seconds: a payment told at once counts as of now, or it would seem older than its order. */
function momentOf(ctx: Ctx, { transaction }: PaidOrder): Date {
  const now = ctx.now();
  if (!transaction || Math.abs(now.getTime() - transaction.paidAt.getTime()) < MINUTE_MS) return now;
  return transaction.paidAt;
}

/** Which of these are their member's first paid orders. The primary key decides, however many are paid at once. */
async function takeFirsts(ctx: Ctx, orders: readonly Order[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ orderId: string }>`
    insert into orders.first_paid (member_id, order_id)
    select distinct on (member_id) member_id, order_id
    from unnest(${orders.map((o) => o.memberId)}::text[], ${orders.map((o) => o.id)}::text[]) as given (member_id, order_id)
    order by member_id, order_id
    on conflict do nothing
    returning order_id
  `.execute(ctx.db);
  return new Set(rows.map((row) => row.orderId));
}
