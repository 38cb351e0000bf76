import { View } from '@tarojs/components';
import { shopNow } from '../api/index.ts';
import { Check } from '../ui/Check.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { dateTime } from '../ui/moment.ts';
import { go } from '../ui/navigate.ts';
import { Picture } from '../ui/Picture.tsx';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { Stepper } from '../ui/Stepper.tsx';
import { Tag } from '../ui/Tag.tsx';
import s from './CartLine.module.scss';
import { type CartItem, isDead, setCartItem } from './cart.ts';
import { t } from './texts.ts';

/** One line of the cart. What cannot be bought now is greyed and says why. */
export function CartLine({ item, onRemove }: { readonly item: CartItem; readonly onRemove: () => void }) {
  const dead = isDead(item);
  return (
    <View className={`${s.line} ${dead ? s.dead : ''}`}>
      <Check
        label={item.name}
        on={item.selected && !dead}
        disabled={dead}
        onClick={() => void setCartItem(item, { selected: !item.selected })}
      />
      <View
        className={s.photo}
        {...pressable(() => go(`${pages.product}?id=${item.productId}`), { role: 'link', label: item.name })}
      >
        <Picture src={item.image} className={s.picture} />
        {dead && <View className={s.stamp}>{t(STAMP[item.state])}</View>}
      </View>
      <View className={s.words}>
        <View className={s.top}>
          <View className={s.name}>{item.name}</View>
          <View className={s.bin} {...pressable(onRemove, { label: t('remove') })}>
            <Icon name="x" size={16} color={colors.ink4} />
          </View>
        </View>
        {item.values.length > 0 && <View className={s.values}>{item.values.join(' · ')}</View>}
        {item.state === 'short' && (
          <View className={s.short}>
            <Tag tone="warning">{t('left', { n: item.available })}</Tag>
          </View>
        )}
        {item.onlyAtStores && !dead && (
          <View className={s.short}>
            <Tag tone="warning">{t('onlyAtStores')}</Tag>
          </View>
        )}
        {item.opensAt !== null && (
          <View className={s.short}>
            <Tag tone="warning">{t('opensAt', { at: dateTime(item.opensAt, shopNow()) })}</Tag>
          </View>
        )}
        {item.limit !== null && item.state !== 'off_sale' && (
          <View className={s.short}>
            <Tag tone={item.state === 'over' || item.state === 'limit_reached' ? 'warning' : 'plain'}>
              {limitWords(item.limit)}
            </Tag>
          </View>
        )}
        {!dead && (
          <View className={s.buy}>
            <View className={s.prices}>
              <Price fen={item.memberPrice ?? item.price} />
              {item.memberPrice !== null && (
                <Price fen={item.price} size="small" tone="soft" struck className={s.was} />
              )}
            </View>
            <Stepper
              value={item.quantity}
              min={1}
              max={Math.max(1, Math.min(item.available, item.limit?.left ?? item.available))}
              onChange={(quantity) => void setCartItem(item, { quantity })}
            />
          </View>
        )}
      </View>
    </View>
  );
}

const STAMP = {
  ok: 'soldOut',
  short: 'soldOut',
  over: 'limitReached',
  limit_reached: 'limitReached',
  sold_out: 'soldOut',
  off_sale: 'offSale',
  soon: 'soon',
} as const;

function limitWords({ most, days, left }: NonNullable<CartItem['limit']>): string {
  return days === null ? t('limit', { n: most, left }) : t('limitDays', { n: most, days, left });
}
