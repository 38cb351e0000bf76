import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { orderRefunded as refunded } from '../../orders/events.ts';
import { exitRule } from '../exit-rule.ts';

/** Money goes back: of the order the run is about, or of any order of hers. Given back whole, the order that brought her in ends it anyway. */
export const orderRefunded = exitRule({
  kind: 'order_refunded',
  words: words('有订单退款', 'An order is refunded'),
  form: form({
    fields: [
      {
        key: 'which',
        label: words('哪个订单', 'Which order'),
        kind: 'choice',
        options: [
          { value: 'any', label: words('她的任何订单', 'any order of hers') },
          { value: 'own', label: words('带她进来的那个订单', 'the order that brought her in') },
        ],
        initial: 'any',
      },
      { key: 'whole', label: words('只算全额退款', 'Only given back whole'), kind: 'switch', initial: false },
    ],
    sentence: ({ which, whole }) => {
      const order =
        which === 'own'
          ? words('带她进来的订单', 'The order that brought her in')
          : words('她的订单', 'An order of hers');
      return whole
        ? words(`${order.zh}全额退款`, `${order.en} is given back whole`)
        : words(`${order.zh}有退款`, `${order.en} is refunded, in part or whole`);
    },
  }),
  on: [refunded],
  ends({ which, whole }, told, run) {
    const refund = payloadOf(refunded, told);
    return refund !== null && (refund.whole || !whole) && (which === 'any' || refund.orderId === run.brought);
  },
});
