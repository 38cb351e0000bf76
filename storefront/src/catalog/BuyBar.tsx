import { View } from '@tarojs/components';
import { useCart } from '../cart/cart.ts';
import { Button } from '../ui/Button.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/icons.ts';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { BackButton, type BackInStock } from './BackInStock.tsx';
import s from './BuyBar.module.scss';
import { closedWords } from './sale.ts';
import { type Limit, leadSku, type Product, type Sku, soldOut } from './sku.ts';
import { t } from './texts.ts';

type Props = {
  readonly product: Product;
  readonly limit: Limit;
  readonly onChoose: () => void;
  readonly onCart: (sku: Sku, quantity: number) => Promise<void>;
  readonly onBuy: (sku: Sku, quantity: number) => void;
  readonly back: BackInStock;
};

/** The acts of the product page. With one SKU they act at once; with several they open the sheet. */
export function BuyBar({ product, limit, onChoose, onCart, onBuy, back }: Props) {
  const cart = useCart();
  const count = cart?.items.reduce((sum, item) => sum + item.quantity, 0) ?? 0;
  const only = product.skus.length === 1 ? leadSku(product) : null;
  const out = soldOut(product);
  return (
    <View className={s.bar}>
      <Shortcut icon="house" label={t('home')} onClick={() => go(pages.home)} />
      <Shortcut icon="shopping-cart" label={t('cart')} badge={count} onClick={() => go(pages.cart)} />
      {out && only !== null && back.offered(only) ? (
        <BackButton sku={only} back={back} className={s.act} />
      ) : out && product.skus.some((sku) => back.offered(sku)) ? (
        <Button kind="soft" className={s.act} onClick={onChoose}>
          {t('tellBack')}
        </Button>
      ) : out ? (
        <Button className={s.act} disabled>
          {closedWords(product)}
        </Button>
      ) : limit?.left === 0 ? (
        <Button className={s.act} disabled>
          {t('limitReached')}
        </Button>
      ) : (
        <>
          <Button kind="soft" className={s.act} onClick={async () => (only === null ? onChoose() : onCart(only, 1))}>
            {t('toCart')}
          </Button>
          <Button className={s.act} onClick={() => (only === null ? onChoose() : onBuy(only, 1))}>
            {t('buy')}
          </Button>
        </>
      )}
    </View>
  );
}

function Shortcut({
  icon,
  label,
  badge = 0,
  onClick,
}: {
  readonly icon: IconName;
  readonly label: string;
  readonly badge?: number;
  readonly onClick: () => void;
}) {
  return (
    <View className={s.shortcut} {...pressable(onClick, { role: 'link' })}>
      <Icon name={icon} size={22} color={colors.ink2} />
      <View className={s.label}>{label}</View>
      {badge > 0 && <View className={s.badge}>{badge > 99 ? '99+' : badge}</View>}
    </View>
  );
}
