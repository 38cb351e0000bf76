import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

const Price = { price: Type.Integer(), memberPrice: Type.Union([Type.Integer(), Type.Null()]) };

/** SKUs of a product cost something else from now on, in fen. Who follows prices (降价提醒) hears this. */
export const productRepriced = fact(
  'product.repriced',
  Type.Object({
    productId: Type.String(),
    name: Type.String(),
    changes: Type.Array(Type.Object({ skuId: Type.String(), ...Price, before: Type.Object(Price) })),
  }),
  { words: words('商品改价', 'Changed the price of a product') },
);

/** A SKU that nobody could have can be had again, as far as its stock goes. Who waits for goods (到货提醒) hears this. */
export const skuBackInStock = fact('sku.back_in_stock', Type.Object({ skuId: Type.String() }), {
  words: words('商品到货', 'Goods are back in stock'),
});
