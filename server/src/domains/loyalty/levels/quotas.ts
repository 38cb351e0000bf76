import { sql } from 'kysely';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Claim } from '../../pricing/index.ts';
import { holderIn } from './offer-names.ts';

/** How many a month of a card has, and under which name it is counted. */
export type CardMonth = { readonly month: string; readonly most: number };

type Counted = { readonly memberId: string; readonly holder: string; readonly used: number; readonly most: number };

/**
 * Free deliveries for orders: the first claims in the list that what she has of this month still covers. The counters are
 * held from the first statement on, so two checkouts at once never both take the last. Answers the orders that have one.
 */
export async function claimQuotas(
  ctx: Ctx,
  claims: readonly Claim[],
  cards: ReadonlyMap<string, CardMonth>,
): Promise<ReadonlySet<string>> {
  if (claims.length === 0) return new Set();
  const month = shanghaiDay(ctx.now()).slice(0, 7);
  const wanted = claims.map((claim) => {
    const holder = holderIn(claim.offerId);
    const of = cards.get(holder) ?? { month, most: null };
    return { orderId: claim.orderId, memberId: claim.memberId, holder, ...of };
  });
  const { rows } = await sql<Counted>`
    with asked as (
      select distinct * from unnest(${wanted.map((w) => w.memberId)}::text[], ${wanted.map((w) => w.holder)}::text[],
        ${wanted.map((w) => w.month)}::text[], ${wanted.map((w) => w.most)}::int[]) as a (member_id, holder, month, most)
    ), held as (
      insert into loyalty.quota as q (member_id, holder, month)
      select member_id, holder, month from asked order by member_id, holder
      on conflict (member_id, holder, month) do update set used = q.used
      returning member_id, holder, used
    )
    select held.*, coalesce(asked.most, ${mostSql}) as most from held join asked using (member_id, holder)
  `.execute(ctx.db);
  const left = new Map(rows.map(({ memberId, holder, used, most }) => [`${memberId} ${holder}`, most - used]));
  const taken = wanted.filter(({ memberId, holder }) => {
    const rest = left.get(`${memberId} ${holder}`) ?? 0;
    left.set(`${memberId} ${holder}`, rest - 1);
    return rest > 0;
  });
  await sql`
    with taken as (
      insert into loyalty.quota_use (order_id, member_id, holder, month)
      select * from unnest(${taken.map((t) => t.orderId)}::text[], ${taken.map((t) => t.memberId)}::text[],
        ${taken.map((t) => t.holder)}::text[], ${taken.map((t) => t.month)}::text[]) as t (order_id, member_id, holder, month)
      returning member_id, holder, month
    ), sums as (select member_id, holder, month, count(*)::int as n from taken group by 1, 2, 3)
    update loyalty.quota q set used = q.used + sums.n from sums
    where q.member_id = sums.member_id and q.holder = sums.holder and q.month = sums.month
  `.execute(ctx.db);
  return new Set(taken.map(({ orderId }) => orderId));
}

/** What the holder gives a month. */
const mostSql = sql`coalesce((
  select l.free_shipping from loyalty.standing s join loyalty.level l on l.id = s.level_id
  where s.member_id = held.member_id and held.holder = 'level'
), 0)`;

/** Paid: it stays used until the order is given back whole. */
export async function useQuotas(ctx: Ctx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await sql`update loyalty.quota_use set paid = true where order_id = any(${[...orderIds]}::text[])`.execute(ctx.db);
}

/** What these orders took goes back to its month: of those not paid, or (given back whole) of paid ones too. Repeatable. */
export async function releaseQuotas(ctx: Ctx, orderIds: readonly string[], { paid }: { readonly paid: boolean }) {
  if (orderIds.length === 0) return;
  await sql`
    with back as (
      delete from loyalty.quota_use where order_id = any(${[...orderIds]}::text[]) and (${paid}::bool or not paid)
      returning member_id, holder, month
    ), sums as (select member_id, holder, month, count(*)::int as n from back group by 1, 2, 3)
    update loyalty.quota q set used = q.used - sums.n from sums
    where q.member_id = sums.member_id and q.holder = sums.holder and q.month = sums.month
  `.execute(ctx.db);
}
