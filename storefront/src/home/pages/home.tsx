import { usePullDownRefresh } from '@tarojs/taro';
import { useLoad, useShop } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { loadCart } from '../../cart/cart.ts';
import { Blocks } from '../../pages/Blocks.tsx';
import { useShopPage } from '../../pages/use-shop-page.ts';
import { ErrorState } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';

/** The front of the shop: whatever it was composed of, by one request. */
export default function Home() {
  const shop = useShop();
  const page = useShopPage({ kind: 'home' });
  useLoad(loadCart, [], { fresh: true });
  const refresh = useRefresh(page);
  usePullDownRefresh(() => void refresh());
  return (
    <Page title={shop?.name} shared={{ title: shop?.name ?? '', path: pages.home, imageUrl: '' }}>
      {page.data !== null ? (
        <Blocks page={page.data} kind="home" onChanged={() => void page.reload()} />
      ) : page.failure !== null ? (
        <ErrorState failure={page.failure} onRetry={() => void refresh()} />
      ) : (
        <Skeleton shape="feed" />
      )}
    </Page>
  );
}
