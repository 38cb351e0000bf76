import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { favouriteFell as fell } from '../../interests/events.ts';
import { eyedText, fallContext } from '../eyed-goods.ts';
import { trigger } from '../trigger.ts';

export const favouriteFell = trigger({
  kind: 'favourite_fell',
  words: words('收藏的商品降价', 'A kept product gets cheaper'),
  form: form({
    fields: [
      {
        key: 'percent',
        label: words('至少降', 'By at least'),
        hint: words('和她收藏时的价格比', 'Against the price when she kept it'),
        kind: 'percent',
        min: 1,
        max: 90,
        initial: 5,
      },
    ],
    sentence: ({ percent }) =>
      words(`收藏的商品降价 ${percent}% 以上`, `A product that she keeps gets cheaper by ${percent}% or more`),
  }),
  on: [fell],
  knows: ['product', 'productId', 'skuId', 'price', 'fell', 'atMost', 'eyed', 'category'],
  entrantOf({ percent }, told) {
    const goods = payloadOf(fell, told);
    if (!goods || (goods.before - goods.price) * 100 < goods.before * percent) return null;
    return {
      memberId: goods.memberId,
      because: words(`收藏的「${goods.name}」降价了`, `“${goods.name}”, which she keeps, got cheaper`),
      context: { ...fallContext(goods, goods.before), eyed: eyedText([goods]), category: '专享' },
    };
  },
});
