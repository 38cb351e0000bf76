import type { Request } from 'autocannon';
import { sql } from 'kysely';
import { createCategory } from '../../server/src/domains/catalog/category.ts';
import { createProduct } from '../../server/src/domains/catalog/testing.ts';
import { createCoupon } from '../../server/src/domains/coupons/testing.ts';
import { signToken } from '../../server/src/domains/members/session.ts';
import { createMember } from '../../server/src/domains/members/testing.ts';
import { createPromotion } from '../../server/src/domains/pricing/change-promotion.ts';
import { discountKinds } from '../../server/src/domains/pricing/domain.ts';
import type { Ctx } from '../../server/src/platform/ctx.ts';
import { inTransaction } from '../../server/src/platform/db.ts';
import { benchCtx } from '../orders/serve.ts';

export type ListShop = { readonly tokens: readonly string[]; readonly categories: readonly Shelf[] };
type Shelf = { readonly id: string; readonly productIds: readonly string[] };

const CATEGORIES = 8;
const PRODUCTS = 1_600;
const BUYERS = 1_000;
const RULES = 20;
const TEMPLATES = 8;
const DAY_MS = 86_400_000;

/** Goods in eight categories, a third of them with a member price; rules and coupons for all of them, for a category, for a few products. */
export async function fillLists(databaseUrl: string): Promise<ListShop> {
  const ctx = benchCtx(databaseUrl);
  const categories: Shelf[] = [];
  for (let n = 0; n < CATEGORIES; n += 1) categories.push(await fillShelf(ctx, n));
  for (let n = 0; n < RULES; n += 1) await createPromotion(ctx, discountKinds, ruleAt(n, categories));
  const templates: string[] = [];
  for (let n = 0; n < TEMPLATES; n += 1) templates.push((await createCoupon(ctx, couponAt(n, categories))).id);
  const given = await createCoupon(ctx, { name: '给她的券', channel: 'grant', perMember: 99, threshold: 1_000 });
  const tokens = await fillBuyers(ctx, [given.id, ...templates.slice(0, 2)]);
  await sql`vacuum analyze`.execute(ctx.db);
  await ctx.db.destroy();
  return { tokens, categories };
}

async function fillShelf(ctx: Ctx, n: number): Promise<Shelf> {
  const { id } = await createCategory(ctx, { name: `分类 ${n}` });
  const productIds = await inTransaction(ctx, async (ctx) => {
    const ids: string[] = [];
    for (let at = 0; at < PRODUCTS / CATEGORIES; at += 1) {
      const price = 990 + ((n * 977 + at * 131) % 9_000);
      const member = at % 3 === 0 ? { memberPrice: price - 50 } : {};
      ids.push((await createProduct(ctx, { name: `商品 ${n}-${at}`, categoryId: id, price, ...member })).id);
    }
    return ids;
  });
  return { id, productIds };
}

/** What a rule or a coupon is for: a third of them for everything, a third for a category, a third for a few products. */
function scopeAt(n: number, categories: readonly Shelf[]) {
  const shelf = categories[n % categories.length];
  if (n % 3 === 0 || shelf === undefined) return { kind: 'all' as const, ids: [], exceptProductIds: [] };
  if (n % 3 === 1) return { kind: 'categories' as const, ids: [shelf.id], exceptProductIds: [] };
  return { kind: 'products' as const, ids: shelf.productIds.slice(0, 12), exceptProductIds: [] };
}

function ruleAt(n: number, categories: readonly Shelf[]) {
  const [kind = '', values = {}] = kinds[n % kinds.length] ?? [];
  const [startsAt, endsAt] = [-1, 30].map((days) => new Date(Date.now() + days * DAY_MS).toISOString());
  const named = { name: `活动 ${n}`, scope: scopeAt(n, categories), ...values };
  return { kind, values: named, startsAt: startsAt ?? '', endsAt: endsAt ?? '' };
}

const kinds: readonly (readonly [string, object])[] = [
  ['amount_off', { tiers: [{ threshold: 5_000, off: 500 }] }],
  ['percent_off', { tiers: [{ threshold: 3_000, percentOff: 5, cap: null }] }],
  ['nth_piece', { nth: 2, percentOff: 50, counts: 'same', most: null }],
  ['pieces_percent', { tiers: [{ pieces: 3, percentOff: 10 }] }],
  ['fixed_price', { how: 'percent', price: null, percentOff: 8, most: null }],
];

function couponAt(n: number, categories: readonly Shelf[]) {
  const { kind, ids } = scopeAt(n, categories);
  const scope = kind === 'all' ? ({ kind } as const) : ({ kind, ids } as const);
  return {
    name: `券 ${n}`,
    scope,
    threshold: 2_000 + n * 100,
    discount: { kind: 'amount', amount: 300 + n * 20 } as const,
  };
}

/** One as the shop makes her, the others copied from her. */
async function fillBuyers(ctx: Ctx, templateIds: readonly string[]): Promise<string[]> {
  await createMember(ctx);
  await sql`
    insert into members.member (id, nickname, source, created_at)
    select 'mem_bench_' || n, '会员', 'bench', now() from generate_series(2, ${BUYERS}::int) n
  `.execute(ctx.db);
  await sql`
    insert into members.account (app, openid, member_id, first_seen_at, seen_at)
    select 'wxbench', 'o' || m.id, m.id, now(), now() from members.member m where m.source = 'bench'
  `.execute(ctx.db);
  await sql`
    insert into benefits.grant (id, key, position, member_id, person_no, kind, item, label, cost, reserved, because_kind,
      because_id, because_label, granted_at)
    select 'grt_' || m.person_no || '_' || t.n, 'bench:' || m.person_no || '_' || t.n, 0, m.id, m.person_no, 'coupon',
      jsonb_build_object('kind', 'coupon', 'templateId', t.id), '', 0, 0, 'bench', '', '', now()
    from members.member m, unnest(${[...templateIds]}::text[]) with ordinality as t (id, n)
  `.execute(ctx.db);
  await sql`
    insert into coupons.coupon (id, grant_id, template_id, member_id, person_no, seq, valid_from, valid_to, because_kind,
      because_id, because_label, issued_at)
    select 'cpn_' || m.person_no || '_' || t.n, 'grt_' || m.person_no || '_' || t.n, t.id, m.id, m.person_no, 1,
      now() - interval '1 day', now() + interval '30 days', 'bench', '', '', now()
    from members.member m, unnest(${[...templateIds]}::text[]) with ordinality as t (id, n)
  `.execute(ctx.db);
  const { rows } = await sql<{ no: number }>`select no from members.account`.execute(ctx.db);
  return rows.map(({ no }) => signToken(ctx, no).token);
}

const sorts = ['default', 'price_asc', 'price_desc', 'new'] as const;

/** The next page that somebody looks at, or what its goods cost her. */
export function someoneLooks({ tokens, categories }: ListShop, what: 'list' | 'offers'): () => Request {
  let turn = 0;
  return () => {
    turn += 1;
    const shelf = categories[turn % categories.length];
    if (what === 'list') {
      const sort = sorts[Math.floor(turn / categories.length) % sorts.length];
      return { method: 'GET', path: `/api/shop/products?limit=20&categoryId=${shelf?.id}&sort=${sort}` };
    }
    const from = (turn * 20) % (PRODUCTS / CATEGORIES);
    const ids = shelf?.productIds.slice(from, from + 20).join() ?? '';
    const authorization = `Bearer ${tokens[turn % tokens.length]}`;
    return { method: 'GET', path: `/api/shop/offers?products=${ids}`, headers: { authorization } };
  };
}
