import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { api, useLoad } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import s from './PaymentGifts.module.scss';
import { t } from './texts.ts';

/** What a payment brings is written down a moment after it: asked for a few times, then let be. */
const tries = 4;
const pauseMs = 1_500;

/** What paying this order brought her; nothing where it brought nothing. */
export function PaymentGifts({ orderId }: { readonly orderId: string }) {
  const gifts = useLoad(async () => api('GET /api/shop/payment-gifts', { query: { orderId } }), [orderId]);
  const [asked, setAsked] = useState(1);
  const items = gifts.data?.items ?? [];
  const { reload } = gifts;
  useEffect(() => {
    if (items.length > 0 || asked >= tries) return undefined;
    const timer = setTimeout(() => {
      setAsked(asked + 1);
      void reload();
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [items.length, asked, reload]);
  if (items.length === 0) return null;
  return (
    <View className={s.card}>
      <View className={s.heading}>{t('paidGifts')}</View>
      {items.map(({ id, label }) => (
        <View key={id} className={s.row}>
          <Icon name="ticket-percent" size={18} color={colors.coral} />
          <View className={s.name}>{label}</View>
        </View>
      ))}
      <Button kind="line" size="small" onClick={() => go(pages.coupons)}>
        {t('paidGiftsSee')}
      </Button>
    </View>
  );
}
