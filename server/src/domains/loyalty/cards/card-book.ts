import { sql } from 'kysely';
import type { Book, Unbalanced } from '../../../platform/book.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { personsWithNews } from '../../../platform/listeners.ts';
import { findMembers } from '../../members/index.ts';
import type { Till } from './ports.ts';

/** So many a morning are enough to see that something is wrong, and with whom. */
const MOST = 100;
const AT_ONCE = 1_000;

/**
 * Cards against what they are of: the free deliveries that a month says are used against the orders that used them, and a card that is
 * good, or was given back, against the money of its order. Of whom something is told that nobody has heard yet is left out.
 */
export const cardBook = (till: Pick<Till, 'moneyOf'>): Book => ({
  kind: 'card_sums',
  compare: async (ctx) => [...(await deliveries(ctx)), ...(await payments(ctx, till))].slice(0, MOST),
});

/** One statement, so both are of one moment. */
async function deliveries(ctx: Ctx): Promise<Unbalanced[]> {
  const { rows } = await sql<{ memberId: string; holder: string; month: string; used: number; orders: number }>`
    select * from (
      select q.member_id, q.holder, q.month, q.used, count(u.order_id)::int as orders
      from loyalty.quota q left join loyalty.quota_use u using (member_id, holder, month)
      group by q.member_id, q.holder, q.month
    ) counted where used <> orders order by member_id, holder, month limit ${MOST}
  `.execute(ctx.db);
  const members = await findMembers(
    ctx,
    rows.map(({ memberId }) => memberId),
  );
  return rows.map(({ memberId, holder, month, used, orders }) => ({
    id: `${memberId} ${holder} ${month}`,
    name: members.get(memberId)?.nickname ?? memberId,
    kept: { deliveries: used },
    added: { deliveries: orders },
  }));
}

type Card = {
  readonly id: string;
  readonly name: string;
  readonly personNo: number;
  readonly orderId: string;
  readonly state: string;
};

/** Those that run or are to begin, and all that ended within a month, a thousand at a time. */
async function payments(ctx: Ctx, till: Pick<Till, 'moneyOf'>): Promise<Unbalanced[]> {
  const wrong: (Card & { readonly good: number })[] = [];
  for (let after = ''; wrong.length < MOST; ) {
    const { rows } = await sql<Card>`
      select id, name, person_no, order_id, state from loyalty.card
      where id > ${after} and (state = 'unpaid' or coalesce(returned_at, ends_at) > ${ctx.now()}::timestamptz - interval '31 days')
      order by id limit ${AT_ONCE}
    `.execute(ctx.db);
    const money = await till.moneyOf(
      ctx,
      rows.map(({ orderId }) => orderId),
    );
    for (const card of rows) {
      const { paid = 0, refunded = 0 } = money.get(card.orderId) ?? {};
      const good = paid > refunded ? 1 : 0;
      // What a rule kept of a card that was given back stays paid.
      if (card.state === 'returned' ? paid === 0 : good !== goodIn(card)) wrong.push({ ...card, good });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) break;
    after = last.id;
  }
  const news = await personsWithNews(
    ctx,
    wrong.map(({ personNo }) => personNo),
  );
  return wrong
    .filter(({ personNo }) => !news.has(personNo))
    .map((card) => ({
      id: card.id,
      name: `${card.name} ${card.orderId}`,
      kept: { cards: goodIn(card) },
      added: { cards: card.good },
    }));
}

function goodIn({ state }: Card): number {
  return state === 'paid' ? 1 : 0;
}
