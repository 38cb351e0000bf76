import { goneBecause } from '@huoshui/contracts/words/orders';
import { View } from '@tarojs/components';
import { api } from '../api/index.ts';
import { loadCart } from '../cart/cart.ts';
import { useReviewable } from '../reviews/pending.ts';
import { track } from '../track/index.ts';
import { Button } from '../ui/Button.tsx';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { say } from '../ui/texts.ts';
import { attempt, confirm, tell, toast } from '../ui/toast.ts';
import { wx } from '../wx/index.ts';
import s from './OrderActs.module.scss';
import { payOrder } from './pay.ts';
import { t } from './texts.ts';
import { canAskRefund, type Order, teamOf } from './words.ts';

/** By WeChat's own sheet where it watches over the order: it is opened in the app in which she paid, and in no other. */
async function askWechat({ confirm: receipt }: Order) {
  if (receipt === null || (await wx.ready()).app !== receipt.app) return 'unable';
  return wx.confirmReceipt(receipt);
}

/** What may be done with an order in its state; the one that leads on is last and filled. */
export function OrderActs({ order, onChanged }: { readonly order: Order; readonly onChanged: () => void }) {
  const { id } = order;
  // Who waits for her team leaves it there; her money goes back at once, without being asked for.
  const team = teamOf(order);
  const cancel = async () => {
    if (!(await confirm(t('cancel'), t('cancelAsk'), t('cancelYes')))) return;
    if ((await attempt(async () => api('POST /api/shop/orders/:id/cancellation', { params: { id } }))) !== null)
      onChanged();
  };
  const pay = async () => {
    if ((await payOrder(id)) === 'paid') go(`${pages.paid}?id=${id}`);
    else onChanged();
  };
  const receive = async () => {
    const asked = await askWechat(order);
    if (asked === 'cancelled') return;
    if (asked === 'unable' && !(await confirm(t('receive'), t('receiveAsk'), t('receiveYes')))) return;
    if ((await attempt(async () => api('POST /api/shop/orders/:id/receipt', { params: { id } }))) === null) return;
    wx.haptic();
    toast(t('enjoy'));
    onChanged();
  };
  const again = async () => {
    const put = await attempt(async () => api('POST /api/shop/orders/:id/restoration', { params: { id } }));
    if (put === null) return;
    if (put.added.length === 0) return toast(t('allGone'));
    for (const { skuId, productId, quantity } of order.lines)
      if (skuId !== null && productId !== null && put.added.includes(skuId))
        track('cart_add', { productId, value: quantity, props: { skuId } });
    await loadCart();
    const missing = [
      ...put.gone.map(({ name, why }) => t('goneOne', { name, why: say(goneBecause[why]) })),
      ...put.fewer.map(({ name, quantity }) => t('fewerOne', { name, n: quantity })),
    ];
    if (missing.length > 0) await tell(t('backInCart'), missing.join('\n'));
    go(pages.cart);
  };
  const reviewable = useReviewable(id, order.state === 'received');
  const ended = order.state === 'received' || order.state === 'cancelled' || order.state === 'refunded';
  return (
    <View className={s.acts}>
      {team !== null && (
        <Button kind="brand" size="small" onClick={() => go(`${pages.team}?id=${team}`)}>
          {t('toTeam')}
        </Button>
      )}
      {team === null && canAskRefund(order) && (
        <Button kind="line" size="small" onClick={() => go(`${pages.refund}?id=${id}`)}>
          {t('askRefund')}
        </Button>
      )}
      {order.state === 'unpaid' && (
        <>
          <Button kind="line" size="small" onClick={cancel}>
            {t('cancel')}
          </Button>
          <Button size="small" onClick={pay}>
            {t('pay')}
          </Button>
        </>
      )}
      {order.state === 'shipped' && (
        <Button kind="brand" size="small" onClick={receive}>
          {t('receive')}
        </Button>
      )}
      {reviewable && (
        <Button kind="brand" size="small" onClick={() => go(`${pages.writeReview}?order=${id}`)}>
          {t('review')}
        </Button>
      )}
      {ended && order.service === null && (
        <Button kind="soft" size="small" onClick={again}>
          {order.state === 'cancelled' ? t('restore') : t('again')}
        </Button>
      )}
    </View>
  );
}
