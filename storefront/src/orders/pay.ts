import { api, sayFailure } from '../api/index.ts';
import { track } from '../track/index.ts';
import { toast } from '../ui/toast.ts';
import { wx } from '../wx/index.ts';
import { t } from './texts.ts';

/**
 * Opens the payment sheet for an order. `unpaid` when she closed it or it could not be opened: the order waits, and
 * can be paid from its page until it runs out.
 */
export async function payOrder(orderId: string): Promise<'paid' | 'unpaid'> {
  try {
    const params = await api('POST /api/shop/orders/:id/payment', { params: { id: orderId } });
    const outcome = await wx.pay(params);
    track('pay_result', { orderId, props: { outcome } });
    if (outcome === 'paid') {
      wx.haptic();
      return 'paid';
    }
    toast(t('notPaid'));
  } catch (failure) {
    track('pay_result', { orderId, props: { outcome: 'failed' } });
    toast(sayFailure(failure));
  }
  return 'unpaid';
}
