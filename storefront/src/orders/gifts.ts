import { say } from '../ui/texts.ts';
import type { Quote } from './QuoteRows.tsx';
import { t } from './texts.ts';

/** What is given with the goods, as lines of their own. */
export function giftLines({ gifts }: Pick<Quote, 'gifts'>) {
  return gifts.map((gift) => ({
    id: `${gift.offerId} ${gift.skuId}`,
    name: gift.name,
    values: gift.values,
    image: gift.image,
    quantity: gift.quantity,
    price: 0,
    worth: gift.worth,
    mark: say(gift.label),
  }));
}

/** What would be given with them and is not there any more. */
export function giftsGone({ gifts, rejected }: Pick<Quote, 'gifts' | 'rejected'>): string[] {
  return [
    ...gifts.filter(({ short }) => short > 0).map(({ label, name }) => t('giftShort', { rule: say(label), name })),
    ...rejected.filter(({ reason }) => reason === 'gift_gone').map(({ label }) => t('giftGone', { rule: label })),
  ];
}
