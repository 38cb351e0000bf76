import { spokenCode } from '@huoshui/contracts/pickup-code';
import { View } from '@tarojs/components';
import { shopNow } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { DigitsCode } from '../ui/DigitsCode.tsx';
import { dateTime } from '../ui/moment.ts';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import s from './PickupPass.module.scss';
import { t } from './texts.ts';
import type { Order } from './words.ts';

/** What she shows at the counter: the code to scan and to read out, and where and when. */
export function PickupPass({ pickup }: { readonly pickup: NonNullable<Order['pickup']> }) {
  const { code, store, address, from, to, name, phone, collectedAt, keepUntil } = pickup;
  const now = shopNow();
  return (
    <View className={s.card}>
      {code !== null && (
        <View className={s.pass}>
          <DigitsCode digits={code} label={`${t('pickupCode')} ${code}`} />
          <View className={s.digits}>{spokenCode(code)}</View>
          <View className={s.hint}>{t('pickupCodeHint')}</View>
        </View>
      )}
      <Cell icon="map-pin" strong label={store} onClick={() => go(`${pages.store}?id=${pickup.storeId}`)} />
      {address !== '' && <View className={s.address}>{address}</View>}
      <Cell label={t('pickupWhen')}>
        <View className={s.when}>
          {dateTime(from, now)}–{dateTime(to, now).slice(-5).replace('00:00', '24:00')}
        </View>
      </Cell>
      <Cell label={t('pickupWho')}>
        {name} {phone.replace(/^(\d{3})\d{4}/, '$1****')}
      </Cell>
      {collectedAt !== null ? (
        <View className={s.kept}>{t('pickupDone', { time: dateTime(collectedAt, now) })}</View>
      ) : (
        code !== null && <View className={s.kept}>{t('pickupKept', { time: dateTime(keepUntil, now) })}</View>
      )}
    </View>
  );
}
