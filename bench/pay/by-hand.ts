import type pg from 'pg';
import type { EventStore } from '../../server/src/platform/event-store/client.ts';
import { onConnections, type PlacedByHand, placeOne } from '../orders/by-hand.ts';
import { type BenchShop, OFF } from '../orders/shop.ts';

/** A row of the event store for a fact. */
type Told = {
  readonly id: string;
  readonly type: string;
  readonly personNo: number;
  readonly payload: object;
  readonly at: Date;
};

/**
 * The reference: an order and its payment by hand-made SQL, two transactions on 16 connections, which write all that the shop
 * and its listeners write: journal, stock, coupon, its row in the ledger, points, what is counted of buyers, facts. Facts go to the event store in
 * batches beside it, as the shop sends them. Answers the orders that were paid and told.
 */
export async function payByHand(
  databaseUrl: string,
  store: EventStore,
  shop: BenchShop,
  seconds: number,
  now: () => Date = () => new Date(),
): Promise<number> {
  const told: Told[] = [];
  let paid = 0;
  let over = false;
  const send = async () => {
    const batch = told.splice(0, 20_000);
    if (batch.length > 0) await store.insert('events', batch.map(asEvent), { token: `hand ${batch[0]?.id}` });
    return batch.length;
  };
  const sending = (async () => {
    while (!over) {
      await send();
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    while ((await send()) > 0);
  })();
  await onConnections(databaseUrl, seconds, async (client) => {
    const order = await placeOne(client, shop, 'spread', now());
    if (order === null) return;
    told.push(...(await payOne(client, order, now())));
    paid += 1;
  });
  over = true;
  await sending;
  return paid;
}

/** The payment of one order; answers the facts of the order. */
export async function payOne(client: pg.Client, order: PlacedByHand, now = new Date()): Promise<readonly Told[]> {
  const { id, number, payable, skuIds, couponId, buyer, lines } = order;
  const transaction = `42000000${number}`;
  const goods = lines.reduce((sum, line) => sum + line.payable, 0);
  const points = Math.floor(goods / 100);
  const write = async (name: string, text: string, values: readonly unknown[]) =>
    client.query({ name: `pay-${name}`, text, values: [...values] });
  await client.query('begin');
  await write(
    'payment',
    `insert into orders.payment (transaction_id, number, order_id, amount, payer_amount, currency, openid, paid_at, told_by, told_at)
      values ($1, $2, $3, $4, $4, 'CNY', 'oBENCH', $5, 'notification', $5) on conflict (transaction_id) do nothing`,
    [transaction, number, id, payable, now],
  );
  // The database adds it to order and payment, whoever writes it.
  await write(
    'money',
    `insert into orders.money (kind, key, amount, order_id, transaction_id, happened_at, booked_at)
      values ('payment', $1, $2, $3, $1, $4, $4) on conflict (kind, key) do nothing`,
    [transaction, payable, id, now],
  );
  await write(
    'order',
    `update orders.placed set state = 'paid', paid_at = $2, transaction_id = $3, app = 'wxbench', openid = 'oBENCH', ask_at = null,
      cancel_at = null where id = $1 and state = 'unpaid'`,
    [id, now, transaction],
  );
  await write('lock', 'select from catalog.stock where sku_id in ($1, $2) order by sku_id for update', skuIds);
  await write(
    'stock',
    'update catalog.stock set on_hand = on_hand - 1, reserved = reserved - 1, sold = sold + 1 where sku_id in ($1, $2)',
    skuIds,
  );
  await write(
    'ledger',
    `insert into catalog.stock_ledger (sku_id, change, kind, reason, actor, at)
      values ($1, -1, 'sold', $3, 'system', $4), ($2, -1, 'sold', $3, 'system', $4)`,
    [...skuIds, number, now],
  );
  const first = await write(
    'first',
    'insert into orders.first_paid (member_id, order_id) values ($1, $2) on conflict (member_id) do nothing',
    [buyer.id, id],
  );
  await write(
    'event',
    `insert into orders.event (order_id, at, kind, title, detail)
      values ($1, $2, 'paid', '{"zh": "支付成功", "en": "Paid"}', $3)`,
    [id, now, JSON.stringify(`¥${payable / 100}`)],
  );
  await write(
    'lot',
    `insert into loyalty.lot (id, member_id, person_no, points, rest, order_id, paid, per_yuan, tenths, usable, created_at)
      values ($1, $2, $3, $4, $4, $5, $6, 1, 10, false, $7)`,
    [`lot_${id.slice(4)}`, buyer.id, buyer.personNo, points, id, goods, now],
  );
  await write(
    'entry',
    `insert into loyalty.entry (key, member_id, person_no, kind, points, note, order_id, at)
      values ($1, $2, $3, 'earned', $4, $5, $6, $7)`,
    [
      `earned:${id}`,
      buyer.id,
      buyer.personNo,
      points,
      JSON.stringify({ zh: `订单 ${number}`, en: `Order ${number}` }),
      id,
      now,
    ],
  );
  await write(
    'counted',
    'insert into audiences.counted_order (order_id, person_no, at, amount) values ($1, $2, $3, $4)',
    [id, buyer.personNo, now, payable],
  );
  await write(
    'standing',
    `insert into audiences.standing as s (person_no, member_id, orders, purchases, spent, first_at, last_at, stage, stage_since, due_at)
      values ($1, $2, 1, 1, $3, $4, $4, 'new', $4, $5)
      on conflict (person_no) do update set orders = s.orders + 1, spent = s.spent + $3, last_at = $4, due_at = $5`,
    [buyer.personNo, buyer.id, payable, now, new Date(now.getTime() + 30 * 86_400_000)],
  );
  await write(
    'shown',
    `update members.standing set orders = orders + 1, spent = coalesce(spent, 0) + $2, first_paid_at = coalesce(first_paid_at, $3),
      last_paid_at = $3, stage = 'new', stage_since = coalesce(stage_since, $3) where person_no = $1`,
    [buyer.personNo, payable, now],
  );
  if (first.rowCount === 1)
    await write(
      'stage',
      `insert into audiences.stage_change (person_no, from_stage, to_stage, at) values ($1, 'none', 'new', $2)`,
      [buyer.personNo, now],
    );
  const facts = factsOf(order, first.rowCount === 1, points, now);
  const written = await write(
    'facts',
    `with written as (
        insert into platform.event (type, person_no, payload, occurred_at)
        select type, $1, payload, $2 from jsonb_to_recordset($3::jsonb) as f (type text, payload jsonb) returning id
      )
      select id, pg_notify('huoshui_outbox', '') from written`,
    [buyer.personNo, now, JSON.stringify(facts)],
  );
  await write(
    'coupon',
    `update coupons.coupon set state = 'used', used_at = $2, order_amount = $3 where id = $1 and state = 'locked'`,
    [couponId, now, payable],
  );
  await write(
    'granted',
    `update benefits.grant set state = 'used', actual_cost = $2, order_id = $3, order_amount = $4 where id = $1`,
    [couponId.replace('cpn_', 'grt_'), OFF, id, payable],
  );
  // One row for all orders: as late as can be.
  await write(
    'template',
    `update coupons.template set used = used + 1, cost = cost + $1, gmv = gmv + $2 where id = 'tpl_bench'`,
    [OFF, payable],
  );
  await client.query('commit');
  const told = facts.map(({ type, payload }, at) => ({ id: String(written.rows[at]?.id), type, payload }));
  return [{ id: order.factId, type: 'order.placed', payload: order.fact }, ...told].map((one) => ({
    ...one,
    personNo: buyer.personNo,
    at: now,
  }));
}

function factsOf(
  { id, number, payable, couponId, buyer, lines }: PlacedByHand,
  first: boolean,
  points: number,
  at: Date,
) {
  const memberId = buyer.id;
  const offers = [
    { source: 'coupons', offerId: couponId, amount: OFF },
    { source: 'points', offerId: 'points', amount: 200 },
  ];
  const about = { orderId: id, number, memberId, amount: payable, source: 'shop', placedAt: at.toISOString() };
  return [
    { type: 'order.paid', payload: { ...about, first, lines, offers } },
    { type: 'coupon.used', payload: { couponId, memberId, templateId: 'tpl_bench', name: '满100减3', orderId: id } },
    { type: 'points.earned', payload: { memberId, points, orderId: id } },
    ...(first ? [{ type: 'stage.entered', payload: { memberId, from: 'none', to: 'new', reason: 'purchases' } }] : []),
  ];
}

function asEvent({ id, type, personNo, payload, at }: Told): object {
  return {
    name: type,
    person_no: personNo,
    ts: at.getTime(),
    event_id: `fact-${id}`,
    received_at: at.getTime(),
    source: 'fact',
    session_id: '',
    page: '',
    value: 0,
    product_id: '',
    category_id: '',
    order_id: '',
    props: JSON.stringify(payload),
  };
}
