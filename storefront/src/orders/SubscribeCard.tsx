import { View } from '@tarojs/components';
import { useState } from 'react';
import { api, useShop } from '../api/index.ts';
import { track } from '../track/index.ts';
import { Button } from '../ui/Button.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/icons.ts';
import { attempt, toast } from '../ui/toast.ts';
import { wx } from '../wx/index.ts';
import s from './SubscribeCard.module.scss';

/** What each notice is good for, in her words; asked for in this order, three at most. */
const purposes: readonly {
  readonly key: string;
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
}[] = [
  { key: 'orderShipped', icon: 'truck', title: '发货通知', text: '包裹出发时告诉你运单号' },
  { key: 'careReminder', icon: 'refrigerator', title: '保存与烹饪', text: '这次买的怎么放、怎么做最好吃' },
  { key: 'couponArrived', icon: 'ticket-percent', title: '优惠到账', text: '给你留了券时提醒一声，不怕过期' },
];

/** Right after paying she knows what she would be told: this is when the subscription is asked for. */
export function SubscribeCard() {
  const shop = useShop();
  const [done, setDone] = useState(false);
  const offered = purposes.flatMap((purpose) => {
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
    toast(accepted > 0 ? '好的，到时在服务通知里见' : '没关系，订单页随时能看进度');
  };
  return (
    <View className={s.card}>
      <View className={s.title}>到货前后，要不要提醒你？</View>
      {offered.map((one) => (
        <View key={one.key} className={s.row}>
          <View className={s.disc}>
            <Icon name={one.icon} size={18} color={colors.teal} />
          </View>
          <View className={s.words}>
            <View className={s.name}>{one.title}</View>
            <View className={s.text}>{one.text}</View>
          </View>
        </View>
      ))}
      <Button kind={done ? 'soft' : 'brand'} size="wide" disabled={done} className={s.go} onClick={ask}>
        {done ? '已开启提醒' : '开启微信提醒'}
      </Button>
      <View className={s.small}>每种提醒只发一次，不会打扰你</View>
    </View>
  );
}
