import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { type BenchBuyer, type BenchShop, OFF, POINTS, type Spread, twoLines } from './shop.ts';

/**
 * The reference: what an engineer would write by hand, without a framework and without HTTP. One transaction an order on
 * 16 connections, prepared statements, rows locked in id order, the same rows in the same tables. Orders placed in all.
 */
export async function placeByHand(
  databaseUrl: string,
  shop: BenchShop,
  spread: Spread,
  seconds: number,
): Promise<number> {
  let placed = 0;
  await onConnections(databaseUrl, seconds, async (client) => {
    if ((await placeOne(client, shop, spread)) !== null) placed += 1;
  });
  return placed;
}

const CONNECTIONS = 16;

/** The same on each of some connections, again and again for so long. */
export async function onConnections(
  databaseUrl: string,
  seconds: number,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const clients = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      return client;
    }),
  );
  const end = performance.now() + seconds * 1000;
  const ended = await Promise.allSettled(
    clients.map(async (client) => {
      while (performance.now() < end) await work(client);
    }),
  );
  await Promise.all(clients.map(async (client) => client.end()));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

/** What of an order is needed to pay it. */
export type PlacedByHand = {
  readonly id: string;
  readonly number: string;
  readonly payable: number;
  readonly skuIds: readonly [string, string];
  readonly couponId: string;
  readonly buyer: BenchBuyer;
  readonly lines: readonly { readonly skuId: string; readonly name: string; readonly payable: number }[];
  /** The fact that tells of it, as it stands in the outbox. */
  readonly fact: object;
  readonly factId: string;
};

