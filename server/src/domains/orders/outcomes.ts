import type { Words } from '@huoshui/contracts/words';
import type { OutcomeKind } from '@huoshui/contracts/words/outcomes';
import { sql } from 'kysely';
import { addDays, dayStart } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { type OutcomeDays, outcomeOf } from '../../platform/outcomes.ts';

/** Where discounts come from, and where each is looked after; coupons are told by their own domain. */
const sources: Readonly<Record<string, { readonly kind: OutcomeKind; readonly to: (offerId: string) => string }>> = {
  promotions: { kind: 'promotion', to: (id) => `/promotions/${id}` },
  levels: { kind: 'privilege', to: () => '/levels' },
};

/** A card is one person's: what it is called is the privilege. */
const ONE_BY_ONE = 'levels';

/** More offers than these are told by their own lists. */
const MOST = 200;

type Row = {
  readonly source: string;
  readonly offerId: string;
  readonly label: Words;
  readonly people: number;
  readonly cost: number;
  readonly sales: number;
};

/**
 * What discounts took off the orders paid on these days that count (paid, and not given back whole), by the rule that gave it: units
 * that went back cost nothing. Sales are what these orders were paid less what went back; an order with two discounts is in both lines.
 */
export async function discountOutcomes(ctx: Ctx, { from, to }: OutcomeDays) {
  const { rows } = await sql<Row>`
    select one.source, one.offer_id, (array_agg(one.label order by one.paid_at desc))[1] as label, count(distinct one.member_id)::int as people,
      sum(one.amount)::bigint as cost, sum(one.net)::bigint as sales
    from (
      select a.source, case when a.source = ${ONE_BY_ONE} then coalesce(a.label ->> 'zh', a.label #>> '{}') else a.offer_id end as offer_id,
        max(a.label::text)::jsonb as label, o.member_id, o.paid_at, o.paid - o.refunded as net,
        sum(case when l.quantity is null then a.amount else round(a.amount::numeric * (l.quantity - l.refunded_quantity) / l.quantity) end) as amount
      from orders.placed o join orders.application a on a.order_id = o.id
        left join orders.line l on l.order_id = a.order_id and l.position = a.position
      where o.paid_at >= ${dayStart(from)} and o.paid_at < ${dayStart(addDays(to, 1))} and o.state not in ('unpaid', 'cancelled', 'refunded')
        and a.source = any(${Object.keys(sources)}::text[])
      group by o.id, 1, 2
    ) as one
    group by one.source, one.offer_id order by cost desc, one.source, one.offer_id limit ${MOST}
  `.execute(ctx.db);
  return rows.flatMap(({ source, offerId, label, people, cost, sales }) => {
    const known = sources[source];
    if (known === undefined) return [];
    const { kind, to: page } = known;
    return outcomeOf({
      kind,
      id: offerId,
      name: label,
      to: page(offerId),
      people,
      cost: Number(cost),
      sales: Number(sales),
    });
  });
}
