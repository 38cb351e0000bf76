import { View } from '@tarojs/components';
import { usePullDownRefresh } from '@tarojs/taro';
import { useLoad } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { track } from '../../track/index.ts';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { confirm } from '../../ui/toast.ts';
import { CartBar } from '../CartBar.tsx';
import { CartHint } from '../CartHint.tsx';
import { CartLine } from '../CartLine.tsx';
import { type CartItem, loadCart, setCartItem, useCart } from '../cart.ts';
import s from './cart.module.scss';

export default function CartPage() {
  const load = useLoad(loadCart, [], { fresh: true });
  const refresh = useRefresh(load);
  usePullDownRefresh(() => void refresh());
  const cart = useCart();

  if (cart === null) {
    return (
      <Page>
        {load.failure === null ? (
          <Skeleton />
        ) : (
          <ErrorState failure={load.failure} onRetry={() => void load.reload()} />
        )}
      </Page>
    );
  }
  if (cart.items.length === 0) {
    return (
      <Page>
        <Empty
          icon="shopping-cart"
          title="购物车还是空的"
          text="去挑点新鲜的，晚饭就有着落了"
          action={{ label: '去逛逛', onClick: () => go(pages.home) }}
        />
      </Page>
    );
  }
  const live = cart.items.filter(buyable);
  const dead = cart.items.filter((item) => !buyable(item));
  const checkout = () => {
    track('click', { props: { slot: 'cart', target: 'checkout' } });
    go(`${pages.checkout}?from=cart`);
  };
  return (
    <Page>
      <CartHint cart={cart} />
      <View className={s.list}>
        {live.map((item) => (
          <CartLine key={item.skuId} item={item} onRemove={() => void remove(item)} />
        ))}
      </View>
      {dead.length > 0 && (
        <>
          <View className={s.head}>
            暂时买不了
            <View className={s.clear} onClick={() => void clear(dead)}>
              清空
            </View>
          </View>
          <View className={s.list}>
            {dead.map((item) => (
              <CartLine key={item.skuId} item={item} onRemove={() => void remove(item)} />
            ))}
          </View>
        </>
      )}
      <View className={s.room} />
      <CartBar cart={cart} live={live} onCheckout={checkout} />
    </Page>
  );
}

function buyable(item: CartItem): boolean {
  return item.state === 'ok' || item.state === 'short';
}

async function remove(item: CartItem): Promise<void> {
  if (await confirm('移出购物车', `不要“${item.name}”了吗？`, '移出')) await setCartItem(item, { quantity: 0 });
}

async function clear(items: readonly CartItem[]): Promise<void> {
  if (!(await confirm('清空', '把暂时买不了的都移出购物车？', '移出'))) return;
  for (const item of items) await setCartItem(item, { quantity: 0 });
}
