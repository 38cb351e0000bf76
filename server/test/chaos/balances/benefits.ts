import { sql } from 'kysely';
import { budgetBook } from '../../../src/domains/benefits/domain.ts';
import { couponBook } from '../../../src/domains/coupons/domain.ts';
import { type Balance, none, ofBook, statement } from './books.ts';

/** Coupons, what gave them and what paid for them. */
export const benefitBalances: readonly Balance[] = [
  {
    of: 'coupons used = what was taken off orders for them, fen by order',
    sides: async ({ rows }) =>
      rows(statement`
        select o.id, coalesce(c.saving, 0)::int as ours, coalesce(a.amount, 0)::int as theirs from orders.placed o
        left join (select order_id, sum(saving) as saving from coupons.coupon where state = 'used' group by 1) c on c.order_id = o.id
        left join (select order_id, sum(amount) as amount from orders.application where source = 'coupons' group by 1) a
          on a.order_id = o.id and o.paid_at is not null and o.state <> 'refunded'
      `),
  },
  {
    of: 'rows of applications = what orders say they save',
    sides: async ({ rows }) =>
      rows(statement`
        select o.id, coalesce(sum(a.amount), 0)::int as ours, o.discount_amount as theirs
        from orders.placed o left join orders.application a on a.order_id = o.id where o.source = 'shop' group by o.id
      `),
  },
  {
    of: 'grants that were used = coupons that were used, fen',
    sides: async ({ rows }) =>
      rows(statement`
        select g.id, coalesce(g.actual_cost, 0)::int as ours, coalesce(c.saving, 0)::int as theirs
        from benefits.grant g join coupons.coupon c on c.grant_id = g.id
        where g.state = 'used' or c.state = 'used'
      `),
  },
  none('coupons that are locked, more than one may have, or otherwise in the ledger', async ({ ctx }) => {
    const { rows } = await sql<{ id: string }>`
      select id from coupons.coupon where state = 'locked'
      union all
      select c.member_id || ' ' || c.template_id from coupons.coupon c join coupons.template t on t.id = c.template_id
        where c.state <> 'revoked' group by c.member_id, c.template_id, t.per_member having count(*) > t.per_member
      union all
      select g.id from benefits.grant g where g.kind = 'coupon' and not exists (
        select from coupons.coupon c where c.grant_id = g.id and c.member_id = g.member_id)
      union all
      -- The ledger says of each, taken or given, what the wallet says.
      select c.id from coupons.coupon c join benefits.grant g on g.id = c.grant_id
        where g.state <> case c.state when 'available' then 'granted' else c.state end
    `.execute(ctx.db);
    return rows.map(({ id }) => id);
  }),
  ofBook(
    'coupons issued and used = the wallets',
    couponBook,
    statement`
      select t.id, t.issued + t.used as ours, (count(c.id) + count(c.id) filter (where c.state = 'used'))::int as theirs
      from coupons.template t left join coupons.coupon c on c.template_id = t.id group by t.id
    `,
  ),
  ofBook(
    'budgets = their grants, fen',
    budgetBook,
    statement`
      select b.id, b.committed as ours,
        coalesce(sum(g.reserved) filter (where g.state in ('granted', 'used')), 0)::bigint as theirs
      from benefits.budget b left join benefits.grant g on g.budget_id = b.id group by b.id
    `,
  ),
  {
    // Whose first order went back whole before it came to her may have been left out, for there was nothing to thank for: her next
    // order is her first from then on, and she is not brought in again.
    of: 'first buyers = thanked by the journey, once each',
    sides: async ({ rows, goods }) =>
      rows(statement`
        select b.member_id || coalesce(' (' || b.order_id || ', run ' || r.said || ')', ' (no run)') as id, case when b.kept and r.returned is not true then 1 else least(coalesce(g.n, 0), 1) end::int as ours,
          coalesce(g.n, 0)::int as theirs
        from (
          select f.member_id, f.order_id, o.refunded < o.paid as kept from orders.first_paid f join orders.placed o on o.id = f.order_id
        ) b left join (
          select member_id, count(*) as n from benefits.grant where budget_id = ${goods.budgetId} group by 1
        ) g using (member_id) left join (
          select i.member_id, bool_or(i.returned_at is not null) as returned, string_agg(concat_ws(' ', r.state, i.outcome ->> 'en', i.context ->> 'refused', i.context ->> 'orderId'), '; ') as said
          from journeys.journey j join journeys.run r on r.journey_no = j.no join journeys.run_info i on i.run_id = r.id
          where j.id = ${goods.journeyId} group by 1
        ) r using (member_id)
      `),
  },
];
