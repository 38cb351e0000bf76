import { words } from '@huoshui/contracts/words';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { earlier, readRange } from '../../platform/event-store/range.ts';
import { form } from '../../platform/form/form.ts';
import { type OutcomeDays, type Outcomes, outcomeOf } from '../../platform/outcomes.ts';
import { people } from '../../platform/people/people.ts';

type Row = {
  readonly id: string;
  readonly name: string;
  readonly people: number;
  readonly cost: number;
  readonly sales: number;
};

export const couponOutcomes: Outcomes = { kinds: ['coupon'], ofTheDays: true, ask };

/** Coupons that were used on these days and stayed so, by template: what they took off, and what these orders were paid less what went back. */
async function ask(ctx: Ctx, range: OutcomeDays) {
  const { rows } = await sql<Row>`
    select t.id, t.name, count(distinct c.person_no)::int as people, sum(coalesce(c.saving, 0))::bigint as cost,
      sum(coalesce(c.order_amount, 0) - c.order_refunded)::bigint as sales
    from coupons.coupon c join coupons.template t on t.id = c.template_id
    where ${usedIn(ctx, range)}
    group by t.id, t.name
  `.execute(ctx.db);
  return rows.map(({ id, name, people, cost, sales }) =>
    outcomeOf({
      kind: 'coupon',
      id,
      name,
      to: `/coupons/${id}`,
      people,
      cost: Number(cost),
      sales: Number(sales),
      who: { of: 'coupons.used', values: { coupon: id, range: { from: range.from, to: range.to } } },
    }),
  );
}

function usedIn(ctx: Ctx, range: OutcomeDays): RawBuilder<unknown> {
  const { start, until, known } = readRange(ctx, range);
  return sql`c.state = 'used' and c.used_at >= ${start} and c.used_at < ${earlier(until, known)}`;
}

/** Who used a coupon on these days, as its line counts them. */
export const usedPeople = people({
  name: 'coupons.used',
  can: 'coupons.read',
  form: form({
    fields: [
      { key: 'coupon', label: words('优惠券', 'Coupon'), kind: 'picker', of: 'coupon' },
      { key: 'range', label: words('日期', 'Days'), kind: 'day_range' },
    ],
    sentence: ({ coupon, range: { from, to } }, names) => {
      const name = names('coupon', coupon) ?? words('这张券', 'the coupon');
      return words(`${from} 至 ${to} 用过「${name.zh}」的会员`, `Members who used “${name.en}” in ${from} to ${to}`);
    },
  }),
  persons: async (ctx, { coupon, range }) => {
    const { rows } = await sql<{ personNo: number }>`
      select distinct c.person_no from coupons.coupon c where c.template_id = ${coupon} and ${usedIn(ctx, range)} order by 1
    `.execute(ctx.db);
    return rows.map(({ personNo }) => personNo);
  },
});
