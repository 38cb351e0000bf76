import { View } from '@tarojs/components';
import { shopNow } from '../api/index.ts';
import { friendly } from '../ui/moment.ts';
import { Picture } from '../ui/Picture.tsx';
import s from './ParcelCards.module.scss';
import { t } from './texts.ts';
import { Waybill } from './Waybill.tsx';
import type { Order } from './words.ts';

type Parcel = Order['parcels'][number];

/** An order that leaves in several parcels: what is in each, who brings it, and what is still to come. */
export function ParcelCards({ order }: { readonly order: Order }) {
  const { parcels, unsent } = order;
  if (parcels.length === 0 || (parcels.length === 1 && unsent === 0)) return null;
  return (
    <>
      {parcels.map((parcel) => (
        <View key={parcel.no} className={s.card}>
          <View className={s.head}>
            <View className={s.title}>
              {t(parcel.replacement ? 'parcelReplacement' : 'parcelNo', { n: parcel.no })}
            </View>
            <View className={s.time}>{friendly(parcel.shippedAt, shopNow())}</View>
          </View>
          <Waybill company={parcel.company} waybill={parcel.waybill} />
          <Goods order={order} parcel={parcel} />
        </View>
      ))}
      {unsent > 0 && (
        <View className={`${s.card} ${s.open}`}>
          <View className={s.title}>{t('parcelToCome')}</View>
          {order.lines
            .filter(({ toSend }) => toSend > 0)
            .map((line) => (
              <Row key={line.id} image={line.image} name={line.name} count={line.toSend} />
            ))}
        </View>
      )}
    </>
  );
}

function Goods({ order, parcel }: { readonly order: Order; readonly parcel: Parcel }) {
  if (parcel.lines.length === 0) return <View className={s.text}>{parcel.goods}</View>;
  return (
    <>
      {parcel.lines.map(({ lineId, quantity }) => {
        const line = order.lines.find(({ id }) => id === lineId);
        return line && <Row key={lineId} image={line.image} name={line.name} count={quantity} />;
      })}
    </>
  );
}

function Row({ image, name, count }: { readonly image: string | null; readonly name: string; readonly count: number }) {
  return (
    <View className={s.row}>
      <Picture src={image} className={s.picture} />
      <View className={s.name}>{name}</View>
      <View className={s.count}>×{count}</View>
    </View>
  );
}
