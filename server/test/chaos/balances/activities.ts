import { sql } from 'kysely';
import { type Balance, none, statement } from './books.ts';

/** What was played: places, what counts, and what was given for it. */
export const activityBalances: readonly Balance[] = [
  {
    of: 'places taken = who takes part, where places are counted',
    sides: async ({ rows }) =>
      rows(statement`
        select a.id, a.taken as ours, (select count(*)::int from activities.entry e where e.activity_no = a.no) as theirs
        from activities.activity a where a.places is not null and a.play <> 'group_buy'
      `),
  },
  {
    of: 'friends’ taps = those that were answered',
    sides: async ({ rows, tally }) => {
      const kept = await rows(statement`
        select e.id, count(*)::int as ours, 0 as theirs from activities.progress p join activities.entry e on e.no = p.entry_no
        where p.helper_no is not null group by e.id
      `);
      const ours = new Map(kept.map((row) => [row.id, row.ours]));
      return [...new Set([...ours.keys(), ...tally.helped.keys()])].map((id) => ({
        id,
        ours: ours.get(id) ?? 0,
        theirs: tally.helped.get(id)?.size ?? 0,
      }));
    },
  },
  {
    of: 'orders that count = paid ones of who takes part, by what is kept of each',
    sides: async ({ rows }) =>
      rows(statement`
        select e.id, (select coalesce(sum(p.amount), 0)::int from activities.progress p where p.entry_no = e.no) as ours, (
          select count(*)::int from orders.placed o
          where o.member_id = e.member_id and o.source = 'shop' and o.paid_at >= a.starts_at and o.paid_at < a.ends_at
            and o.state <> 'refunded' and o.paid - o.refunded >= 2000
        ) as theirs
        from activities.entry e join activities.activity a on a.no = e.activity_no where a.play = 'orders'
      `),
  },
  {
    of: 'tiers given = grants in the ledger, by their keys',
    sides: async ({ rows }) =>
      rows(statement`
        select e.id || ' ' || r.tier as id, (r.state = 'given')::int as ours, (
          select count(distinct g.key)::int from benefits.grant g
          where g.key = 'activity:' || e.id || ':' || r.tier || ':' || r.round || ';'
        ) as theirs
        from activities.reward r join activities.entry e on e.no = r.entry_no where r.state <> 'taken_back'
      `),
  },
  none('tiers that are reached and owed, or given and not reached', async ({ ctx }) => {
    const { rows } = await sql<{ id: string }>`
      with tiers as (
        select e.no, e.id, t.ordinality - 1 as tier, (t.value ->> 'at')::int as at, (
          select coalesce(sum(p.amount), 0) from activities.progress p where p.entry_no = e.no) as sum
        from activities.entry e join activities.terms v on v.activity_no = e.activity_no and v.version = e.version
        cross join lateral jsonb_array_elements(v.values -> 'tiers') with ordinality as t
      )
      select t.id || ' ' || t.tier as id from tiers t left join activities.reward r on r.entry_no = t.no and r.tier = t.tier
      where (t.sum >= t.at) <> coalesce(r.state in ('given', 'held', 'refused', 'denied'), false)
    `.execute(ctx.db);
    return rows.map(({ id }) => id);
  }),
  {
    of: 'places in teams: those taken ≤ the size, and of a complete team all are paid',
    sides: async ({ rows }) =>
      rows(statement`
        select t.id, greatest(0, count(s.*) filter (where s.state in ('held', 'paid')) - t.size)::int
            + (t.state = 'full' and count(s.*) filter (where s.state = 'paid') <> t.size)::int as ours, 0 as theirs
        from activities.team t left join activities.seat s on s.team_no = t.no group by t.id, t.size, t.state
      `),
  },
  {
    of: 'paid orders at the price of a team = places in exactly one team',
    sides: async ({ rows }) =>
      rows(statement`
        select o.id, 1 as ours, (
          select count(*)::int from activities.seat s where s.order_id = o.id and s.state in ('paid', 'left', 'failed')
        ) as theirs
        from orders.placed o
        where o.paid_at is not null and exists (select from orders.application a where a.order_id = o.id and a.source = 'group_buy')
      `),
  },
  {
    of: 'money of teams: their ledger = paid less given back of the orders',
    sides: async ({ rows }) =>
      rows(statement`
        select s.order_id as id, (select coalesce(sum(m.fen), 0)::int from activities.seat_money m where m.order_id = s.order_id) as ours,
          (o.paid - o.refunded) as theirs
        from activities.seat s join orders.placed o on o.id = s.order_id
      `),
  },
  {
    of: 'paid in teams that failed, or by who left = given back',
    sides: async ({ rows }) =>
      rows(statement`
        select s.order_id as id, o.paid as ours, o.refunded as theirs
        from activities.seat s join orders.placed o on o.id = s.order_id where s.state in ('failed', 'left')
      `),
  },
  {
    of: 'places of group buys = what their teams hold',
    sides: async ({ rows }) =>
      rows(statement`
        select a.id, a.taken as ours, (
          select count(*)::int from activities.seat s where s.activity_no = a.no and s.state in ('held', 'paid')
        ) as theirs
        from activities.activity a where a.play = 'group_buy'
      `),
  },
  none('complete teams whose orders are still kept in the house', async ({ ctx }) => {
    const { rows } = await sql<{ id: string }>`
      select s.order_id as id from activities.seat s join activities.team t on t.no = s.team_no
      join orders.hold h on h.order_id = s.order_id and h.team = t.id where t.state = 'full' and s.state = 'paid'
    `.execute(ctx.db);
    return rows.map(({ id }) => id);
  }),
  {
    of: 'orders at the price of a bargain that stand = bargains that are ordered or bought, each once',
    sides: async ({ rows }) =>
      rows(statement`
        select o.id, 1 as ours, (select count(*)::int from activities.bargain b where b.order_id = o.id and b.state <> 'open') as theirs
        from orders.placed o
        where o.state <> 'cancelled' and exists (select from orders.application a where a.order_id = o.id and a.source = 'bargain')
      `),
  },
  {
    of: 'what a bargain that is ordered came down to = what its goods cost in the order',
    sides: async ({ rows }) =>
      rows(statement`
        select e.id, greatest(b.floor, b.list - coalesce((select sum(p.amount) from activities.progress p where p.entry_no = e.no), 0))::int as ours,
          (o.goods_amount - o.discount_amount)::int as theirs
        from activities.bargain b join activities.entry e on e.no = b.entry_no join orders.placed o on o.id = b.order_id where b.state <> 'open'
      `),
  },
  none('days of an activity that took more than it says', async ({ ctx }) => {
    const { rows } = await sql<{ id: string }>`
      select a.id || ' ' || one.day as id from activities.activity a
      join activities.terms v on v.activity_no = a.no and v.version = a.version and v.values ->> 'perDay' is not null
      cross join lateral (
        select (at at time zone 'Asia/Shanghai')::date::text as day, count(*) as n from (
          select taken_at as at from activities.flash_take t where t.activity_no = a.no and t.state in ('kept', 'ordered', 'paid')
          union all select joined_at from activities.entry e where e.activity_no = a.no and a.play <> 'flash_sale'
        ) as promised group by 1
      ) as one
      where one.n > (v.values ->> 'perDay')::int
    `.execute(ctx.db);
    return rows.map(({ id }) => id);
  }),
  {
    of: 'pieces of a session of a flash sale = those that nobody has + those that somebody has, by SKU',
    sides: async ({ rows }) =>
      rows(statement`
        select s.id || ' ' || k.sku_id as id, k.total as ours, (k.unsold + coalesce(sum(t.units), 0))::int as theirs
        from activities.flash_stock k join activities.flash_session s on s.no = k.session_no
        left join activities.flash_take t on t.session_no = k.session_no and t.sku_id = k.sku_id and t.state in ('kept', 'ordered', 'paid')
        group by s.id, k.session_no, k.sku_id, k.total, k.unsold
      `),
  },
  {
    of: 'paid orders at the price of a flash sale = pieces that were taken, each once',
    sides: async ({ rows }) =>
      rows(statement`
        select o.id, (select sum(l.quantity)::int from orders.line l where l.order_id = o.id) as ours, (
          select coalesce(sum(t.units), 0)::int from activities.flash_take t where t.order_id = o.id and t.state = 'paid'
        ) as theirs
        from orders.placed o
        where o.paid_at is not null and exists (select from orders.application a where a.order_id = o.id and a.source = 'flash_sale')
      `),
  },
  {
    of: 'prizes that are gone = draws that won them',
    sides: async ({ rows }) =>
      rows(statement`
        select a.id || ' ' || p.place as id, p.taken as ours, (
          select count(*)::int from activities.draw d join activities.entry e on e.no = d.entry_no
          where e.activity_no = p.activity_no and d.prize = p.place
        ) as theirs
        from activities.prize p join activities.activity a on a.no = p.activity_no
      `),
  },
  {
    of: 'draws of each that won = what is promised to her for them',
    sides: async ({ rows }) =>
      rows(statement`
        select e.id, (select count(*)::int from activities.draw d where d.entry_no = e.no and d.prize is not null) as ours,
          (select count(*)::int from activities.reward r where r.entry_no = e.no and r.gift is not null) as theirs
        from activities.entry e join activities.activity a on a.no = e.activity_no where a.play = 'lottery'
      `),
  },
  none('draws that won and stand without a chance, or do not with one', async ({ ctx }) => {
    const { rows } = await sql<{ id: string }>`
      select e.id || ' ' || r.tier as id from activities.reward r join activities.entry e on e.no = r.entry_no
      where r.gift is not null and (r.state in ('due', 'held', 'given', 'refused', 'denied'))
        <> (r.tier < (select coalesce(sum(p.amount), 0) from activities.progress p where p.entry_no = e.no))
    `.execute(ctx.db);
    return rows.map(({ id }) => id);
  }),
  none('draws that left out a number', async ({ ctx }) => {
    const { rows } = await sql<{ id: string }>`
      select e.id from activities.entry e join activities.draw d on d.entry_no = e.no group by e.id having max(d.n) <> count(*)
    `.execute(ctx.db);
    return rows.map(({ id }) => id);
  }),
];
