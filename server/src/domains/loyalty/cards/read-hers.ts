import type { Ctx } from '../../../platform/ctx.ts';
import { deliveryOf, privilegeSourceName } from '../levels/offer-names.ts';
import { type CardRow, endOf } from './card.ts';
import { entitlements, namesOfCoupons } from './card-form.ts';
import { returnRule } from './keeps.ts';
import { readKinds } from './kinds.ts';
import type { Till } from './ports.ts';
import { presentCard, useOf } from './present.ts';
import { cardIdsOf, cardsOf } from './rows.ts';

/** What she may buy, what she has, and what cards ever saved her. */
export async function readHerCards(ctx: Ctx, till: Till, memberId: string) {
  const [kinds, cards] = [(await readKinds(ctx)).filter(({ ended }) => !ended), await cardsOf(ctx, memberId)];
  const [use, money] = [
    await useOf(ctx, till, cards),
    await till.moneyOf(
      ctx,
      cards.map(({ orderId }) => orderId),
    ),
  ];
  const names = await namesOfCoupons(ctx, [...kinds, ...cards]);
  return {
    kinds: kinds.map((kind) => {
      const { id, name, price, months } = kind;
      return {
        id,
        name,
        price,
        months,
        privileges: [...entitlements(kind, names)],
        until: endOf(beginning(ctx, cards, id), months).toISOString(),
      };
    }),
    cards: cards.flatMap((card) => {
      const [used, paid] = [use.get(card.id), money.get(card.orderId)];
      if (used === undefined || paid === undefined) return [];
      return [{ ...presentCard(ctx, card, used, paid), privileges: [...entitlements(card, names)] }];
    }),
    saved: await savedEver(ctx, till, memberId),
    rule: returnRule,
  };
}

/** When a card of this kind would begin if it were paid now. */
function beginning({ now }: Ctx, cards: readonly CardRow[], kindId: string): Date {
  const ends = cards.filter((card) => card.kindId === kindId).map(({ endsAt }) => endsAt.getTime());
  return new Date(Math.max(now().getTime(), ...ends));
}

async function savedEver(ctx: Ctx, till: Till, memberId: string): Promise<number> {
  const holders = (await cardIdsOf(ctx, memberId)).map((id) => `card:${id}`);
  const offers = holders.flatMap((holder) => [holder, deliveryOf(holder)]);
  const sums = await till.savedBy(ctx, [memberId], privilegeSourceName, offers);
  return [...sums.values()].reduce((sum, { saved }) => sum + saved, 0);
}
