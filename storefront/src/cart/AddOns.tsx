import { View } from '@tarojs/components';
import { api, useLoad } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { go } from '../ui/navigate.ts';
import { Picture } from '../ui/Picture.tsx';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { say } from '../ui/texts.ts';
import s from './AddOns.module.scss';
import { addToCart } from './cart.ts';
import { t } from './texts.ts';

type Props = {
  readonly lines: readonly { readonly skuId: string; readonly quantity: number }[];
  readonly className?: string | undefined;
};

/** 加价购: what may be added for little beside these lines; nothing where there is nothing. */
export function AddOns({ lines, className = '' }: Props) {
  const wanted = lines.map(({ skuId, quantity }) => ({ skuId, quantity }));
  const found = useLoad(
    async () => (wanted.length === 0 ? null : api('POST /api/shop/add-ons', { body: { lines: wanted } })),
    [JSON.stringify(wanted)],
  );
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <View className={`${s.list} ${className}`}>
      {items.map((item) => (
        <View key={`${item.offerId} ${item.skuId}`} className={s.line}>
          <View
            className={s.photo}
            {...pressable(() => go(`${pages.product}?id=${item.productId}`), { role: 'link', label: item.name })}
          >
            <Picture src={item.image} className={s.picture} />
          </View>
          <View className={s.words}>
            <View className={s.rule}>{say(item.label)}</View>
            <View className={s.name}>{[item.name, ...item.values].join(' · ')}</View>
            <View className={s.prices}>
              <Price fen={item.price} size="small" />
              <Price fen={item.otherwise} size="small" tone="soft" struck className={s.was} />
            </View>
          </View>
          <Button size="small" onClick={async () => void (await addToCart(item.skuId, 1, item.productId))}>
            {t('addOn')}
          </Button>
        </View>
      ))}
    </View>
  );
}
