import { afterSaleKind } from '@huoshui/contracts/words/after-sales';
import { View } from '@tarojs/components';
import { api } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { yuan } from '../ui/money.ts';
import { go } from '../ui/navigate.ts';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { Tag } from '../ui/Tag.tsx';
import { say } from '../ui/texts.ts';
import { attempt, confirm } from '../ui/toast.ts';
import { AfterSaleSteps } from './AfterSaleSteps.tsx';
import s from './RefundCards.module.scss';
import { t } from './texts.ts';
import { type Order, type Refund, refundWords } from './words.ts';

const refundTones = {
  requested: 'warning',
  returning: 'warning',
  replacing: 'warning',
  processing: 'warning',
  done: 'success',
  refused: 'danger',
  failed: 'danger',
  withdrawn: 'plain',
  exchanged: 'success',
  lapsed: 'plain',
} as const;

/** Every refund of the order with how far it is. */
export function RefundCards({ order, onChanged }: { readonly order: Order; readonly onChanged: () => void }) {
  return (
    <>
      {order.refunds.map((refund) => (
        <View key={refund.id} className={s.card}>
          <View className={s.top}>
            <View className={s.title}>{titleOf(refund)}</View>
            <Tag tone={refund.givenInstead > 0 ? 'warning' : refundTones[refund.state]}>{refundWords(refund)}</Tag>
            <Price fen={refund.amount} className={s.amount} />
          </View>
          <View className={s.line}>{goodsOf(refund)}</View>
          {refund.lines
            .filter(({ charged }) => charged > 0)
            .map(({ lineId, name, charged }) => (
              <View key={lineId} className={s.line}>
                {t('giftMore', { name, amount: yuan(charged) })}
              </View>
            ))}
          <View className={s.line}>
            {t('because')}
            {say(refund.reason)}
          </View>
          {refund.asked !== null && (
            <View className={s.line}>{t('partOf', { asked: yuan(refund.asked), amount: yuan(refund.amount) })}</View>
          )}
          {refund.payerAmount !== null && refund.payerAmount !== refund.amount && (
            <View className={s.line}>
              {t('toPayer', { payer: yuan(refund.payerAmount), coupons: yuan(refund.amount - refund.payerAmount) })}
            </View>
          )}
          {refund.reply !== '' && (
            <View className={s.line}>
              {t('shopSays')}
              {refund.reply}
            </View>
          )}
          {refund.state !== 'withdrawn' && <AfterSaleSteps refund={refund} />}
          {refund.afterSale !== null && (
            <View className={s.acts}>
              {canWithdraw(refund) && (
                <Button kind="line" size="small" onClick={async () => withdraw(refund.id, onChanged)}>
                  {t('withdraw')}
                </Button>
              )}
              <Button
                kind={refund.state === 'returning' && refund.afterSale.back === null ? 'brand' : 'soft'}
                size="small"
                onClick={() => go(`${pages.afterSale}?id=${refund.id}`)}
              >
                {refund.state === 'returning' && refund.afterSale.back === null ? t('fillParcel') : t('seeAfterSale')}
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

export function titleOf(refund: Refund): string {
  if (refund.afterSale !== null) return say(afterSaleKind[refund.afterSale.kind]);
  return refund.origin === 'unusable_payment' ? t('autoRefund') : t('refund');
}

/** While nobody has decided it, or she has not sent the goods yet. */
export function canWithdraw({ state, origin, afterSale }: Refund): boolean {
  if (origin !== 'shopper') return false;
  return state === 'requested' || (state === 'returning' && afterSale !== null && afterSale.back === null);
}

export async function withdraw(id: string, onChanged: () => void): Promise<void> {
  if (!(await confirm(t('withdraw'), t('withdrawAsk'), t('withdrawYes')))) return;
  await attempt(async () => api('POST /api/shop/refunds/:id/withdrawal', { params: { id } }));
  onChanged();
}
