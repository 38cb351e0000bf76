import { View } from '@tarojs/components';
import { shopNow } from '../api/index.ts';
import { friendly } from '../ui/moment.ts';
import { go } from '../ui/navigate.ts';
import { Picture } from '../ui/Picture.tsx';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { OrderActs } from './OrderActs.tsx';
import s from './OrderCard.module.scss';
import { t } from './texts.ts';
import { type Order, orderWords, refundWords } from './words.ts';

/** An order in the list: state, goods, sum, and what may be done next. */
export function OrderCard({ order, onChanged }: { readonly order: Order; readonly onChanged: () => void }) {
  const pieces = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  const [first] = order.lines;
  const refund = order.refunds.at(-1);
  return (
    <View className={s.card} {...pressable(() => go(`${pages.order}?id=${order.id}`), { role: 'link' })}>
      <View className={s.head}>
        <View className={s.time}>{friendly(order.createdAt, shopNow())}</View>
        <View className={`${s.state} ${order.state === 'unpaid' ? s.urgent : ''}`}>{orderWords(order)}</View>
      </View>
      <View className={s.goods}>
        {order.lines.slice(0, 3).map((line) => (
          <Picture key={line.id} src={line.image} className={s.picture} />
        ))}
        {order.lines.length === 1 && first !== undefined && (
          <View className={s.single}>
            <View className={s.name}>{first.name}</View>
            <View className={s.values}>{first.values.join(' · ')}</View>
          </View>
        )}
        <View className={s.sum}>
          <Price fen={order.payable} tone="ink" />
          <View className={s.pieces}>{t('pieces', { n: pieces })}</View>
        </View>
      </View>
      {refund !== undefined && (
        <View className={s.refund}>
          {t('refundIs')}
          {refundWords(refund)}
        </View>
      )}
      <OrderActs order={order} onChanged={onChanged} />
    </View>
  );
}
