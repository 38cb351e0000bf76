import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { useCallback } from 'react';
import { api, useLoad } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { Cell } from '../../ui/Cell.tsx';
import { colors } from '../../ui/colors.ts';
import { ErrorState } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { yuan } from '../../ui/money.ts';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { Price } from '../../ui/Price.tsx';
import { pages } from '../../ui/pages.ts';
import { pressable } from '../../ui/press.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { say } from '../../ui/texts.ts';
import { toast } from '../../ui/toast.ts';
import { t as ui } from '../../ui/ui-texts.ts';
import { CareNotes } from '../CareNotes.tsx';
import { LineList } from '../LineList.tsx';
import { OrderActs } from '../OrderActs.tsx';
import { OrderHead, slotTime } from '../OrderHead.tsx';
import { OrderTimeline } from '../OrderTimeline.tsx';
import { ParcelCards } from '../ParcelCards.tsx';
import { PickupPass } from '../PickupPass.tsx';
import { RefundCards } from '../RefundCards.tsx';
import { TraceRows } from '../TraceRows.tsx';
import { t } from '../texts.ts';
import { type Order, stateWords, wasPaid } from '../words.ts';
import s from './order.module.scss';

export default function OrderDetail() {
  const { params } = useRouter();
  const id = params.id ?? '';
  // WeChat's own order list and its notices know our order by the number it was paid under, and by nothing else.
  const number = params.number ?? params.merchant_trade_no ?? '';
  // The care notice says “see how to keep it”: then that comes first.
  const fromNotice = params.m !== undefined;
  const order = useLoad(
    async () =>
      id === '' && number !== ''
        ? api('GET /api/shop/orders/by-number/:number', { params: { number } })
        : api('GET /api/shop/orders/:id', { params: { id } }),
    [id, number],
    { fresh: true },
  );
  const refresh = useRefresh(order);
  usePullDownRefresh(() => void refresh());
  const { reload } = order;
  const again = useCallback(() => void reload(), [reload]);

  const found = order.data;
  if (found === null) {
    return (
      <Page>
        {order.failure === null ? (
          <Skeleton shape="block" count={4} />
        ) : (
          <ErrorState failure={order.failure} onRetry={again} />
        )}
      </Page>
    );
  }
  return (
    <Page
      bar={
        <View className={s.bar}>
          <OrderActs order={found} onChanged={again} />
        </View>
      }
    >
      <OrderHead order={found} onExpired={again} />
      {found.pickup !== null && <PickupPass pickup={found.pickup} />}
      <ParcelCards order={found} />
      <TraceRows order={found} />
      <RefundCards order={found} onChanged={again} />
      {fromNotice && wasPaid(found) && <CareNotes lines={found.lines} />}
      <OrderTimeline events={found.timeline} />
      {!fromNotice && wasPaid(found) && <CareNotes lines={found.lines} />}
      {found.address !== null && <Receiver address={found.address} slot={found.slot} />}
      <LineList
        lines={found.lines.map((line) => ({
          ...line,
          price: line.unitPrice,
          worth: line.gift?.worth ?? null,
          mark: line.refundedQuantity > 0 ? t('givenBack', { n: line.refundedQuantity }) : giftMark(line),
          onClick: () => line.productId !== null && go(`${pages.product}?id=${line.productId}`),
        }))}
      />
      <Sums order={found} />
      <Facts order={found} />
    </Page>
  );
}

/** Which rule gave it, and what becomes of it with a refund. */
function giftMark({ gift }: Order['lines'][number]): string {
  if (gift === null) return '';
  return gift.note === null ? say(gift.label) : `${say(gift.label)} · ${say(gift.note)}`;
}

type ReceiverProps = { readonly address: NonNullable<Order['address']>; readonly slot: Order['slot'] };

function Receiver({ address, slot }: ReceiverProps) {
  return (
    <View className={s.card}>
      <View className={s.street}>
        {address.district}
        {address.street}
      </View>
      <View className={s.who}>
        {address.name}　{address.phone.replace(/^(\d{3})\d{4}/, '$1****')}
      </View>
      {slot !== null && <Cell label={t('broughtAt')}>{slotTime(slot)}</Cell>}
    </View>
  );
}

function Sums({ order }: { readonly order: Order }) {
  return (
    <View className={s.card}>
      <Cell label={ui('goods')}>
        <Price fen={order.goodsAmount} size="small" tone="ink" />
      </Cell>
      {order.discounts.map((one) => (
        <Cell key={`${one.source}-${one.label.zh}`} label={say(one.label)}>
          <View className={s.minus}>-¥{yuan(one.amount)}</View>
        </Cell>
      ))}
      <Cell label={ui('shipping')}>
        {order.shippingFee === 0 ? ui('freeShipping') : <Price fen={order.shippingFee} size="small" tone="ink" />}
      </Cell>
      {order.payCoupons !== null && (
        <Cell label={t('orderSum')}>
          <Price fen={order.paid} size="small" tone="ink" />
        </Cell>
      )}
      {order.payCoupons?.coupons.map((one, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two coupons of one name differ by nothing else that she is told
        <Cell key={n} label={t('payCoupon', { name: one.name })}>
          <View className={s.minus}>-¥{yuan(one.amount)}</View>
        </Cell>
      ))}
      <Cell label={order.paidAt === null ? t('payable') : t('paidSum')} strong>
        <Price fen={order.paidAt === null ? order.payable : (order.payCoupons?.payerPaid ?? order.paid)} size="large" />
      </Cell>
      {order.refunded > 0 && (
        <Cell label={stateWords('refunded')}>
          <Price fen={order.refunded} size="small" tone="ink" />
        </Cell>
      )}
    </View>
  );
}

function Facts({ order }: { readonly order: Order }) {
  return (
    <View className={s.card}>
      <Cell label={t('number')}>
        <View className={s.number} {...pressable(() => void copy(order.number))}>
          {order.number}
          <Icon name="copy" size={14} color={colors.ink3} />
        </View>
      </Cell>
      {order.note !== '' && <Cell label={t('note')}>{order.note}</Cell>}
    </View>
  );
}

async function copy(text: string): Promise<void> {
  await Taro.setClipboardData({ data: text });
  toast(t('copied'));
}
