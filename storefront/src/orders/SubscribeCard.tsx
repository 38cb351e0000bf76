import { View } from '@tarojs/components';
import { useState } from 'react';
import { api, useShop } from '../api/index.ts';
import { track } from '../track/index.ts';
import { Button } from '../ui/Button.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { attempt, toast } from '../ui/toast.ts';
import { wx } from '../wx/index.ts';
import s from './SubscribeCard.module.scss';
import { t } from './texts.ts';

/** What each notice is good for, in her words; asked for in this order, three at most: first what becomes of this order. */
const sent = { key: 'orderShipped', icon: 'truck', title: 'purposeShipped', text: 'purposeShippedText' } as const;
const fetched = { key: 'pickupReady', icon: 'map-pin', title: 'purposeReady', text: 'purposeReadyText' } as const;
const purposes = [
  { key: 'careReminder', icon: 'refrigerator', title: 'purposeCare', text: 'purposeCareText' },
  { key: 'couponArrived', icon: 'ticket-percent', title: 'purposeCoupon', text: 'purposeCouponText' },
] as const;

/** Right after paying she knows what she would be told: this is when the subscription is asked for. */
export function SubscribeCard({ collects }: { readonly collects: boolean }) {
  const shop = useShop();
  const [done, setDone] = useState(false);
  const offered = [collects ? fetched : sent, ...purposes].flatMap((purpose) => {
    const templateId = shop?.templates[purpose.key];
    return templateId === undefined || templateId === '' ? [] : [{ ...purpose, templateId }];
  });
  if (offered.length === 0) return null;

  const ask = async () => {
    const answers = await attempt(async () => wx.subscribe(offered.map((one) => one.templateId)));
    if (answers === null) return;
    const accepted = Object.values(answers).filter((answer) => answer.startsWith('accept')).length;
    track('subscribe_answer', { value: accepted, props: { moment: 'order_paid', asked: offered.length, accepted } });
    await attempt(async () =>
      api('POST /api/shop/subscriptions', { body: { moment: 'order_paid', answers: { ...answers } } }),
    );
    setDone(accepted > 0);
    toast(accepted > 0 ? t('willTell') : t('noMatter'));
  };
  return (
    <View className={s.card}>
      <View className={s.title}>{t('remindAsk')}</View>
      {offered.map((one) => (
        <View key={one.key} className={s.row}>
          <View className={s.disc}>
            <Icon name={one.icon} size={18} color={colors.teal} />
          </View>
          <View className={s.words}>
            <View className={s.name}>{t(one.title)}</View>
            <View className={s.text}>{t(one.text)}</View>
          </View>
        </View>
      ))}
      <Button kind={done ? 'soft' : 'brand'} size="wide" disabled={done} className={s.go} onClick={ask}>
        {done ? t('reminded') : t('remind')}
      </Button>
      <View className={s.small}>{t('remindOnce')}</View>
    </View>
  );
}
