import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { TestApp } from '../../platform/testing/app.ts';
import { createAddress, createMember, type TestMember } from '../members/testing.ts';
import { discountKinds, memberPriceSource, promotionSource } from '../pricing/domain.ts';
import type { OfferRef, OfferSource } from '../pricing/index.ts';
import { acceptPayment, type Told } from './payment/accept.ts';

export type TestBuyer = TestMember & { readonly addressId: string };

/** What an order needs to know of who places it. */
export type Orderer = Pick<TestBuyer, 'token' | 'addressId'>;

/** The sources of a shop without coupons. */
export const testSources: readonly OfferSource[] = [memberPriceSource, promotionSource(discountKinds)];

/** A member with an address, ready to buy; `openid` of a sandbox shopper when she is to pay. */
export async function createBuyer(ctx: Ctx, openid?: string): Promise<TestBuyer> {
  const member = await createMember(ctx, openid);
  return { ...member, addressId: await createAddress(ctx, member.id) };
}

type OrderFacts = {
  readonly lines: readonly { readonly skuId: string; readonly quantity: number }[];
  readonly key?: string;
  readonly expectedPayable?: number;
  readonly offers?: readonly OfferRef[];
  readonly fromCart?: boolean;
};

/** Place an order over HTTP, at the price that the quote route tells unless one is given. */
export async function placeTestOrder(app: TestApp, buyer: Orderer, facts: OrderFacts) {
  const { key, ...body } = facts;
  const { token, addressId } = buyer;
  const asked = { lines: body.lines, ...(body.offers ? { offers: body.offers } : {}) };
  const expectedPayable =
    body.expectedPayable ?? (await app.call('POST /api/shop/quote', { token, body: asked })).body.payable;
  const headers: Record<string, string> = key ? { 'idempotency-key': key } : {};
  return app.call('POST /api/shop/orders', { token, headers, body: { ...body, addressId, expectedPayable } });
}

/** What WeChat would tell of a payment of this order, in full and in time, unless told otherwise. */
export function toldPayment(ctx: Ctx, order: { number: string; payable: number }, changes: Partial<Told> = {}): Told {
  const { merchant, apps } = ctx.config.wechat;
  return {
    appid: apps[0].appid,
    mchid: merchant.mchid,
    state: 'SUCCESS',
    outTradeNo: order.number,
    transactionId: `42000000${order.number}`,
    openid: 'oTEST',
    total: order.payable,
    payerTotal: order.payable,
    currency: 'CNY',
    paidAt: ctx.now(),
    ...changes,
  };
}

/** WeChat tells that this order was paid, in full and in time, unless told otherwise. */
export async function payTestOrder(
  app: TestApp,
  order: { number: string; payable: number },
  changes: Partial<Told> = {},
): Promise<void> {
  const ports = { wechat: app.running.wechat, offerSources: testSources };
  await acceptPayment(app.ctx, ports, toldPayment(app.ctx, order, changes), 'notification');
}

type Bought = { readonly orderId: string; readonly lineIds: readonly string[] };

/** An order of hers of these SKUs that is paid, shipped and has arrived now. */
export async function receivedOrder(
  app: TestApp,
  buyer: Orderer,
  lines: readonly { readonly skuId: string; readonly quantity: number }[],
): Promise<Bought> {
  const { body } = await placeTestOrder(app, buyer, { lines });
  await payTestOrder(app, body);
  const orderId = String(body.id);
  await arrive(app.ctx, orderId);
  return { orderId, lineIds: lines.map((_, position) => `${orderId}.${position}`) };
}

async function arrive(ctx: Ctx, orderId: string): Promise<void> {
  await sql`
    update orders.placed set state = 'received', shipped_at = ${ctx.now()}, received_at = ${ctx.now()}, receive_at = null
    where id = ${orderId}
  `.execute(ctx.db);
}

export type Mismatch = { readonly what: string; readonly id: string };

/**
 * Everything in the books that does not add up: each shelf against unpaid orders and against its ledger, sales against
 * paid orders, orders against their lines, payments without an order or a refund, refunds against orders.
 */
