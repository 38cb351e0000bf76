import { View } from '@tarojs/components';
import { type Answer, api, useLoad } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { yuan } from '../ui/money.ts';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import s from './CardHint.module.scss';
import { t } from './texts.ts';

type Props = { readonly quote: Pick<Answer<'POST /api/shop/quote'>, 'shippingFee' | 'discounts'> };

/** Where a delivery fee is due that a card would have spared her: the cheapest such card. Nothing where she has one, or the fee is off already. */
export function CardHint({ quote: { shippingFee, discounts } }: Props) {
  const hers = useLoad(async () => api('GET /api/shop/cards', {}), [], { fresh: true });
  const spared = shippingFee === 0 || discounts.some(({ amount }) => amount === shippingFee);
  if (hers.data === null || spared) return null;
  if (hers.data.cards.some(({ freeShipping }) => freeShipping !== null)) return null;
  const [kind] = hers.data.kinds.filter(({ privileges }) => privileges.some((one) => one.kind === 'shipping'));
  if (kind === undefined) return null;
  return (
    <Cell label={t('cardHint', { name: kind.name, fee: yuan(shippingFee) })} onClick={() => go(pages.cards)}>
      <View className={s.open}>{t('cardHintOpen')}</View>
    </Cell>
  );
}
