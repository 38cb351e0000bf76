import { View } from '@tarojs/components';
import { usePullDownRefresh } from '@tarojs/taro';
import { useState } from 'react';
import { api, useLoad } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { payOrder } from '../../orders/pay.ts';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { say } from '../../ui/texts.ts';
import { attempt, toast } from '../../ui/toast.ts';
import { type CardOffer, CardOffers } from '../CardOffers.tsx';
import { HerCard } from '../HerCard.tsx';
import { t } from '../texts.ts';
import s from './cards.module.scss';

/** WeChat's word comes to the server a moment after it came to the phone. */
const tries = 6;
const pauseMs = 1_000;

/** Her cards with what they gave and saved, and what she may buy or renew. */
export default function Cards() {
  const hers = useLoad(async () => api('GET /api/shop/cards', {}), [], { fresh: true });
  const [buying, setBuying] = useState(false);
  const refresh = useRefresh(hers);
  usePullDownRefresh(() => void refresh());

  if (hers.data === null) {
    return (
      <Page>
        {hers.failure === null ? (
          <Skeleton shape="block" count={3} />
        ) : (
          <ErrorState failure={hers.failure} onRetry={() => void refresh()} />
        )}
      </Page>
    );
  }
  const { cards, kinds, saved, rule } = hers.data;
  if (cards.length === 0 && kinds.length === 0) {
    return (
      <Page>
        <Empty icon="wallet" title={t('cardsNone')} text="" />
      </Page>
    );
  }
  const buy = async (kind: CardOffer) => {
    if (buying) return;
    setBuying(true);
    const order = await attempt(async () =>
      api('POST /api/shop/card-kinds/:id/orders', { params: { id: kind.id }, body: { expectedPrice: kind.price } }),
    );
    if (order !== null && (await payOrder(order.id)) === 'paid') {
      await begun(order.id);
      toast(t('cardBegun'));
    }
    setBuying(false);
    await refresh();
  };
  return (
    <Page>
      {cards.map((card) => (
        <HerCard key={card.id} card={card} />
      ))}
      <CardOffers kinds={kinds} cards={cards} saved={saved} onBuy={buy} />
      <View className={s.heading}>{t('cardRule')}</View>
      <View className={s.rule}>{say(rule)}</View>
    </Page>
  );
}

/** Until the card of this order is there, or for some seconds. */
async function begun(orderId: string): Promise<void> {
  for (let n = 0; n < tries; n += 1) {
    const answer = await attempt(async () => api('GET /api/shop/cards', {}));
    if (answer === null || answer.cards.some((card) => card.orderId === orderId)) return;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