export async function bookMismatches(ctx: Pick<Ctx, 'db'>): Promise<readonly Mismatch[]> {
  const { rows } = await sql<Mismatch>`
    with instead as (
      select w."skuId" as sku_id, w.quantity, s.replacement from orders.after_sale s join orders.refund r on r.id = s.refund_id,
        jsonb_to_recordset(r.lines) as w ("skuId" text, quantity int)
      where s.replacement is not null
    ), shelf as (
      select '' as store_id, sku_id, on_hand, reserved from catalog.stock
      union all select store_id, sku_id, on_hand, reserved from catalog.store_stock
    ), reserved as (
      select store_id, sku_id, sum(n)::int as n from (
        select coalesce(o.stock_store_id, '') as store_id, l.sku_id, l.quantity as n
        from orders.line l join orders.placed o on o.id = l.order_id where o.state = 'unpaid'
        union all select '', sku_id, quantity from instead where replacement = 'reserved'
        union all select '', k.sku_id, k.unsold from activities.flash_stock k join activities.flash_session s on s.no = k.session_no
          where s.closed_at is null
        union all select '', sku_id, units from activities.flash_take where state = 'kept'
        union all select '', g.sku_id, g.cap - g.sold from leaders.wave_good g join leaders.wave w on w.no = g.wave_no
          where w.own and w.closed_at is null
      ) held group by store_id, sku_id
    ), ledger as (
      select coalesce(store_id, '') as store_id, sku_id, sum(change)::int as n from catalog.stock_ledger group by 1, 2
    ),
    sold as (
      select sku_id, sum(n)::int as n from (
        select l.sku_id, l.quantity as n from orders.line l join orders.placed o on o.id = l.order_id
        where o.paid_at is not null
        union all select sku_id, quantity from instead where replacement = 'sent'
      ) gone group by sku_id
    ), returned as (select sku_id, sum(change)::int as n from catalog.stock_ledger where kind = 'returned' group by sku_id)
    select 'reserved' as what, k.sku_id as id from shelf k left join reserved r using (store_id, sku_id)
      where k.reserved <> coalesce(r.n, 0)
    union all
    select 'ledger', k.sku_id from shelf k left join ledger g using (store_id, sku_id) where k.on_hand <> coalesce(g.n, 0)
    union all
    select 'sold', k.sku_id from catalog.stock k left join sold s using (sku_id) left join returned b using (sku_id)
      where k.sold <> coalesce(s.n, 0) - coalesce(b.n, 0)
    union all
    select 'slot', d.area_id from stores.delivery_slot d
      where d.taken <> (select count(*) from orders.placed o where o.area_id = d.area_id and o.slot_from = d.slot_from
        and o.state <> 'cancelled' and (o.state <> 'refunded' or o.shipped_at is not null))
    union all
    select 'order without lines', o.id from orders.placed o where not exists (select from orders.line l where l.order_id = o.id)
    union all
    select 'lines of order', o.id from orders.placed o join orders.line l on l.order_id = o.id
      group by o.id having sum(l.payable) + o.shipping_paid <> o.payable
    union all
    select 'paid without payment', o.id from orders.placed o
      where o.source = 'shop' and o.paid > 0 and not exists (
        select from orders.payment p where p.order_id = o.id and p.unusable is null and p.amount = o.paid)
    union all
    select 'payment without order or refund', p.transaction_id from orders.payment p
      where not exists (select from orders.placed o where o.transaction_id = p.transaction_id)
        and not exists (select from orders.refund r where r.transaction_id = p.transaction_id and r.origin = 'unusable_payment')
    union all
    select 'journal of order', o.id from orders.placed o left join orders.money m on m.order_id = o.id
      where o.source = 'shop' group by o.id
      having o.paid <> coalesce(sum(m.amount) filter (where m.kind = 'payment'), 0)
        or o.refunded <> coalesce(sum(m.amount) filter (where m.kind = 'refund'), 0)
    union all
    select 'journal of payment', p.transaction_id from orders.payment p left join orders.money m using (transaction_id)
      group by p.transaction_id
      having p.amount <> coalesce(sum(m.amount) filter (where m.kind = 'payment'), 0)
        or p.returned <> coalesce(sum(m.amount) filter (where m.kind = 'refund'), 0)
    union all
    select 'refunds of order', o.id from orders.placed o left join orders.refund r
        on r.order_id = o.id and r.origin <> 'unusable_payment' and not exists (
          select from orders.payment p where p.transaction_id = r.transaction_id and p.unusable is not null)
      group by o.id
      having o.refunded <> coalesce(sum(r.amount) filter (where r.state = 'done' and not (r.origin = 'wechat' and exists (
          select from orders.money m where m.kind = 'refund' and m.key = r.out_refund_no and m.order_id is null))), 0)
        or o.refunding <> coalesce(sum(r.amount) filter (where r.state in ('requested', 'returning', 'replacing', 'processing', 'failed')), 0)
    union all
    select 'kept for gifts', l.order_id from orders.line l
      group by l.order_id having sum(l.withheld_amount) <> sum(l.charged_amount)
    union all
    select 'refunds of lines', o.id from orders.placed o join orders.line l on l.order_id = o.id
      group by o.id having sum(l.refunded_amount) > o.refunded or sum(l.refunding_amount) > o.refunding
  `.execute(ctx.db);
  return rows;
}
