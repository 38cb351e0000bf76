import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { shopNow } from '../api/index.ts';
import { Countdown } from '../ui/Countdown.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { dateTime } from '../ui/moment.ts';
import { yuan } from '../ui/money.ts';
import { say } from '../ui/texts.ts';
import { toast } from '../ui/toast.ts';
import s from './OrderHead.module.scss';
import { t } from './texts.ts';
import { type Order, stateWords } from './words.ts';

/** Where the order stands, in a sentence, and the waybill once there is one. */
export function OrderHead({ order, onExpired }: { readonly order: Order; readonly onExpired: () => void }) {
  const { shipment } = order;
  const waybill = shipment?.waybill ?? null;
  return (
    <View className={s.head}>
      <View className={s.state}>{stateWords(order.state)}</View>
      <View className={s.sentence}>
        {order.state === 'unpaid' && order.expiresAt !== null ? (
          <>
            {t('payBefore')} <Countdown to={order.expiresAt} onEnd={onExpired} /> {t('payAfter')}
          </>
        ) : (
          sentence(order)
        )}
      </View>
      {shipment !== null && (
        <View
          className={s.waybill}
          onClick={() => {
            if (waybill !== null) void Taro.setClipboardData({ data: waybill }).then(() => toast(t('waybillCopied')));
          }}
        >
          <Icon name="truck" size={18} color={colors.teal} />
          <View className={s.number}>
            {shipment.company} {waybill ?? ''}
          </View>
          {waybill !== null && <Icon name="copy" size={16} color={colors.ink3} />}
        </View>
      )}
    </View>
  );
}

/** An order that must wait is not being packed: what for, and until when at the latest. */
function waiting({ holds }: Order): string | null {
  const [hold] = holds;
  if (hold === undefined) return null;
  const reason = say(hold.reason);
  return hold.until === null
    ? t('saysWaiting', { reason })
    : t('saysWaitingUntil', { reason, time: dateTime(hold.until, shopNow()) });
}

function sentence(order: Order): string {
  if (order.state === 'paid') return waiting(order) ?? t('saysPaid');
  if (order.state === 'to_collect') return waiting(order) ?? t(order.pickup?.readyAt ? 'saysReady' : 'saysPreparing');
  if (order.state === 'shipped') return t('saysShipped');
  if (order.state === 'received') return t(order.pickup === null ? 'saysReceived' : 'saysCollected');
  if (order.state === 'refunded') return t('saysRefunded', { amount: yuan(order.refunded) });
  if (order.state === 'cancelled')
    return order.refunded > 0 ? t('saysCancelledPaid', { amount: yuan(order.refunded) }) : t('saysCancelled');
  return t('saysUnpaid');
}
