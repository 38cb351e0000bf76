import { View } from '@tarojs/components';
import { pressable } from '../ui/press.ts';
import { Tag } from '../ui/Tag.tsx';
import s from './StoreCard.module.scss';
import { distanceWords, openWords, type Store, todayWords } from './store-words.ts';
import { t } from './texts.ts';

type Props = { readonly store: Store; readonly last?: boolean; readonly onClick: () => void };

/** A store in the list: name, whether its doors are open, how far, where. */
export function StoreCard({ store, last = false, onClick }: Props) {
  return (
    <View className={s.card} {...pressable(onClick)}>
      <View className={s.head}>
        <View className={s.name}>{store.name}</View>
        {last && <Tag>{t('chosen')}</Tag>}
        {store.metres !== null && <View className={s.far}>{distanceWords(store.metres)}</View>}
      </View>
      <View className={s.line}>{store.address}</View>
      <View className={s.line}>
        <View className={store.openNow ? s.open : s.shut}>{openWords(store)}</View>
        {todayWords(store)}
        {store.missing !== null && (
          <Tag tone={store.missing.length === 0 ? 'success' : 'warning'}>
            {store.missing.length === 0 ? t('hasAll') : t('lacks', { n: store.missing.length })}
          </Tag>
        )}
        {!store.pickup && store.state === 'open' && <View className={s.shut}>{t('noPickup')}</View>}
      </View>
    </View>
  );
}
