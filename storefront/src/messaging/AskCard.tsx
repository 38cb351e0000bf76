import type { AskMoment } from '@huoshui/contracts/words/messaging';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/icons.ts';
import { say } from '../ui/texts.ts';
import { toast } from '../ui/toast.ts';
import s from './AskCard.module.scss';
import { type Ask, useAsk } from './ask.ts';
import { t } from './texts.ts';

const icons: Readonly<Record<string, IconName>> = {
  orderShipped: 'truck',
  pickupReady: 'map-pin',
  careReminder: 'refrigerator',
  cardEnding: 'clock',
};

const titles: Partial<Record<AskMoment, Parameters<typeof t>[0]>> = { cart: 'askCart', coupon_taken: 'askCoupon' };

/** After an act that explains why: what she would be told, each with what it is good for, and one button. */
export function AskCard({
  moment,
  className,
}: {
  readonly moment: AskMoment;
  readonly className?: string | undefined;
}) {
  const { asks, ask } = useAsk(moment);
  // What she has allowed is asked for no more: the card goes on showing what it was about.
  const [answered, setAnswered] = useState<readonly Ask[] | null>(null);
  const shown = answered ?? asks;
  if (shown.length === 0) return null;
  const done = answered !== null;

  const go = async () => {
    const accepted = await ask();
    if (accepted === null) return;
    if (accepted > 0) setAnswered(asks);
    toast(accepted > 0 ? t('willTell') : t('noMatter'));
  };
  return (
    <View className={`${s.card} ${className ?? ''}`}>
      <View className={s.title}>{t(titles[moment] ?? 'askPaid')}</View>
      {shown.map(({ key, title, text }) => (
        <View key={key} className={s.row}>
          <View className={s.disc}>
            <Icon name={icons[key] ?? 'ticket-percent'} size={18} color={colors.teal} />
          </View>
          <View className={s.words}>
            <View className={s.name}>{say(title)}</View>
            <View className={s.text}>{say(text)}</View>
          </View>
        </View>
      ))}
      <Button kind={done ? 'soft' : 'brand'} size="wide" disabled={done} className={s.go} onClick={go}>
        {done ? t('reminded') : t('remind')}
      </Button>
      <View className={s.small}>{t('remindOnce')}</View>
    </View>
  );
}
