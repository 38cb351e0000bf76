import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { type Answer, api, useLoad, useShop } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { loadCart } from '../../cart/cart.ts';
import { CenterRow } from '../../distribution/CenterRow.tsx';
import { LeaderRow } from '../../leaders/LeaderRow.tsx';
import { Extras } from '../../pages/Extras.tsx';
import { Cell } from '../../ui/Cell.tsx';
import { ErrorState } from '../../ui/Empty.tsx';
import { chooseLanguage } from '../../ui/language.ts';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { currentLanguage, languages } from '../../ui/texts.ts';
import { Assets } from '../Assets.tsx';
import { CardsRow } from '../CardsRow.tsx';
import { MemberCard } from '../MemberCard.tsx';
import { OrderRow } from '../OrderRow.tsx';
import { t } from '../texts.ts';
import s from './me.module.scss';

export default function Mine() {
  const shop = useShop();
  const me = useLoad(async () => api('GET /api/shop/me', {}), [], { fresh: true });
  const counts = useLoad(async () => api('GET /api/shop/orders/counts', {}), [], { fresh: true });
  const coupons = useLoad(async () => api('GET /api/shop/coupons', { query: { state: 'available', limit: 100 } }), [], {
    fresh: true,
  });
  const points = useLoad(async () => api('GET /api/shop/points', {}), [], { fresh: true });
  const level = useLoad(async () => api('GET /api/shop/level', {}), [], { fresh: true });
  const checkIn = useLoad(async () => api('GET /api/shop/check-in', {}), [], { fresh: true });
  const pending = useLoad(async () => api('GET /api/shop/reviews/pending', { query: {} }), [], { fresh: true });
  const inbox = useLoad(async () => api('GET /api/shop/inbox', { query: { limit: 1 } }), [], { fresh: true });
  const cards = useLoad(async () => api('GET /api/shop/cards', {}), [], { fresh: true });
  const teams = useLoad(async () => api('GET /api/shop/teams', { query: { limit: 1 } }), [], { fresh: true });
  useLoad(loadCart, [], { fresh: true });
  const refresh = useRefresh(me, counts, coupons, points, level, checkIn, cards, pending, inbox, teams);
  usePullDownRefresh(() => void refresh());

  if (me.data === null) {
    return (
      <Page>
        {me.failure === null ? (
          <Skeleton shape="block" count={4} />
        ) : (
          <ErrorState failure={me.failure} onRetry={() => void refresh()} />
        )}
      </Page>
    );
  }
  return (
    <Page>
      <MemberCard me={me.data} level={level.data} onChanged={me.put} />
      <Assets
        coupons={coupons.data?.total ?? coupons.data?.items.length ?? null}
        points={pointsOf(points.data)}
        unread={inbox.data?.unread ?? null}
      />
      <OrderRow counts={counts.data} />
      <Extras kind="me" />
      <View className={s.card}>
        {checkIn.data?.on === true && (
          <Cell icon="circle-check" label={t('checkIn')} onClick={() => go(pages.checkIn)}>
            <View className={s.dim}>{checkIn.data.done ? t('checkInDone') : t('checkInOpen')}</View>
          </Cell>
        )}
        <CardsRow cards={cards.data} />
        <Cell icon="star" label={t('reviews')} onClick={() => go(pages.myReviews)}>
          {(pending.data?.items.length ?? 0) > 0 && (
            <View className={s.dim}>{t('toReview', { n: pending.data?.items.length ?? 0 })}</View>
          )}
        </Cell>
        {(teams.data?.items.length ?? 0) > 0 && (
          <Cell icon="user-round" label={t('teams')} onClick={() => go(pages.teams)} />
        )}
        <CenterRow className={s.dim} />
        <LeaderRow />
        <Cell icon="heart" label={t('favourites')} onClick={() => go(pages.favourites)} />
        <Cell icon="history" label={t('footprints')} onClick={() => go(pages.footprints)} />
        <Cell icon="map-pin" label={t('addresses')} onClick={() => go(pages.addresses)} />
        <Cell icon="house" label={t('stores')} onClick={() => go(pages.stores)} />
        {shop !== null && shop.servicePhone !== '' && (
          <Cell
            icon="headset"
            label={t('service')}
            onClick={() => void Taro.makePhoneCall({ phoneNumber: shop.servicePhone })}
          >
            <View className={s.dim}>{shop.servicePhone}</View>
          </Cell>
        )}
        <Cell icon="message-circle" label={t('language')} onClick={() => void askLanguage()}>
          <View className={s.dim}>{languages[currentLanguage()]}</View>
        </Cell>
        {process.env.TARO_ENV !== 'weapp' && shop?.sandbox === true && (
          <Cell icon="info" label={t('about')} onClick={() => go(pages.about)} />
        )}
      </View>
    </Page>
  );
}

/** Nothing where the shop has no points and she has none from when it had. */
function pointsOf(points: Answer<'GET /api/shop/points'> | null): number | null | undefined {
  if (points === null) return undefined;
  const { on, usable, frozen } = points;
  return on || usable + frozen > 0 ? usable : undefined;
}

/** The languages by their own names; closing the list changes nothing. */
async function askLanguage(): Promise<void> {
  const answer = await Taro.showActionSheet({ itemList: Object.values(languages) }).catch(() => null);
  if (answer !== null) chooseLanguage(answer.tapIndex === 1 ? 'en' : 'zh-CN', pages.me);
}
