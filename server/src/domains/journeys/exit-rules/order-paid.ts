import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { goodsText } from '../../audiences/index.ts';
import { orderPaid as paid } from '../../orders/events.ts';
import { exitRule } from '../exit-rule.ts';
import { goodsField, hasGoods } from '../goods.ts';

/** She buys: anything, or goods of a scope. */
export const orderPaid = exitRule({
  kind: 'order_paid',
  words: words('买了', 'She buys'),
  form: form({
    fields: [goodsField],
    sentence: ({ goods }, names) => {
      const what = goodsText(goods, names);
      return goods.kind === 'all' && goods.exceptProductIds.length === 0
        ? words('支付了订单', 'She pays an order')
        : words(`买了${what.zh}`, `She buys ${what.en}`);
    },
  }),
  on: [paid],
  ends({ goods }, told) {
    const order = payloadOf(paid, told);
    return order !== null && order.source !== 'import' && hasGoods(goods, order.lines);
  },
});
