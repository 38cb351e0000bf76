import type { Ctx } from '../../../platform/ctx.ts';
import { deliveryOf, privilegeSourceName } from '../levels/offer-names.ts';
import { type CardRow, holderOf, monthKey, shownState } from './card.ts';
import { keeps, type Used } from './keeps.ts';
import type { Till } from './ports.ts';
import { deliveriesOf } from './rows.ts';

type CardUse = Used & { readonly thisMonth: number; readonly savedPaid: number };

/** What each of these cards gave, from what stands with the orders: two statements for any number of them. */
export async function useOf(ctx: Ctx, till: Till, cards: readonly CardRow[]): Promise<ReadonlyMap<string, CardUse>> {
  const holders = cards.map(holderOf);
  const memberIds = [...new Set(cards.map(({ memberId }) => memberId))];
  const offers = holders.flatMap((holder) => [holder, deliveryOf(holder)]);
  const counts = await deliveriesOf(ctx, holders, memberIds);
  const saved = await till.savedBy(ctx, memberIds, privilegeSourceName, offers);
  return new Map(
    cards.map((card) => {
      const holder = holderOf(card);
      const mine = counts.filter((one) => one.holder === holder);
      const sums = [saved.get(holder), saved.get(deliveryOf(holder))];
      return [
        card.id,
        {
          deliveries: mine.reduce((sum, { used }) => sum + used, 0),
          thisMonth: mine.find(({ month }) => month === monthKey(card, ctx.now()))?.used ?? 0,
          saved: sums.reduce((sum, one) => sum + (one?.held ?? 0), 0),
          savedPaid: sums.reduce((sum, one) => sum + (one?.saved ?? 0), 0),
        },
      ];
    }),
  );
}

/** `paid` and `returned`: of its order, fen. */
export function presentCard(
  ctx: Ctx,
  card: CardRow,
  use: CardUse,
  { paid, returned }: { readonly paid: number; readonly returned: number },
) {
  const { id, kindId, name, orderId, startsAt, endsAt, freeShipping } = card;
  const state = shownState(card, ctx.now());
  return {
    id,
    kindId,
    name,
    orderId,
    state,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    freeShipping: freeShipping === null ? null : { of: freeShipping, used: use.thisMonth },
    saved: use.savedPaid,
    returnable: state === 'returned' ? 0 : Math.max(0, paid - keeps(paid, card, use, ctx.now()) - returned),
  };
}
