import { sql } from 'kysely';
import { type Balance, none, statement } from './books.ts';

/** What was played: places, what counts, and what was given for it. */
export const activityBalances: readonly Balance[] = [
  {
    of: 'places taken = who takes part, where places are counted',
    sides: async ({ rows }) =>
      rows(statement`
        select a.id, a.taken as ours, (select count(*)::int from activities.entry e where e.activity_no = a.no) as theirs
        from activities.activity a where a.places is not null
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
      where (t.sum >= t.at) <> coalesce(r.state in ('given', 'refused'), false)
    `.execute(ctx.db);
    return rows.map(({ id }) => id);
  }),
];
