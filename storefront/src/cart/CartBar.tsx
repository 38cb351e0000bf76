import { View } from '@tarojs/components';
import { useState } from 'react';
import { QuoteRows } from '../orders/QuoteRows.tsx';
import { Button } from '../ui/Button.tsx';
import { Check } from '../ui/Check.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { yuan } from '../ui/money.ts';
import { Price } from '../ui/Price.tsx';
import { pressable } from '../ui/press.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { t as ui } from '../ui/ui-texts.ts';
import s from './CartBar.module.scss';
import { type Cart, type CartItem, selectAll } from './cart.ts';
import { t } from './texts.ts';

type Props = { readonly cart: Cart; readonly live: readonly CartItem[]; readonly onCheckout: () => void };

/** 全选, the sum with its discounts, and the way to checkout. */
export function CartBar({ cart, live, onCheckout }: Props) {
  const [open, setOpen] = useState(false);
  const { quote } = cart;
  const picked = live.filter((item) => item.selected);
  const all = live.length > 0 && picked.length === live.length;
  const pieces = picked.reduce((sum, item) => sum + item.quantity, 0);
  return (
    <>
      <View className={s.bar}>
        <Check label={t('all')} on={all} disabled={live.length === 0} onClick={() => void selectAll(live, !all)} />
        <View className={s.all}>{t('all')}</View>
        <View className={s.sum} {...pressable(() => quote !== null && setOpen(true))}>
          <View className={s.total}>
            {t('total')} <Price fen={quote?.payable ?? 0} size="large" />
          </View>
          {quote !== null && (
            <View className={s.saved}>
              {quote.discountAmount > 0
                ? ui('saved', { amount: yuan(quote.discountAmount) })
                : quote.shippingFee > 0
                  ? t('withShipping', { amount: yuan(quote.shippingFee) })
                  : ui('freeShipping')}
              <Icon name="chevron-up" size={12} color={colors.ink3} />
            </View>
          )}
        </View>
        <Button disabled={picked.length === 0} onClick={onCheckout}>
          {t('checkout')}
          {pieces > 0 ? `(${pieces})` : ''}
        </Button>
      </View>
      <Sheet open={open} title={t('sums')} onClose={() => setOpen(false)}>
        {quote !== null && <QuoteRows quote={quote} />}
      </Sheet>
    </>
  );
}
