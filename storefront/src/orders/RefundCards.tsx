import { View } from '@tarojs/components';
import { api, shopNow } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { friendly } from '../ui/moment.ts';
import { yuan } from '../ui/money.ts';
import { Price } from '../ui/Price.tsx';
import { Tag } from '../ui/Tag.tsx';
import { say } from '../ui/texts.ts';
import { attempt, confirm } from '../ui/toast.ts';
import s from './RefundCards.module.scss';
import { t } from './texts.ts';
import { type Order, type Refund, refundWords } from './words.ts';

const tones = {
  requested: 'warning',
  processing: 'warning',
  done: 'success',
  refused: 'danger',
  failed: 'danger',
  withdrawn: 'plain',
} as const;

/** Every refund of the order with how far it is. */
export function RefundCards({ order, onChanged }: { readonly order: Order; readonly onChanged: () => void }) {
  return (
    <>
      {order.refunds.map((refund) => (
        <View key={refund.id} className={s.card}>
          <View className={s.top}>
            <View className={s.title}>{refund.origin === 'unusable_payment' ? t('autoRefund') : t('refund')}</View>
            <Tag tone={refund.givenInstead > 0 ? 'warning' : tones[refund.state]}>{refundWords(refund)}</Tag>
            <Price fen={refund.amount} className={s.amount} />
          </View>
          <View className={s.line}>{goodsOf(refund)}</View>
          <View className={s.line}>
            {t('because')}
            {say(refund.reason)}
          </View>
          {refund.asked !== null && (
            <View className={s.line}>{t('partOf', { asked: yuan(refund.asked), amount: yuan(refund.amount) })}</View>
          )}
          {refund.reply !== '' && (
            <View className={s.line}>
              {t('shopSays')}
              {refund.reply}
            </View>
          )}
          {refund.state !== 'withdrawn' && <Steps refund={refund} />}
          {refund.state === 'requested' && refund.origin === 'shopper' && (
            <View className={s.acts}>
              <Button kind="line" size="small" onClick={async () => withdraw(refund.id, onChanged)}>
                {t('withdraw')}
              </Button>
            </View>
          )}
        </View>
      ))}
    </>
  );
}

/** Money that went back on the merchant platform names no goods. */
function goodsOf(refund: Refund): string {
  const goods = refund.lines.filter((line) => line.quantity > 0);
  if (goods.length > 0) return goods.map((line) => `${line.name} ×${line.quantity}`).join(t('between'));
  if (refund.asked !== null) return t('goodsKept');
  return refund.origin === 'wechat' ? t('onPlatform') : t('wholeOrder');
}

async function withdraw(id: string, onChanged: () => void): Promise<void> {
  if (!(await confirm(t('withdraw'), t('withdrawAsk'), t('withdrawYes')))) return;
  await attempt(async () => api('POST /api/shop/refunds/:id/withdrawal', { params: { id } }));
  onChanged();
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
