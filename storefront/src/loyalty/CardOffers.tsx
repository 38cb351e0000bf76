import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { lastDay } from '../ui/moment.ts';
import { yuan } from '../ui/money.ts';
import { Price } from '../ui/Price.tsx';
import { say } from '../ui/texts.ts';
import s from './CardOffers.module.scss';
import { t } from './texts.ts';

type Hers = Answer<'GET /api/shop/cards'>;
export type CardOffer = Hers['kinds'][number];

type Props = {
  readonly kinds: readonly CardOffer[];
  readonly cards: Hers['cards'];
  readonly saved: number;
  readonly onBuy: (kind: CardOffer) => Promise<void>;
};

/** What may be bought, with what it gives; one that she has is renewed. */
export function CardOffers({ kinds, cards, saved, onBuy }: Props) {
  return (
    <>
      {saved > 0 && (
        <View className={s.saved}>
          {t('cardSavedAll')}
          <View className={s.sum}>{`¥${yuan(saved)}`}</View>
        </View>
      )}
      {kinds.length > 0 && <View className={s.heading}>{t('cardOffers')}</View>}
      {kinds.map((kind) => {
        const has = cards.some(({ kindId }) => kindId === kind.id);
        const day = lastDay(kind.until);
        return (
          <View key={kind.id} className={s.offer}>
            <View className={s.top}>
              <View className={s.name}>{kind.name}</View>
              <Price fen={kind.price} />
            </View>
            <View className={s.all}>
              <View className={s.one}>{kind.months === 1 ? t('cardMonth') : t('cardMonths', { n: kind.months })}</View>
              {kind.privileges.map((privilege) => (
                <View key={privilege.kind} className={s.one}>
                  {say(privilege.words)}
                </View>
              ))}
            </View>
            <View className={s.bottom}>
              <View className={s.until}>{t(has ? 'cardRenewTo' : 'cardBuyTo', { day })}</View>
              <Button size="small" kind="brand" onClick={async () => onBuy(kind)}>
                {t(has ? 'cardRenew' : 'cardBuy')}
              </Button>
            </View>
          </View>
        );
      })}
    </>
  );
}
