import { View } from '@tarojs/components';
import { usePullDownRefresh } from '@tarojs/taro';
import { useLoad } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { BasketCoupons } from '../../coupons/BasketCoupons.tsx';
import { AskCard } from '../../messaging/AskCard.tsx';
import { GiftList } from '../../orders/GiftList.tsx';
import { Placements } from '../../placements/Placements.tsx';
import { Recommended } from '../../recommendations/Recommended.tsx';
import { track } from '../../track/index.ts';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { pressable } from '../../ui/press.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { confirm, toast } from '../../ui/toast.ts';
import { t as ui } from '../../ui/ui-texts.ts';
import { AddOns } from '../AddOns.tsx';
import { CartBar } from '../CartBar.tsx';
import { CartHint } from '../CartHint.tsx';
import { CartLine } from '../CartLine.tsx';
import { type CartItem, isDead, loadCart, setCartItem, useCart } from '../cart.ts';
import { t } from '../texts.ts';
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
          title={t('empty')}
          text={t('emptyHint')}
          action={{ label: ui('toShop'), onClick: () => go(pages.home) }}
        />
        <Placements page="cart" />
      </Page>
    );
  }
  const live = cart.items.filter((item) => !isDead(item));
  const dead = cart.items.filter(isDead);
  const checkout = () => {
    const over = live.find((item) => item.selected && item.state === 'over');
    if (over?.limit) {
      toast(t('over', { name: over.name, n: over.limit.most, left: over.limit.left }));
      return;
    }
    track('click', { props: { slot: 'cart', target: 'checkout' } });
    go(`${pages.checkout}?from=cart`);
  };
  return (
    <Page>
      <CartHint cart={cart} />
      <Placements page="cart" />
      <BasketCoupons
        lines={live.filter((item) => item.selected)}
        className={s.offers}
        onTaken={() => void load.reload()}
      />
      <AddOns lines={live.filter((item) => item.selected)} className={s.offers} />
      <View className={s.list}>
        {live.map((item) => (
          <CartLine key={item.skuId} item={item} onRemove={() => void remove(item)} />
        ))}
      </View>
      {cart.quote !== null && <GiftList quote={cart.quote} />}
      {live.length > 0 && <AskCard moment="cart" />}
      {dead.length > 0 && (
        <>
          <View className={s.head}>
            {t('dead')}
            <View className={s.clear} {...pressable(() => void clear(dead))}>
              {t('clear')}
            </View>
          </View>
          <View className={s.list}>
            {dead.map((item) => (
              <CartLine key={item.skuId} item={item} onRemove={() => void remove(item)} />
            ))}
          </View>
        </>
      )}
      {live.length > 0 && <Recommended slot="cart" cart={live.map((item) => item.productId)} />}
      <View className={s.room} />
      <CartBar cart={cart} live={live} onCheckout={checkout} />
    </Page>
  );
}

async function remove(item: CartItem): Promise<void> {
  if (await confirm(t('remove'), t('removeAsk', { name: item.name }), t('removeYes')))
    await setCartItem(item, { quantity: 0 });
}

async function clear(items: readonly CartItem[]): Promise<void> {
  if (!(await confirm(t('clear'), t('clearAsk'), t('removeYes')))) return;
  for (const item of items) await setCartItem(item, { quantity: 0 });
}
