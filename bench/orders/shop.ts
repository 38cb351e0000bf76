import { sql } from 'kysely';
import pg from 'pg';
import { createCategory } from '../../server/src/domains/catalog/category.ts';
import { createProduct } from '../../server/src/domains/catalog/testing.ts';
import { turnPointsOn } from '../../server/src/domains/loyalty/testing.ts';
import { signToken } from '../../server/src/domains/members/session.ts';
import { createBuyer } from '../../server/src/domains/orders/testing.ts';
import type { Ctx } from '../../server/src/platform/ctx.ts';
import { inTransaction } from '../../server/src/platform/db.ts';
import { benchCtx } from './serve.ts';

export type Spread = 'hot' | 'spread';
export type BenchBuyer = {
  readonly id: string;
  readonly personNo: number;
  readonly token: string;
  readonly addressId: string;
};
export type BenchShop = {
  readonly buyers: readonly BenchBuyer[];
  readonly skuIds: readonly string[];
  readonly hotSkuIds: readonly string[];
  readonly scarceSkuId: string;
  /** Fen, of every SKU, and of every order of two of them with a coupon and points. */
  readonly price: number;
  readonly payable: number;
  /** A coupon is used once: each order takes the next. */
  readonly nextCoupon: () => { readonly couponId: string; readonly buyer: BenchBuyer; readonly turn: number };
  /** Every coupon free again, no orders, tables tidy: each run begins alike. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
};
export type OrderRequest = { readonly token: string; readonly body: string; readonly key: string };

const BUYERS = 3000;
const COUPONS = 5;
const PRICE = 9900;
/** Fen that the coupon of an order takes off, and its points: as many as fen. */
export const OFF = 300;
export const POINTS = 200;
const PAYABLE = 2 * PRICE - OFF - POINTS;
const MOST_POINTS = 1_000_000;

/** 1 000 SKUs with plenty of stock, 3 000 buyers with an address, five coupons each and more points than they can spend. */
export async function fillShop(databaseUrl: string): Promise<BenchShop> {
  const ctx = benchCtx(databaseUrl);
  const category = await createCategory(ctx, { name: '测量' });
  await turnPointsOn(ctx, { spend: true, spendPerYuan: 100, spendShare: 50, spendLeast: 10 });
  const skuIds: string[] = [];
  await inTransaction(ctx, async (ctx) => {
    for (let n = 0; n < 1000; n += 1) {
      const facts = { name: `商品 ${n}`, categoryId: category.id, price: PRICE, stock: 1_000_000 };
      skuIds.push((await createProduct(ctx, facts)).skuId);
    }
  });
  const scarce = await createProduct(ctx, { categoryId: category.id, price: PRICE, stock: 20 });
  const buyers = await fillBuyers(ctx);
  let next = 0;
  let made = 0;
  return {
    buyers,
    skuIds,
    hotSkuIds: skuIds.slice(0, 2),
    scarceSkuId: scarce.skuId,
    price: PRICE,
    payable: PAYABLE,
    nextCoupon: () => {
      const turn = next % (BUYERS * COUPONS);
      next += 1;
      const buyer = buyers[turn % BUYERS];
      if (!buyer) throw new Error('no buyers');
      made += 1;
      return { buyer, couponId: `cpn_${buyer.personNo}_${1 + Math.floor(turn / BUYERS)}`, turn: made };
    },
    reset: async () => {
      next = 0;
      await sql`truncate orders.placed, orders.first_paid, platform.event, loyalty.spending, loyalty.entry, audiences.counted_order, audiences.standing, audiences.stage_change cascade`.execute(
        ctx.db,
      );
      await sql`
        update coupons.coupon set state = 'available', order_id = null, order_amount = null, saving = null, used_at = null
        where state <> 'available'
      `.execute(ctx.db);
      await sql`
        update benefits.grant set state = 'granted', actual_cost = null, order_id = null, order_amount = null where state <> 'granted'
      `.execute(ctx.db);
      await sql`delete from loyalty.lot where order_id is not null`.execute(ctx.db);
      await sql`update loyalty.lot set rest = points where rest < points`.execute(ctx.db);
      await sql`update catalog.stock set on_hand = on_hand + sold, sold = 0, reserved = 0 where reserved > 0 or sold > 0`.execute(
        ctx.db,
      );
      await sql`vacuum analyze`.execute(ctx.db);
      await sql`checkpoint`.execute(ctx.db);
    },
    close: async () => ctx.db.destroy(),
  };
}

/** One buyer as the shop makes her, the others copied from her: what is measured starts at her first order. */
async function fillBuyers(ctx: Ctx): Promise<BenchBuyer[]> {
  const first = await createBuyer(ctx);
  await sql`
    insert into members.member (id, nickname, source, created_at)
    select 'mem_bench_' || n, '会员', 'bench', now() from generate_series(2, ${BUYERS}::int) n
  `.execute(ctx.db);
  await sql`
    insert into members.address (id, member_id, sealed, is_default, created_at)
    select 'adr_' || m.id, m.id, a.sealed, true, now() from members.member m, members.address a
    where m.source = 'bench' and a.id = ${first.addressId}
  `.execute(ctx.db);
  await sql`
    insert into coupons.template (id, name, discount, threshold, scope, validity, per_member, channel, state, created_at)
    values ('tpl_bench', '满100减3', ${JSON.stringify({ kind: 'amount', amount: OFF })}::jsonb, 10000,
      '{"kind":"all"}', '{"kind":"days","days":30}', 99, 'grant', 'active', now())
  `.execute(ctx.db);
  await sql`
    insert into benefits.grant (id, key, position, member_id, person_no, kind, item, label, cost, reserved, because_kind,
      because_id, because_label, granted_at)
    select 'grt_' || m.person_no || '_' || n, 'bench:' || m.person_no || ':' || n, 0, m.id, m.person_no, 'coupon',
      '{"kind":"coupon","templateId":"tpl_bench"}', '满100减3', ${OFF}::int, ${OFF}::int, 'batch', 'bat_bench', '', now()
    from members.member m, generate_series(1, ${COUPONS}::int) n
  `.execute(ctx.db);
  await sql`
    insert into coupons.coupon (id, grant_id, template_id, member_id, person_no, valid_from, valid_to, because_kind, because_id,
      because_label, issued_at)
    select 'cpn_' || m.person_no || '_' || n, 'grt_' || m.person_no || '_' || n, 'tpl_bench', m.id, m.person_no, now() - interval '1 day',
      now() + interval '30 days', 'bench', '', '', now()
    from members.member m, generate_series(1, ${COUPONS}::int) n
  `.execute(ctx.db);
  await sql`
    insert into members.account (app, openid, member_id, first_seen_at, seen_at)
    select 'wxbench', 'o' || m.id, m.id, now(), now() from members.member m where m.source = 'bench'
  `.execute(ctx.db);
  await sql`
    insert into loyalty.account (member_id, person_no) select id, person_no from members.member on conflict do nothing
  `.execute(ctx.db);
  await sql`
    insert into loyalty.lot (id, member_id, person_no, points, rest, usable, usable_at, expires_at, created_at)
    select 'lot_' || m.person_no, m.id, m.person_no, ${MOST_POINTS}::int, ${MOST_POINTS}::int, true, now(),
      now() + interval '1 year', now() from members.member m
  `.execute(ctx.db);
  const { rows } = await sql<{ id: string; personNo: number; addressId: string; accountNo: number }>`
    select m.id, m.person_no, a.id as address_id, c.no as account_no
    from members.member m join members.address a on a.member_id = m.id join members.account c on c.member_id = m.id
  `.execute(ctx.db);
  return rows.map(({ accountNo, ...row }) => ({ ...row, token: signToken(ctx, accountNo).token }));
}

/** Orders of two lines with a coupon and points; hot ones all want the same two SKUs. */
export function orderBodies(shop: BenchShop, spread: Spread): () => OrderRequest {
  return () => {
    const { couponId, buyer, turn } = shop.nextCoupon();
    const lines = twoLines(shop, spread).map((skuId) => ({ skuId, quantity: 1 }));
    const offers = [{ source: 'coupons', offerId: couponId }];
    const body = { lines, offers, points: POINTS, addressId: buyer.addressId, expectedPayable: PAYABLE };
    return { token: buyer.token, body: JSON.stringify(body), key: `bench-order-${turn}` };
  };
}

let spreading = 0;

export function twoLines(shop: BenchShop, spread: Spread): string[] {
  if (spread === 'hot') return [...shop.hotSkuIds];
  spreading += 1;
  const { skuIds } = shop;
  const at = (n: number) => skuIds[n % skuIds.length] ?? '';
  return [at(spreading * 7), at(spreading * 7 + 1 + (spreading % 991))];
}

export async function stockOf(databaseUrl: string, skuId: string): Promise<{ reserved: number }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query('select reserved from catalog.stock where sku_id = $1', [skuId]);
    return { reserved: Number(rows[0]?.reserved) };
  } finally {
    await client.end();
  }
}
