import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { yuan } from '../ui/money.ts';
import { go } from '../ui/navigate.ts';
import { Picture } from '../ui/Picture.tsx';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { Tag } from '../ui/Tag.tsx';
import s from './GoodsRow.module.scss';
import { t } from './texts.ts';

export type Goods = Answer<'GET /api/shop/favourites'>['items'][number];

type Props = {
  readonly goods: Goods;
  readonly note?: string;
  readonly remove: string;
  readonly onRemove: () => void;
};

/** A product of hers as it stands now: cheaper than it was, out of stock, or gone. */
export function GoodsRow({ goods, note = '', remove, onRemove }: Props) {
  const { productId, name, image, price, state, fell } = goods;
  return (
    <View className={s.row} {...pressable(() => go(`${pages.product}?id=${productId}`), { role: 'link', label: name })}>
      <Picture src={image} className={s.picture} wide={110} />
      <View className={s.words}>
        <View className={`${s.name} ${state === 'off_sale' ? s.gone : ''}`}>{name}</View>
        <View className={s.tags}>
          {state === 'sold_out' && <Tag tone="plain">{t('soldOut')}</Tag>}
          {state === 'off_sale' && <Tag tone="plain">{t('offSale')}</Tag>}
          {fell > 0 && state !== 'off_sale' && <Tag tone="coral">{t('cheaper', { amount: yuan(fell) })}</Tag>}
          {note !== '' && <View className={s.note}>{note}</View>}
        </View>
        <Price fen={price} tone={state === 'off_sale' ? 'soft' : 'sale'} />
      </View>
      <View className={s.remove} {...pressable(onRemove, { label: remove })}>
        <Icon name="x" size={18} color={colors.ink3} />
      </View>
    </View>
  );
}
