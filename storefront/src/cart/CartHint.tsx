import { View } from '@tarojs/components';
import { chooseCategory } from '../catalog/chosen-category.ts';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { say } from '../ui/texts.ts';
import s from './CartHint.module.scss';
import type { Cart } from './cart.ts';
import { t } from './texts.ts';

/** The nearest thing worth adding for, with how far it is. */
export function CartHint({ cart }: { readonly cart: Cart }) {
  const { quote } = cart;
  if (quote === null || quote.hint === null) return null;
  const share = Math.max(4, quote.hint.reached);
  return (
    <View className={s.hint} {...pressable(() => toGoods(quote.hint?.goods ?? null), { role: 'link' })}>
      <View className={s.line}>
        <Icon name="truck" size={16} color={colors.teal} />
        <View className={s.text}>{say(quote.hint.text)}</View>
        <View className={s.go}>{t('toAdd')}</View>
        <Icon name="chevron-right" size={14} color={colors.teal} />
      </View>
      <View className={s.track}>
        <View className={s.done} style={{ width: `${share}%` }} />
      </View>
    </View>
  );
}

type Goods = NonNullable<NonNullable<Cart['quote']>['hint']>['goods'];

/** To goods that count for it. */
function toGoods(goods: Goods): void {
  if (goods?.kind === 'category') chooseCategory(goods.id);
  go(goods?.kind === 'product' ? `${pages.product}?id=${goods.id}` : pages.category);
}
