import { words } from '@huoshui/contracts/words';

/** Until it is known how much of its payment went back at WeChat: perhaps nothing of the order is wanted any more. */
export const partReturned = {
  by: 'orders.part-returned',
  who: words('微信支付', 'WeChat Pay'),
  reason: words(
    '付款在微信侧已退回一部分或全部，等账单确认金额',
    'Some or all of its payment went back at WeChat; the bill will tell how much',
  ),
};
