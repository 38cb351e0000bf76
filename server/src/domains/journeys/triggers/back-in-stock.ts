import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { stockRequestMet as met } from '../../interests/events.ts';
import { eyedText } from '../eyed-goods.ts';
import { trigger } from '../trigger.ts';

const name = words('等的商品到货', 'Goods she waits for are back');

export const backInStock = trigger({
  kind: 'back_in_stock',
  words: name,
  form: form({ fields: [], sentence: () => name }),
  on: [met],
  knows: ['product', 'productId', 'skuId', 'price', 'eyed', 'category'],
  entrantOf(_values, told) {
    const back = payloadOf(met, told);
    return (
      back && {
        memberId: back.memberId,
        because: words(`等的「${back.name}」到货了`, `“${back.name}”, which she waits for, is back`),
        context: {
          product: back.name,
          productId: back.productId,
          skuId: back.skuId,
          price: `¥${formatYuan(back.price, true)}`,
          eyed: eyedText([back]),
          category: '专享',
          ...(back.app ? { app: back.app } : {}),
        },
      }
    );
  },
});
