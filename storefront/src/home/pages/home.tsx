import { View } from '@tarojs/components';
import { usePullDownRefresh } from '@tarojs/taro';
import { Activities } from '../../activities/Activities.tsx';
import { api, useLoad, usePages, useShop } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { loadCart } from '../../cart/cart.ts';
import { Feed } from '../../catalog/Feed.tsx';
import { featuredTag } from '../../catalog/featured.ts';
import { Placements } from '../../placements/Placements.tsx';
import { Recommended } from '../../recommendations/Recommended.tsx';
import { ErrorState } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { CategoryGrid } from '../CategoryGrid.tsx';
import { CouponStrip } from '../CouponStrip.tsx';
import { Hero } from '../Hero.tsx';
import { SearchBar } from '../SearchBar.tsx';
import { TopSellers } from '../TopSellers.tsx';
import { t } from '../texts.ts';
import s from './home.module.scss';

export default function Home() {
  const shop = useShop();
  const categories = useLoad(async () => api('GET /api/shop/categories', {}), []);
  const featured = useLoad(async () => api('GET /api/shop/products', { query: { tag: featuredTag, limit: 4 } }), []);
  const sellers = useLoad(async () => api('GET /api/shop/products', { query: { sort: 'sold', limit: 10 } }), []);
  const coupons = useLoad(async () => api('GET /api/shop/coupon-center', { query: {} }), [], { fresh: true });
  useLoad(loadCart, [], { fresh: true });
  const feed = usePages(async (cursor) => api('GET /api/shop/products', { query: { cursor, limit: 20 } }), []);

  const refresh = useRefresh(categories, featured, sellers, coupons, feed);
  usePullDownRefresh(() => void refresh());

  return (
    <Page title={shop?.name} shared={{ title: shop?.name ?? '', path: pages.home, imageUrl: '' }}>
      <View className={s.top}>
        <SearchBar words={shop?.hotWords ?? []} />
        {shop !== null && <View className={s.notice}>{promise(shop.notice, shop.shipping.freeFrom)}</View>}
      </View>
      <Hero products={featured.data?.items ?? null} />
      <CouponStrip coupons={coupons.data?.items ?? []} onTaken={() => void coupons.reload()} />
      <Activities />
      <Placements page="home" />
      <CategoryGrid categories={categories.data?.items ?? null} />
      <Recommended slot="guess" />
      <TopSellers products={sellers.data?.items ?? []} />
      <View className={s.heading}>{t('forYou')}</View>
      {feed.failure !== null && feed.items.length === 0 ? (
        <ErrorState failure={feed.failure} onRetry={() => void refresh()} />
      ) : feed.begun ? (
        <Feed products={feed.items} slot="home_feed" ended={feed.ended} />
      ) : (
        <Skeleton shape="feed" />
      )}
    </Page>
  );
}

function promise(notice: string, freeFrom: number | null): string {
  return [notice, freeFrom === null ? '' : t('freeFrom', { amount: freeFrom / 100 })]
    .filter((part) => part !== '')
    .join(' · ');
}
