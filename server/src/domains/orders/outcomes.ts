import { type Words, words } from '@huoshui/contracts/words';
import type { OutcomeKind } from '@huoshui/contracts/words/outcomes';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { earlier, readRange } from '../../platform/event-store/range.ts';
import { form } from '../../platform/form/form.ts';
import { type OutcomeDays, type Outcomes, outcomeOf } from '../../platform/outcomes.ts';
import { people } from '../../platform/people/people.ts';

/** Where discounts come from, and where each is looked after; coupons are told by their own domain. */
const sources: Readonly<Record<string, { readonly kind: OutcomeKind; readonly to: (offerId: string) => string }>> = {
  promotions: { kind: 'promotion', to: (id) => `/promotions/${id}` },
  levels: { kind: 'privilege', to: () => '/levels' },
};

/** A card is one person's: what it is called is the privilege. */
const ONE_BY_ONE = 'levels';

type Row = {
  readonly source: string;
  readonly offerId: string;
  readonly label: Words;
  readonly people: number;
  readonly cost: number;
  readonly sales: number;
};

export const discountOutcomes: Outcomes = { kinds: ['promotion', 'privilege'], ofTheDays: true, ask };

/**
 * What discounts took off the orders paid on these days that count (paid, and not given back whole), by the rule that gave it: units
 * that went back cost nothing. Sales are what these orders were paid less what went back; an order with two discounts is in both lines.
 */
async function ask(ctx: Ctx, range: OutcomeDays) {
  const { rows } = await sql<Row>`
    select one.source, one.offer_id, (array_agg(one.label order by one.paid_at desc))[1] as label, count(distinct one.person_no)::int as people,
      sum(one.amount)::bigint as cost, sum(one.net)::bigint as sales
    from (
      select a.source, ${OFFER} as offer_id, max(a.label::text)::jsonb as label, o.person_no, o.paid_at, o.paid - o.refunded as net,
        sum(case when l.quantity is null then a.amount else round(a.amount::numeric * (l.quantity - l.refunded_quantity) / l.quantity) end) as amount
      from orders.placed o join orders.application a on a.order_id = o.id
        left join orders.line l on l.order_id = a.order_id and l.position = a.position
      where ${countIn(ctx, range)} and a.source = any(${Object.keys(sources)}::text[])
      group by o.id, 1, 2
    ) as one
    group by one.source, one.offer_id
  `.execute(ctx.db);
  return rows.flatMap(({ source, offerId, label, people: count, cost, sales }) => {
    const known = sources[source];
    if (known === undefined) return [];
    const { kind, to: page } = known;
    return outcomeOf({
      kind,
      id: offerId,
      name: label,
      to: page(offerId),
      people: count,
      cost: Number(cost),
      sales: Number(sales),
      who: { of: 'orders.discounted', values: { source, offer: offerId, range: { from: range.from, to: range.to } } },
    });
  });
}

/** Which line an application stands in. */
const OFFER = sql`case when a.source = ${ONE_BY_ONE} then coalesce(a.label ->> 'zh', a.label #>> '{}') else a.offer_id end`;

function countIn(ctx: Ctx, range: OutcomeDays): RawBuilder<unknown> {
  const { start, until, known } = readRange(ctx, range);
  return sql`o.paid_at >= ${start} and o.paid_at < ${earlier(until, known)} and o.state not in ('unpaid', 'cancelled', 'refunded')`;
}

/** Whose orders of these days had a discount, as its line counts them. */
export const discountedPeople = people({
  name: 'orders.discounted',
  // An account of some stores sees no members.
  can: 'analytics.read',
  form: form({
    fields: [
      { key: 'source', label: words('优惠来源', 'Where the discount is from'), kind: 'text', max: 64 },
      { key: 'offer', label: words('优惠', 'Discount'), kind: 'text', max: 200 },
      { key: 'range', label: words('日期', 'Days'), kind: 'day_range' },
    ],
    sentence: ({ range: { from, to } }) =>
      words(`${from} 至 ${to} 的订单用了这项优惠的会员`, `Members whose orders of ${from} to ${to} had this discount`),
  }),
  persons: async (ctx, { source, offer, range }) => {
    const { rows } = await sql<{ personNo: number }>`
      select distinct o.person_no from orders.placed o join orders.application a on a.order_id = o.id
      where ${countIn(ctx, range)} and a.source = ${source} and ${OFFER} = ${offer} order by 1
    `.execute(ctx.db);
    return rows.map(({ personNo }) => personNo);
  },
});
