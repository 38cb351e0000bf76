import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { type Belonging, rowsOfHers } from '../../platform/belongings.ts';

/** What moves with a person when two records become one. */
export const orderBelonging: Belonging = rowsOfHers({
  name: 'orders',
  words: words('订单', 'Orders'),
  table: 'orders.placed',
  by: 'member_id',
});

export const cartBelonging: Belonging = {
  name: 'cart',
  words: words('购物车商品', 'Lines in the cart'),
  count: async (ctx, persons) => {
    const { rows } = await sql<{ personNo: number; count: number }>`
      select asked.person_no, count(*) as count
      from unnest(${persons.map((p) => p.memberId)}::text[], ${persons.map((p) => p.personNo)}::int[]) as asked (member_id, person_no)
      join orders.cart_item c on c.member_id = asked.member_id group by 1
    `.execute(ctx.db);
    return new Map(rows.map((row) => [row.personNo, row.count]));
  },
};
