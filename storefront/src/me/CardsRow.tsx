import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { lastDay } from '../ui/moment.ts';
import { yuan } from '../ui/money.ts';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import s from './pages/me.module.scss';
import { t } from './texts.ts';

/** Her card and what it saved, or that there are some; nothing where the shop sells none and she has none. */
export function CardsRow({ cards: hers }: { readonly cards: Answer<'GET /api/shop/cards'> | null }) {
  if (hers === null || (hers.kinds.length === 0 && hers.cards.length === 0)) return null;
  const [card] = hers.cards;
  const said =
    card === undefined
      ? t('cardOpen')
      : hers.saved > 0
        ? t('cardSaved', { sum: yuan(hers.saved) })
        : t('cardUntil', { day: lastDay(card.endsAt) });
  return (
    <Cell icon="wallet" label={card?.name ?? t('cards')} onClick={() => go(pages.cards)}>
      <View className={s.dim}>{said}</View>
    </Cell>
  );
}
