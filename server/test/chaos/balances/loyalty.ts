import { cardBook, growthBook, pointsBook } from '../../../src/domains/loyalty/domain.ts';
import { serviceTill } from '../../../src/domains/orders/domain.ts';
import { type Balance, ofBook, statement } from './books.ts';

/** Points and growth. */
export const loyaltyBalances: readonly Balance[] = [
  ofBook(
    'points: the ledger = what lots hold, less what is owed',
    pointsBook,
    statement`
      select 'all' as id, coalesce((select sum(points) from loyalty.entry), 0)::bigint as ours,
        (coalesce((select sum(rest) from loyalty.lot), 0) - coalesce((select sum(owed) from loyalty.account), 0))::bigint as theirs
    `,
  ),
  {
    of: 'points: the ledger = the balance she is told',
    sides: async ({ rows, api, buyers }) => {
      const entries = new Map(
        (
          await rows(
            statement`select member_id as id, sum(points)::int as ours, 0 as theirs from loyalty.entry group by 1`,
          )
        ).map(({ id, ours }) => [id, ours]),
      );
      return Promise.all(
        buyers.map(async ({ memberId, token }) => {
          const { usable, frozen, owed } = await api('GET /api/shop/points', { token });
          return { id: memberId, ours: entries.get(memberId) ?? 0, theirs: usable + frozen - owed };
        }),
      );
    },
  },
  {
    of: 'points spent on orders: ledger = what the orders hold',
    sides: async ({ rows }) =>
      rows(statement`
        select coalesce(e.id, s.id) as id, coalesce(e.n, 0)::int as ours, coalesce(s.n, 0)::int as theirs
        from (select order_id as id, -sum(points) as n from loyalty.entry where kind in ('spent', 'unspent') group by 1) e
        full join (select id, points - returned as n from loyalty.spending) s on s.id = e.id
      `),
  },
  {
    of: 'points that still pay orders: orders’ rows = what the orders hold',
    sides: async ({ rows }) =>
      rows(statement`
        select o.id, coalesce(a.amount, 0)::int as ours, coalesce(s.saving, 0)::int as theirs
        from orders.placed o
        left join (select order_id, sum(amount) as amount from orders.application where source = 'points' group by 1) a
          on a.order_id = o.id
        left join loyalty.spending s on s.id = o.id
      `),
  },
  ofBook(
    'growth: levels stand on what was grown',
    growthBook,
    statement`
      select 'all' as id, coalesce((select sum(growth) from loyalty.standing), 0)::bigint as ours,
        coalesce((select sum(value) from loyalty.growth), 0)::bigint as theirs
    `,
  ),
  ofBook(
    'cards and levels: free deliveries that are used = orders that used them; a card is good = its order is paid',
    cardBook(serviceTill()),
    statement`
      select q.member_id || ' ' || q.holder || ' ' || q.month as id, q.used as ours, count(u.order_id)::int as theirs
      from loyalty.quota q left join loyalty.quota_use u using (member_id, holder, month) group by q.member_id, q.holder, q.month
    `,
  ),
  {
    of: 'free deliveries = what orders say was taken off their fees, by order',
    sides: async ({ rows }) =>
      rows(statement`
        select o.id, (case when u.order_id is null then 0 else 1 end) as ours, coalesce(a.n, 0)::int as theirs
        from orders.placed o left join loyalty.quota_use u on u.order_id = o.id
        left join (select order_id, count(*) as n from orders.application where source = 'levels' and offer_id like 'delivery:%' group by 1) a
          on a.order_id = o.id and o.state not in ('cancelled', 'refunded')
      `),
  },
  {
    of: 'coupons that cards gave = months of good cards that have begun, and of those given back',
    sides: async ({ rows, ctx }) =>
      rows(statement`
        select c.id, count(g.id)::int as ours,
          (case when c.state = 'paid' and c.starts_at <= ${ctx.now()} then 1 when c.state = 'paid' then 0 else count(g.id) end)::int as theirs
        from loyalty.card c left join benefits.grant g on starts_with(g.key, 'card_gift:' || c.id || ':')
          and (c.state = 'paid' or g.state in ('granted', 'used')) where c.state <> 'unpaid' group by c.id
      `),
  },
];
