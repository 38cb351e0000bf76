import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { DomainError } from '../../../platform/errors.ts';
import { platformErrors } from '../../../platform/platform-errors.ts';
import { findProductSkus, type SkuFacts } from '../../catalog/index.ts';
import { orderErrors } from '../errors.ts';
import type { Draft } from './draft.ts';

/** What one member may have of a limited product, and how many of it she has: unpaid ones count, what was given back does not. */
export type MemberLimit = { readonly most: number; readonly days: number | null; readonly had: number };

type Asked = { readonly memberId: string; readonly productId: string; readonly days: number | null };

/** The limits of these SKUs for one member, by product; no statement where nothing is limited. */
export async function readMemberLimits(
  ctx: Ctx,
  memberId: string,
  skus: readonly SkuFacts[],
): Promise<ReadonlyMap<string, MemberLimit>> {
  const limited = new Map(
    skus.flatMap(({ productId, limitPerMember: most, limitDays: days }) =>
      most === null ? [] : [[productId, { most, days }] as const],
    ),
  );
  if (limited.size === 0) return new Map();
  const asked = [...limited].map(([productId, { days }]) => ({ memberId, productId, days }));
  const had = await countHad(ctx, asked);
  return new Map(
    asked.map((one): [string, MemberLimit] => {
      const { most = 0, days = null } = limited.get(one.productId) ?? {};
      return [one.productId, { most, days, had: had.get(keyOf(one)) ?? 0 }];
    }),
  );
}

/** What is left of it for her. */
export const leftOf = ({ most, had }: MemberLimit): number => Math.max(0, most - had);

/** The same of one product, as her page tells it before she orders; null: any number. */
export async function tellMemberLimit(ctx: Ctx, memberId: string, productId: string) {
  const skus = (await findProductSkus(ctx, [productId])).get(productId) ?? [];
  if (skus.length === 0) throw platformErrors.error('not_found');
  const limit = (await readMemberLimits(ctx, memberId, skus)).get(productId);
  return limit ? { most: limit.most, days: limit.days, left: leftOf(limit) } : null;
}

type Wish = {
  readonly draft: Draft;
  readonly memberId: string;
  readonly productId: string;
  readonly units: number;
  readonly limit: number;
  readonly days: number | null;
  readonly name: string;
};

/**
 * Who would pass what a member may have of a product: what she ordered within its days counts, unpaid too, what was cancelled
 * or given back does not. Locked by member and product until the transaction ends, so that two orders at one moment know of
 * each other, in whatever process. No statement where nothing asked for is limited.
 */
export async function refuseOverMember(ctx: Ctx, drafts: readonly Draft[]): Promise<ReadonlyMap<Draft, DomainError>> {
  const refused = new Map<Draft, DomainError>();
  const wishes = drafts.flatMap(wishesOf);
  if (wishes.length === 0) return refused;
  await lock(ctx, wishes);
  const had = await countHad(ctx, wishes);
  for (const wish of wishes) {
    if (refused.has(wish.draft)) continue;
    const before = had.get(keyOf(wish)) ?? 0;
    if (before + wish.units > wish.limit) refused.set(wish.draft, overLimit(wish, before));
    else had.set(keyOf(wish), before + wish.units);
  }
  return refused;
}

function wishesOf(draft: Draft): Wish[] {
  const byProduct = new Map<string, { sku: SkuFacts; units: number }>();
  for (const { skuId, quantity } of draft.lines) {
    const sku = draft.skus.get(skuId);
    if (!sku || sku.limitPerMember === null) continue;
    byProduct.set(sku.productId, { sku, units: (byProduct.get(sku.productId)?.units ?? 0) + quantity });
  }
  const { memberId } = draft.ask;
  return [...byProduct].map(([productId, { sku, units }]) => {
    return { draft, memberId, productId, units, limit: sku.limitPerMember ?? 0, days: sku.limitDays, name: sku.name };
  });
}

function keyOf({ memberId, productId }: Asked): string {
  return `${memberId} ${productId}`;
}

/** Always in one order, so that no two groups wait for each other in a circle. */
async function lock(ctx: Ctx, wishes: readonly Wish[]): Promise<void> {
  const keys = [...new Set(wishes.map(keyOf))].toSorted();
  await sql`
    select pg_advisory_xact_lock(hashtextextended(key, 4)) from unnest(${keys}::text[]) with ordinality as k (key, n) order by n
  `.execute(ctx.db);
}

async function countHad(ctx: Ctx, wishes: readonly Asked[]): Promise<Map<string, number>> {
  const since = wishes.map(({ days }) => new Date(days === null ? 0 : ctx.now().getTime() - days * DAY_MS));
  const { rows } = await sql<{ memberId: string; productId: string; units: number }>`
    select asked.member_id, asked.product_id, sum(l.quantity - l.refunded_quantity)::int as units
    from (
      select distinct * from unnest(${wishes.map((w) => w.memberId)}::text[], ${wishes.map((w) => w.productId)}::text[],
        ${since}::timestamptz[]) as asked (member_id, product_id, since)
    ) asked
    join orders.placed o on o.member_id = asked.member_id and o.created_at > asked.since and o.state <> 'cancelled'
    join orders.line l on l.order_id = o.id and l.product_id = asked.product_id and l.gift is null
    group by asked.member_id, asked.product_id
  `.execute(ctx.db);
  return new Map(rows.map((row) => [`${row.memberId} ${row.productId}`, row.units]));
}

export function overLimit({ name, limit, days }: Pick<Wish, 'name' | 'limit' | 'days'>, had: number): DomainError {
  const within = days === null ? words('', '') : words(`${days} 天内`, ` in ${days} days`);
  return orderErrors.error('member_limit', { name, limit, had, within });
}
