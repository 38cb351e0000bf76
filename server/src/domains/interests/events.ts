import { plainWords, words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';
import { formatYuan } from '../../platform/money.ts';

const Goods = { memberId: Type.String(), productId: Type.String(), name: Type.String() };

export const favouriteAdded = fact('favourite.added', Type.Object({ ...Goods, price: Type.Integer() }), {
  words: words('收藏商品', 'Kept a product'),
  tell: ({ name }) => ({ side: 'act', title: words('收藏商品', 'Kept a product'), detail: plainWords(name) }),
});

/** A product that she keeps sells for less than when she took it in, and less than she was told of before. Fen. */
export const favouriteFell = fact(
  'favourite.price_fell',
  Type.Object({ ...Goods, skuId: Type.String(), before: Type.Integer(), price: Type.Integer() }),
  {
    words: words('收藏的商品降价', 'A kept product got cheaper'),
    tell: ({ name, before, price }) => ({
      side: 'system',
      title: words('收藏的商品降价', 'A kept product got cheaper'),
      detail: plainWords(`${name} ¥${formatYuan(before)} → ¥${formatYuan(price)}`),
    }),
  },
);

export const stockRequested = fact('stock_request.made', Type.Object({ ...Goods, skuId: Type.String() }), {
  words: words('登记到货提醒', 'Asked to be told when goods are back'),
  tell: ({ name }) => ({
    side: 'act',
    title: words('登记到货提醒', 'Asked to be told when goods are back'),
    detail: plainWords(name),
  }),
});

/** What she asked for can be had. `name`: with its options. */
export const stockRequestMet = fact(
  'stock_request.met',
  Type.Object({ ...Goods, skuId: Type.String(), price: Type.Integer(), app: Type.Optional(Type.String()) }),
  {
    words: words('等的商品到货', 'Goods she waits for are back'),
    tell: ({ name }) => ({
      side: 'system',
      title: words('等的商品到货', 'Goods she waits for are back'),
      detail: plainWords(name),
    }),
  },
);
