import { View } from '@tarojs/components';
import { shopNow } from '../api/index.ts';
import { friendly } from '../ui/moment.ts';
import { Price } from '../ui/Price.tsx';
import { Tag } from '../ui/Tag.tsx';
import { say } from '../ui/texts.ts';
import s from './RefundCards.module.scss';
import { t } from './texts.ts';
import { type Order, type Refund, refundWords } from './words.ts';

const tones = {
  requested: 'warning',
  processing: 'warning',
  done: 'success',
  refused: 'danger',
  failed: 'danger',
} as const;

/** Every refund of the order with how far it is. */
export function RefundCards({ order }: { readonly order: Order }) {
  return (
    <>
      {order.refunds.map((refund) => (
        <View key={refund.id} className={s.card}>
          <View className={s.top}>
            <View className={s.title}>{refund.origin === 'unusable_payment' ? t('autoRefund') : t('refund')}</View>
            <Tag tone={tones[refund.state]}>{refundWords(refund.state)}</Tag>
            <Price fen={refund.amount} className={s.amount} />
          </View>
          <View className={s.line}>
            {refund.lines.map((line) => `${line.name} ×${line.quantity}`).join(t('between')) || t('wholeOrder')}
          </View>
          <View className={s.line}>
            {t('because')}
            {say(refund.reason)}
          </View>
          <Steps refund={refund} />
        </View>
      ))}
    </>
  );
}

/** 已申请 → 店家处理 → 退回账户. */
function Steps({ refund }: { readonly refund: Refund }) {
  const now = shopNow();
  const at = refund.state === 'done' ? 3 : refund.state === 'requested' ? 1 : 2;
  const steps = [
    { title: refund.origin === 'shopper' ? t('stepAsked') : t('stepBegun'), note: friendly(refund.createdAt, now) },
    {
      title: refund.state === 'refused' ? t('stepRefused') : t('stepShop'),
      note: '',
    },
    { title: t('stepBack'), note: refund.doneAt === null ? '' : friendly(refund.doneAt, now) },
  ];
  return (
    <View className={s.steps}>
      {steps.map((step, index) => (
        <View key={step.title} className={`${s.step} ${index < at ? s.past : ''}`}>
          <View className={s.bead} />
          <View className={s.name}>{step.title}</View>
          <View className={s.note}>{step.note}</View>
        </View>
      ))}
    </View>
  );
}
