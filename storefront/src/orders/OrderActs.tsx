import { View } from '@tarojs/components';
import { api } from '../api/index.ts';
import { addToCart } from '../cart/cart.ts';
import { Button } from '../ui/Button.tsx';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { attempt, confirm, toast } from '../ui/toast.ts';
import { wx } from '../wx/index.ts';
import s from './OrderActs.module.scss';
import { payOrder } from './pay.ts';
import { canAskRefund, type Order } from './words.ts';

/** What may be done with an order in its state; the one that leads on is last and filled. */
export function OrderActs({ order, onChanged }: { readonly order: Order; readonly onChanged: () => void }) {
  const { id } = order;
  const cancel = async () => {
    if (!(await confirm('取消订单', '取消后，用掉的优惠券会退回给你。', '取消订单'))) return;
    if ((await attempt(async () => api('POST /api/shop/orders/:id/cancellation', { params: { id } }))) !== null)
      onChanged();
  };
  const pay = async () => {
    if ((await payOrder(id)) === 'paid') go(`${pages.paid}?id=${id}`);
    else onChanged();
  };
  const receive = async () => {
    if (!(await confirm('确认收货', '东西都收到了、没有问题吗？', '收到了'))) return;
    if ((await attempt(async () => api('POST /api/shop/orders/:id/receipt', { params: { id } }))) === null) return;
    wx.haptic();
    toast('好的，祝用餐愉快');
    onChanged();
  };
  const again = async () => {
    let added = 0;
    for (const line of order.lines) {
      if (
        line.skuId !== null &&
        line.productId !== null &&
        (await addToCart(line.skuId, line.quantity, line.productId))
      )
        added += 1;
    }
    if (added > 0) go(pages.cart);
    else toast('这些商品都买不到了');
  };
  const ended = order.state === 'received' || order.state === 'cancelled' || order.state === 'refunded';
  return (
    <View className={s.acts}>
      {canAskRefund(order) && (
        <Button kind="line" size="small" onClick={() => go(`${pages.refund}?id=${id}`)}>
          申请退款
        </Button>
      )}
      {order.state === 'unpaid' && (
        <>
          <Button kind="line" size="small" onClick={cancel}>
            取消订单
          </Button>
          <Button size="small" onClick={pay}>
            去付款
          </Button>
        </>
      )}
      {order.state === 'shipped' && (
        <Button kind="brand" size="small" onClick={receive}>
          确认收货
        </Button>
      )}
      {ended && (
        <Button kind="soft" size="small" onClick={again}>
          再买一单
        </Button>
      )}
    </View>
  );
}
