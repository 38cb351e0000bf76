import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { orderReceived as received } from '../../orders/events.ts';
import { trigger } from '../trigger.ts';

const name = words('确认收货', 'An order is received');

export const orderReceived = trigger({
  kind: 'order_received',
  words: name,
  form: form({ fields: [], sentence: () => name }),
  on: [received],
  knows: ['orderId', 'number'],
  entrantOf(_values, told) {
    const order = payloadOf(received, told);
    return (
      order && {
        memberId: order.memberId,
        because: words(`订单 ${order.number} 已收货`, `Order ${order.number} received`),
        context: { orderId: order.orderId, number: order.number, ...(order.app ? { app: order.app } : {}) },
      }
    );
  },
});
