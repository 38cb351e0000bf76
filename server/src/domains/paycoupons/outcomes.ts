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

export const payCouponOutcomes: Outcomes = { kinds: ['pay_coupon'], ofTheDays: true, ask };

/** Used on these days and not come back to her, by stock: what they cost, and what the orders paid with them were paid less what went back. */
async function ask(ctx: Ctx, range: OutcomeDays) {
  const { rows } = await sql<Row>`
    select s.id, s.name, count(distinct c.person_no)::int as people, sum(c.saving - c.back)::bigint as cost,
      sum(coalesce(c.order_amount, 0) - c.order_back)::bigint as sales
    from paycoupons.coupon c join paycoupons.stock s on s.no = c.stock_no where ${usedIn(ctx, range)} group by s.no
  `.execute(ctx.db);
  return rows.map(({ id, name, people, cost, sales }) =>
    outcomeOf({
      ...{ kind: 'pay_coupon', id, name, to: `/pay-coupons/${id}`, people, cost: Number(cost), sales: Number(sales) },
      who: { of: 'paycoupons.used', values: { stock: id, range: { from: range.from, to: range.to } } },
    }),
  );
}

function usedIn(ctx: Ctx, range: OutcomeDays): RawBuilder<unknown> {
  const { start, until, known } = readRange(ctx, range);
  return sql`c.state = 'used' and c.used_at >= ${start} and c.used_at < ${earlier(until, known)}`;
}

/** Who paid with one on these days, as its line counts them. */
export const usedPeople = people({
  name: 'paycoupons.used',
  can: 'coupons.read',
  form: form({
    fields: [
      { key: 'stock', label: words('微信支付券', 'WeChat Pay coupon'), kind: 'picker', of: 'pay_coupon' },
      { key: 'range', label: words('日期', 'Days'), kind: 'day_range' },
    ],
    sentence: ({ stock, range: { from, to } }, names) => {
      const name = names('pay_coupon', stock) ?? words('这批券', 'the stock');
      return words(
        `${from} 至 ${to} 用「${name.zh}」付过款的会员`,
        `Members who paid with “${name.en}” in ${from} to ${to}`,
      );
    },
  }),
  persons: async (ctx, { stock, range }) => {
    const { rows } = await sql<{ personNo: number }>`
      select distinct c.person_no from paycoupons.coupon c join paycoupons.stock s on s.no = c.stock_no
      where s.id = ${stock} and ${usedIn(ctx, range)} order by 1
    `.execute(ctx.db);
    return rows.map(({ personNo }) => personNo);
  },
});
