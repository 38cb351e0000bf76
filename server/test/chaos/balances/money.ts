import { sql } from 'kysely';
import { bookMismatches } from '../../../src/domains/orders/testing.ts';
import { type Balance, type Books, none, type Side, statement, type WechatPayment } from './books.ts';

/** Money of shoppers, in our journal and in WeChat's books. */
export const moneyBalances: readonly Balance[] = [
  {
    of: 'payments: the journal = WeChat’s own books',
    sides: async (books) => inWechatsBooks(books, 'payment', ({ total }) => total),
  },
  {
    of: 'refunds: the journal = WeChat’s own books',
    sides: async (books) => inWechatsBooks(books, 'refund', ({ returned }) => returned),
  },
  {
    of: 'payments less refunds: orders = the journal',
    sides: async ({ rows }) =>
      rows(statement`
        select o.id, o.paid - o.refunded as ours,
          coalesce(sum(case m.kind when 'payment' then m.amount else -m.amount end), 0)::bigint as theirs
        from orders.placed o left join orders.money m on m.order_id = o.id group by o.id
      `),
  },
  {
    of: 'refunds that are done = the journal',
    sides: async ({ rows }) =>
      rows(statement`
        select coalesce(r.id, key) as id, coalesce(r.amount, 0) as ours, coalesce(m.amount, 0) as theirs
        from (
          select id, amount, out_refund_no || case when attempt > 1 then '-' || attempt else '' end as key
          from orders.refund where state = 'done' and amount > 0
        ) r full join (select key, amount from orders.money where kind = 'refund') m using (key)
      `),
  },
  {
    of: 'cancelled orders: paid = given back',
    sides: async ({ rows }) =>
      rows(statement`
        select o.id, o.paid as ours, o.refunded as theirs from orders.placed o where o.state = 'cancelled'
      `),
  },
  {
    of: 'payments of no use: paid = given back',
    sides: async ({ rows }) =>
      rows(statement`
        select transaction_id as id, amount as ours, returned as theirs from orders.payment where unusable is not null
      `),
  },
  none('refunds on their way, or failed', async ({ ctx }) => {
    const { rows } = await sql<{ id: string }>`
      select id from orders.refund where state in ('processing', 'failed') order by id
    `.execute(ctx.db);
    return rows.map(({ id }) => id);
  }),
  none('differences that a person would have to look into, but payments of no use', async ({ ctx }) => {
    const { rows } = await sql<{ key: string }>`
      select key from orders.difference where settled_at is null and kind <> 'payment_unusable' order by key
    `.execute(ctx.db);
    return rows.map(({ key }) => key);
  }),
  none('what does not add up in orders, lines, payments and refunds', async ({ ctx }) =>
    (await bookMismatches(ctx)).map(({ what, id }) => `${what} ${id}`),
  ),
  {
    of: 'orders that were answered = orders that stand',
    sides: async ({ rows, tally }) => {
      const stand = new Set(
        (await rows(statement`select id, 0 as ours, 0 as theirs from orders.placed`)).map(({ id }) => id),
      );
      return [...new Set([...stand, ...tally.placed])].map((id) => ({
        id,
        ours: tally.placed.has(id) ? 1 : 0,
        theirs: stand.has(id) ? 1 : 0,
      }));
    },
  },
];

/** By transaction. */
async function inWechatsBooks(
  { rows, wechat }: Books,
  kind: 'payment' | 'refund',
  worth: (one: WechatPayment) => number,
): Promise<readonly Side[]> {
  const ours = new Map(
    (
      await rows(statement`
        select transaction_id as id, sum(amount)::bigint as ours, 0 as theirs from orders.money
        where kind = ${kind} group by transaction_id
      `)
    ).map((one) => [one.id, one.ours]),
  );
  const theirs = new Map((await wechat()).map((one) => [one.transactionId, worth(one)]));
  return [...new Set([...ours.keys(), ...theirs.keys()])].map((id) => ({
    id,
    ours: ours.get(id) ?? 0,
    theirs: theirs.get(id) ?? 0,
  }));
}