/** Null: her coupon went with an order that the server was still at when its load ended. */
export async function placeOne(
  client: pg.Client,
  shop: BenchShop,
  spread: Spread,
  now = new Date(),
): Promise<PlacedByHand | null> {
  const { couponId, buyer, turn } = shop.nextCoupon();
  const [first = '', second = ''] = twoLines(shop, spread).sort();
  const id = `ord_${randomUUID().replaceAll('-', '').slice(0, 26)}`;
  const number = id.slice(4, 24);
  const { payable } = shop;
  const each = (OFF + POINTS) / 2;
  const lines = [first, second].map((skuId) => ({ skuId, name: `商品 ${skuId}`, payable: shop.price - each }));
  const lotId = `lot_${buyer.personNo}`;
  const spentLines = [0, 1].map((position) => ({ position, quantity: 1, points: POINTS / 2, back: 0 }));
  await client.query('begin');
  await client.query({
    name: 'lock',
    text: 'select sku_id, on_hand - reserved as available from catalog.stock where sku_id in ($1, $2) order by sku_id for update',
    values: [first, second],
  });
  await client.query({
    name: 'reserve',
    text: 'update catalog.stock set reserved = reserved + 1 where sku_id in ($1, $2)',
    values: [first, second],
  });
  const coupon = await client.query({
    name: 'coupon',
    text: "update coupons.coupon set state = 'locked', order_id = $2, saving = 300 where id = $1 and state = 'available'",
    values: [couponId, id],
  });
  if (coupon.rowCount !== 1) {
    await client.query('rollback');
    return null;
  }
  await client.query({
    name: 'account',
    text: 'select owed from loyalty.account where member_id = $1 for update',
    values: [buyer.id],
  });
  await client.query({
    name: 'points',
    text: 'update loyalty.lot set rest = rest - $2 where id = $1 and rest >= $2',
    values: [lotId, POINTS],
  });
  await client.query({
    name: 'spending',
    text: `insert into loyalty.spending (id, member_id, person_no, points, saving, lines, created_at)
      values ($1, $2, $3, $4, $4, $5, $6)`,
    values: [id, buyer.id, buyer.personNo, POINTS, JSON.stringify(spentLines), now],
  });
  await client.query({
    name: 'spending-lot',
    text: 'insert into loyalty.spending_lot (spending_id, lot_id, place, points) values ($1, $2, 1, $3)',
    values: [id, lotId, POINTS],
  });
  await client.query({
    name: 'entry',
    text: `insert into loyalty.entry (key, member_id, person_no, kind, points, note, order_id, at)
      values ($1, $2, $3, 'spent', $4, '下单抵现', $5, $6)`,
    values: [`spent:${id}`, buyer.id, buyer.personNo, -POINTS, id, now],
  });
  await client.query({
    name: 'order',
    text: `insert into orders.placed (id, number, member_id, person_no, state, first_line, image, quantity, goods_amount,
      discount_amount, payable, discounts, offers, address_sealed, request_key, request_hash, created_at, expires_at, cancel_at)
      values ($1, $2, $3, $4, 'unpaid', $5, '/files/picture.webp', 2, $6, 500, $7, $8, $9, $10, $11, $12, $13, $14, $14)`,
    values: [
      id,
      number,
      buyer.id,
      buyer.personNo,
      lines[0]?.name,
      2 * shop.price,
      payable,
      JSON.stringify([
        { source: 'coupons', label: '满100减3', amount: OFF },
        { source: 'points', label: '积分抵扣', amount: POINTS },
      ]),
      JSON.stringify([
        { source: 'coupons', offerId: couponId, amount: OFF },
        { source: 'points', offerId: 'points', amount: POINTS },
      ]),
      'v1.'.padEnd(260, 'x'),
      `hand-order-${turn}`,
      'h'.repeat(43),
      now,
      new Date(now.getTime() + 1_800_000),
    ],
  });
  const discounts = JSON.stringify([
    { label: '满100减3', amount: OFF / 2 },
    { label: '积分抵扣', amount: POINTS / 2 },
  ]);
  await client.query({
    name: 'applications',
    text: `insert into orders.application (order_id, position, nth, source, offer_id, kind, label, badge, looks_at, base, pieces,
      amount, funder)
      values ($1, 0, 0, 'coupons', $2, 'amount_off', $3, $4, 'current', $5, 1, 150, 'shop'),
        ($1, 1, 0, 'coupons', $2, 'amount_off', $3, $4, 'current', $5, 1, 150, 'shop'),
        ($1, 0, 1, 'points', 'points', 'points', $6, $7, 'current', $5, 1, 100, 'shop'),
        ($1, 1, 1, 'points', 'points', 'points', $6, $7, 'current', $5, 1, 100, 'shop')`,
    values: [
      id,
      couponId,
      JSON.stringify('满100减3'),
      JSON.stringify({ zh: '券', en: 'Coupon' }),
      shop.price,
      JSON.stringify({ zh: '积分抵扣', en: 'Paid with points' }),
      JSON.stringify({ zh: '积分', en: 'Points' }),
    ],
  });
  await client.query({
    name: 'lines',
    text: `insert into orders.line (order_id, position, sku_id, product_id, category_id, name, option_values, image, quantity,
      unit_price, payable, unit_amount, plus_one_units, discounts)
      values ($1, 0, $2, $2, $2, $3, '[]', '/files/picture.webp', 1, $4, $5, $5, 0, $6),
        ($1, 1, $7, $7, $7, $8, '[]', '/files/picture.webp', 1, $4, $5, $5, 0, $6)`,
    values: [id, first, lines[0]?.name, shop.price, shop.price - each, discounts, second, lines[1]?.name],
  });
  await client.query({
    name: 'event',
    text: 'insert into orders.event (order_id, at, kind, title) values ($1, $2, \'placed\', \'{"zh": "提交订单", "en": "Order placed"}\')',
    values: [id, now],
  });
  const fact = { orderId: id, number, memberId: buyer.id, amount: payable, source: 'shop', lines };
  const told = await client.query({
    name: 'fact',
    text: `with written as (
        insert into platform.event (type, person_no, payload, occurred_at) values ('order.placed', $1, $2, $3) returning id
      )
      select id, pg_notify('huoshui_outbox', '') from written`,
    values: [buyer.personNo, JSON.stringify(fact), now],
  });
  await client.query('commit');
  const factId = String(told.rows[0]?.id);
  return { id, number, payable, skuIds: [first, second], couponId, buyer, lines, fact, factId };
}
