import { words } from '../words.ts';

/** Why an unpaid order was closed. */
export const cancelReason = {
  shopper: words('买家取消', 'Cancelled by the shopper'),
  timeout: words('超时未支付，系统自动取消', 'Not paid in time, closed by the system'),
  unusable_payment: words('收到的付款不能入账', 'The payment that came could not be used'),
} as const;
