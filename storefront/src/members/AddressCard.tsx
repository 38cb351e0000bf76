import { placeText } from '@huoshui/contracts/place';
import { View } from '@tarojs/components';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import s from './AddressCard.module.scss';
import type { Address } from './chosen-address.ts';
import { t } from './texts.ts';

/** Where it goes. Without any address yet: the way to make one. */
export function AddressCard({ address, loading }: { readonly address: Address | null; readonly loading: boolean }) {
  return (
    <View
      className={s.card}
      {...pressable(() => go(address === null ? `${pages.address}?from=checkout` : `${pages.addresses}?choose=1`), {
        role: 'link',
      })}
    >
      <View className={s.disc}>
        <Icon name="map-pin" size={20} color={colors.teal} />
      </View>
      <View className={s.words}>
        {address === null ? (
          <View className={s.none}>{loading ? t('reading') : t('add')}</View>
        ) : (
          <>
            <View className={s.street}>
              {address.district}
              {address.street}
            </View>
            <View className={s.who}>
              {address.name}　{address.phone.replace(/^(\d{3})\d{4}/, '$1****')}　{placeText(address)}
            </View>
          </>
        )}
      </View>
      <Icon name="chevron-right" size={18} color={colors.ink4} />
    </View>
  );
}
