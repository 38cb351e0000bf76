import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { type BenefitKinds, grant, revokeGiven } from '../../benefits/index.ts';
import { CARD_MONTH_DAYS, type CardRow, MONTH_MS } from './card.ts';
import { CARD } from './rows.ts';

type Due = CardRow & { readonly giftAt: Date };
const AT_ONCE = 500;

/**
 * In each month of a card the coupon that was promised with it, once: five hundred cards are a few statements. Nothing is held while it is
 * given; a card that was given back meanwhile is found at the end, and what it got is taken back.
 */
export const giveCardCoupons = (kinds: BenefitKinds): Sweep =>
  sweep({
    name: 'loyalty.card-coupons',
    due: sql`(select min(gift_at) from loyalty.card)`,
    run: async (ctx) =>
      inTransaction(ctx, async (ctx) => {
        const { rows } = await sql<Due>`
          select ${CARD}, gift_at from loyalty.card where gift_at <= ${ctx.now()} order by gift_at, id limit ${AT_ONCE}
        `.execute(ctx.db);
        await grant(ctx, kinds, { grants: rows.flatMap(requestFor) });
        const { rows: moved } = await sql<{ id: string }>`
          update loyalty.card c set gift_at = case
            when due.gift_at + ${CARD_MONTH_DAYS} * interval '1 day' < c.ends_at then due.gift_at + ${CARD_MONTH_DAYS} * interval '1 day' end
          from unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ giftAt }) => giftAt)}::timestamptz[]) as due (id, gift_at)
          where c.id = due.id and c.gift_at = due.gift_at returning c.id
        `.execute(ctx.db);
        const still = new Set(moved.map(({ id }) => id));
        await takeBackGifts(
          ctx,
          kinds,
          rows.filter(({ id }) => !still.has(id)),
        );
        return rows.length;
      }),
  });

function requestFor({ id, kindId, memberId, personNo, name, monthlyCoupon, startsAt, giftAt }: Due) {
  if (monthlyCoupon === null) return [];
  const month = Math.round((giftAt.getTime() - startsAt.getTime()) / MONTH_MS) + 1;
  const label = words(`会员卡：${name}，第 ${month} 个月`, `Card: ${name}, month ${month}`);
  return [
    {
      memberId,
      personNo,
      package: [{ kind: 'coupon', templateId: monthlyCoupon }],
      because: { kind: 'card', id: kindId, label, said: name },
      key: `${prefixOf(id)}m${month}`,
    },
  ];
}

/** The card is over: what it gave and is not used goes with it. */
export async function takeBackGifts(
  ctx: Ctx,
  kinds: BenefitKinds,
  cards: readonly Pick<CardRow, 'id' | 'kindId' | 'monthlyCoupon'>[],
): Promise<void> {
  const giving = cards.filter(({ monthlyCoupon }) => monthlyCoupon !== null);
  const [first] = giving;
  if (first === undefined) return;
  const because = { kind: 'card', id: first.kindId, label: words('会员卡已退', 'The card was given back') };
  await revokeGiven(ctx, kinds, { keyPrefixes: giving.map(({ id }) => prefixOf(id)), because });
}

const prefixOf = (id: string): string => `card_gift:${id}:`;
