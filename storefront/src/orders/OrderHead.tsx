import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Countdown } from '../ui/Countdown.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { yuan } from '../ui/money.ts';
import { toast } from '../ui/toast.ts';
import s from './OrderHead.module.scss';
import { type Order, stateWords } from './words.ts';

/** Where the order stands, in a sentence, and the waybill once there is one. */
export function OrderHead({ order, onExpired }: { readonly order: Order; readonly onExpired: () => void }) {
  const { shipment } = order;
  return (
    <View className={s.head}>
      <View className={s.state}>{stateWords[order.state]}</View>
      <View className={s.sentence}>
        {order.state === 'unpaid' && order.expiresAt !== null ? (
          <>
            请在 <Countdown to={order.expiresAt} onEnd={onExpired} /> 内付款，商品和优惠都为你留着
          </>
        ) : (
          sentence(order)
        )}
      </View>
      {shipment !== null && (
        <View
          className={s.waybill}
          onClick={() => void Taro.setClipboardData({ data: shipment.waybill }).then(() => toast('运单号已复制'))}
        >
          <Icon name="truck" size={18} color={colors.teal} />
          <View className={s.number}>
            {shipment.company} {shipment.waybill}
          </View>
          <Icon name="copy" size={16} color={colors.ink3} />
        </View>
      )}
    </View>
  );
}

function sentence(order: Order): string {
  if (order.state === 'paid') return '正在为你挑选和打包';
  if (order.state === 'shipped') return '包裹在路上了，收到后请确认收货';
  if (order.state === 'received') return '已送达，记得看看保存与烹饪建议';
  if (order.state === 'refunded') return `¥${yuan(order.refunded)} 已退回原支付账户`;
  if (order.state === 'cancelled')
    return order.refunded > 0 ? `已付的 ¥${yuan(order.refunded)} 已退回` : '订单没有付款，用掉的优惠券已退回';
  return '等待付款';
}
