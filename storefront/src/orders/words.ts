import type { Answer } from '../api/index.ts';

export type Order = Answer<'GET /api/shop/orders/:id'>;
export type Refund = Order['refunds'][number];

export const stateWords: Readonly<Record<Order['state'], string>> = {
  unpaid: '待付款',
  paid: '待发货',
  shipped: '待收货',
  received: '已完成',
  cancelled: '已取消',
  refunded: '已退款',
};

export const refundWords: Readonly<Record<Refund['state'], string>> = {
  requested: '等店家处理',
  processing: '退款中',
  done: '已退款',
  refused: '店家没有同意',
  failed: '退款遇到问题，店家正在处理',
};

/** What may still be asked back: paid, something left, nothing being decided. */
export function canAskRefund(order: Order): boolean {
  const settled = order.state === 'paid' || order.state === 'shipped' || order.state === 'received';
  const open = order.refunds.some((refund) => refund.state === 'requested' || refund.state === 'processing');
  return settled && !open && order.lines.some((line) => line.refundedQuantity < line.quantity);
}
