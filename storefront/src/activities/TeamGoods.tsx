import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { go } from '../ui/navigate.ts';
import { Picture } from '../ui/Picture.tsx';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import s from './TeamGoods.module.scss';
import { t } from './texts.ts';

type Goods = Answer<'GET /api/shop/activities/:id'>['goods'];

/** What may be bought together; each leads to its page, where teams stand. */
export function TeamGoods({ goods }: { readonly goods: Goods }) {
  return (
    <View className={s.card}>
      <View className={s.title}>{t('goods')}</View>
      {goods.map(({ productId, name, image, price, alone }) => (
        <View
          key={productId}
          className={s.row}
          {...pressable(() => go(`${pages.product}?id=${productId}`), { role: 'link' })}
        >
          <Picture src={image} className={s.picture} />
          <View>
            <View>{name}</View>
            <View className={s.prices}>
              <Price fen={price} size="large" />
              <Price fen={alone} size="small" tone="soft" struck />
            </View>
          </View>
        </View>
      ))}
    </View>
  );
}
