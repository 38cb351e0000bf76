import { words } from '@huoshui/contracts/words';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Waits } from '../../pricing/index.ts';
import { type CheckoutAsk, type Draft, missedWords } from './draft.ts';

type KnownOrder = {
  readonly id: string;
  readonly number: string;
  readonly payable: number;
  readonly expiresAt: Date;
  readonly hash: string;
};

const placedTitle = JSON.stringify(words('提交订单', 'Order placed'));

/** Orders that were placed with the keys of these asks, by `memberId key`. */
export async function findPlaced(ctx: Ctx, asks: readonly CheckoutAsk[]): Promise<Map<string, KnownOrder>> {
  const keyed = asks.filter((ask) => ask.key !== null);
  if (keyed.length === 0) return new Map();
  const { rows } = await sql<KnownOrder & { memberId: string; requestKey: string }>`
    select o.id, o.number, o.payable, coalesce(o.expires_at, o.created_at) as expires_at, o.request_hash as hash,
      o.member_id, o.request_key
    from unnest(${keyed.map((ask) => ask.memberId)}::text[], ${keyed.map((ask) => ask.key)}::text[]) as asked (member_id, key)
    join orders.placed o on o.member_id = asked.member_id and o.request_key = asked.key
  `.execute(ctx.db);
  return new Map(rows.map(({ memberId, requestKey, ...order }) => [`${memberId} ${requestKey}`, order]));
}

/**
 * Orders, lines, what was taken off them and first timeline entries of a group, in one statement. Answers the ids that were written; an order
 * whose key another process has just used is left out.
 */
export async function insertOrders(
  ctx: Ctx,
  drafts: readonly Draft[],
  expiryOf: (draft: Draft) => Date,
): Promise<ReadonlySet<string>> {
  if (drafts.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(drafts.map((draft) => ({ ...draft.row, told: missedWords(draft), expires_at: expiryOf(draft) })))}::jsonb)
        as given (id text, number text, member_id text, person_no int, first_line text, image text, quantity int,
          goods_amount int, discount_amount int, shipping_fee int, shipping_paid int, payable int, discounts jsonb,
          offers jsonb, address_sealed text, store_id text, stock_store_id text, area_id text, area_name text, slot_from timestamptz, slot_to timestamptz, note text, request_key text, request_hash text, told jsonb, expires_at timestamptz)
    ), placed as (
      insert into orders.placed (id, number, member_id, person_no, state, first_line, image, quantity, goods_amount,
        discount_amount, shipping_fee, shipping_paid, payable, discounts, offers, address_sealed, store_id, stock_store_id, area_id, area_name, slot_from, slot_to, note, request_key,
        request_hash, created_at, expires_at, cancel_at)
      select id, number, member_id, person_no, 'unpaid', first_line, image, quantity, goods_amount, discount_amount,
        shipping_fee, shipping_paid, payable, discounts, offers, address_sealed, store_id, stock_store_id, area_id, area_name, slot_from, slot_to, note, request_key, request_hash,
        ${ctx.now()}, expires_at, expires_at
      from given
      on conflict (member_id, request_key) where request_key is not null do nothing
      returning id
    ), lines as (
      insert into orders.line (order_id, position, sku_id, product_id, category_id, name, option_values, image, quantity,
        unit_price, payable, unit_amount, plus_one_units, pieces, discounts, gift)
      select l.order_id, l.position, l.sku_id, l.product_id, l.category_id, l.name, l.option_values, l.image, l.quantity,
        l.unit_price, l.payable, l.unit_amount, l.plus_one_units, l.pieces, l.discounts, l.gift
      from placed join jsonb_to_recordset(${JSON.stringify(drafts.flatMap((draft) => draft.lineRows))}::jsonb)
        as l (order_id text, position int, sku_id text, product_id text, category_id text, name text, option_values jsonb,
          image text, quantity int, unit_price int, payable int, unit_amount int, plus_one_units int, pieces jsonb, discounts jsonb,
          gift jsonb)
        on l.order_id = placed.id
    ), applications as (
      insert into orders.application (order_id, position, nth, source, offer_id, kind, label, badge, looks_at, base, pieces,
        amount, funder)
      select a.order_id, a.position, a.nth, a.source, a.offer_id, a.kind, a.label, a.badge, a.looks_at, a.base, a.pieces,
        a.amount, a.funder
      from placed join jsonb_to_recordset(${JSON.stringify(drafts.flatMap((draft) => draft.applications))}::jsonb)
        as a (order_id text, position int, nth int, source text, offer_id text, kind text, label jsonb, badge jsonb,
          looks_at text, base int, pieces int, amount int, funder text)
        on a.order_id = placed.id
    ), ${insertPickups(drafts)} events as (
      insert into orders.event (order_id, at, kind, title, detail)
      select id, ${ctx.now()}, 'placed', ${placedTitle}::jsonb, given.told from placed join given using (id)
    )
    select id from placed
  `.execute(ctx.db);
  return new Set(rows.map((row) => row.id));
}

/** Where and when they are collected; nothing of it where all of them are sent. */
function insertPickups(drafts: readonly Draft[]): RawBuilder<unknown> {
  const pickups = drafts.flatMap(({ pickup }) => pickup ?? []);
  if (pickups.length === 0) return sql``;
  return sql`pickups as (
      insert into orders.pickup (order_id, store_id, store_name, slot_from, slot_to, keep_until)
      select p.order_id, p.store_id, p.store_name, p.slot_from, p.slot_to, p.keep_until
      from placed join jsonb_to_recordset(${JSON.stringify(pickups)}::jsonb)
        as p (order_id text, store_id text, store_name text, slot_from timestamptz, slot_to timestamptz, keep_until timestamptz)
        on p.order_id = placed.id
    ),`;
}

/** What these are kept in the house for, from the moment they are there. */
export async function keepWaiting(
  ctx: Ctx,
  drafts: readonly Draft[],
  waits: ReadonlyMap<string, Waits>,
): Promise<void> {
  const kept = drafts.flatMap(({ id }) => {
    const one = waits.get(id);
    return one === undefined ? [] : [{ ...one, order_id: id }];
  });
  if (kept.length === 0) return;
  await sql`
    insert into orders.hold (order_id, by, who, reason, until, team, held_at)
    select order_id, by, who, reason, until, team, ${ctx.now()} from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb)
      as kept (order_id text, by text, who jsonb, reason jsonb, until timestamptz, team text)
  `.execute(ctx.db);
}

/** What was ordered from the cart leaves it. */
export async function emptyCarts(ctx: Ctx, drafts: readonly Draft[]): Promise<void> {
  const items = drafts.flatMap((draft) =>
    draft.lines.map((line) => ({ memberId: draft.ask.memberId, skuId: line.skuId })),
  );
  if (items.length === 0) return;
  await sql`
    delete from orders.cart_item c
    using unnest(${items.map((i) => i.memberId)}::text[], ${items.map((i) => i.skuId)}::text[]) as bought (member_id, sku_id)
    where c.member_id = bought.member_id and c.sku_id = bought.sku_id
  `.execute(ctx.db);
}
