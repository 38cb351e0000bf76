import { View } from '@tarojs/components';
import { shopNow } from '../api/index.ts';
import { Countdown } from '../ui/Countdown.tsx';
import { dateTime } from '../ui/moment.ts';
import { yuan } from '../ui/money.ts';
import { say } from '../ui/texts.ts';
import s from './OrderHead.module.scss';
import { t } from './texts.ts';
import { Waybill } from './Waybill.tsx';
import { type Order, orderWords } from './words.ts';

/** Where the order stands, in a sentence, and the waybill once there is one. */
export function OrderHead({ order, onExpired }: { readonly order: Order; readonly onExpired: () => void }) {
  const [only] = order.parcels;
  // Several parcels have a card each, with what is in them.
  const shown = order.parcels.length === 1 && order.unsent === 0 ? only : undefined;
  return (
    <View className={s.head}>
      <View className={s.state}>{orderWords(order)}</View>
      <View className={s.sentence}>
        {order.state === 'unpaid' && order.expiresAt !== null ? (
          <>
            {t('payBefore')} <Countdown to={order.expiresAt} onEnd={onExpired} /> {t('payAfter')}
          </>
        ) : (
          sentence(order)
        )}
      </View>
      {shown !== undefined && (
        <View className={s.waybill}>
          <Waybill company={shown.company} waybill={shown.waybill} />
        </View>
      )}
    </View>
  );
}

/** An order that must wait is not being packed: what for, and until when at the latest. */
function waiting({ holds }: Order): string | null {
  const [hold] = holds;
  if (hold === undefined) return null;
  if (hold.team !== null)
    return hold.until === null ? t('saysTeam') : t('saysTeamUntil', { time: dateTime(hold.until, shopNow()) });
  const reason = say(hold.reason);
  return hold.until === null
    ? t('saysWaiting', { reason })
    : t('saysWaitingUntil', { reason, time: dateTime(hold.until, shopNow()) });
}

function sentence(order: Order): string {
  if (order.state === 'paid')
    return waiting(order) ?? (order.slot === null ? t('saysPaid') : t('saysBrought', { time: slotTime(order.slot) }));
  if (order.state === 'to_collect') return waiting(order) ?? t(order.pickup?.readyAt ? 'saysReady' : 'saysPreparing');
  if (order.state === 'partly_shipped') return t('saysPartly', { n: order.unsent });
  if (order.state === 'shipped')
    return t(order.parcels.length > 1 ? 'saysShippedAll' : 'saysShipped', { n: order.parcels.length });
  if (order.state === 'received' && order.service === 'card') return t('saysCard');
  if (order.state === 'received') return t(order.pickup === null ? 'saysReceived' : 'saysCollected');
  if (order.state === 'refunded') return t('saysRefunded', { amount: yuan(order.refunded) });
  if (order.state === 'cancelled')
    return order.refunded > 0 ? t('saysCancelledPaid', { amount: yuan(order.refunded) }) : t('saysCancelled');
  return t('saysUnpaid');
}

/** 11-30 09:00–12:00 of the shop's clock; a day ends at 24:00. */
export function slotTime({ from, to }: NonNullable<Order['slot']>): string {
  const now = shopNow();
  return `${dateTime(from, now)}–${dateTime(to, now).slice(-5).replace('00:00', '24:00')}`;
}
