import { View } from '@tarojs/components';
import { useState } from 'react';
import { type Answer, shopNow } from '../api/index.ts';
import { CouponCard } from '../coupons/CouponCard.tsx';
import { useSeenCoupons } from '../coupons/seen.ts';
import { takeCoupon, takeWords } from '../coupons/take.ts';
import { Button } from '../ui/Button.tsx';
import { Cell } from '../ui/Cell.tsx';
import { timeLeft } from '../ui/moment.ts';
import { yuan } from '../ui/money.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { Tag } from '../ui/Tag.tsx';
import { say } from '../ui/texts.ts';
import { t as ui } from '../ui/ui-texts.ts';
import { limitWords } from './limit.ts';
import s from './OfferRows.module.scss';
import type { Offers } from './ProductHead.tsx';
import type { Limit, Product } from './sku.ts';
import { t } from './texts.ts';

type Freight = Answer<'GET /api/shop/products/:id/freight'>;

type Props = {
  readonly product: Product;
  readonly offers: Offers | null;
  readonly limit: Limit;
  readonly freight: Freight | null;
  readonly onChoose: () => void;
  readonly onTaken: () => void;
};

/** 优惠 · 规格 · 配送 · 产地: what one asks before buying. */
export function OfferRows({ product, limit, offers, freight, onChoose, onTaken }: Props) {
  const [open, setOpen] = useState(false);
  const limits = limitWords(product, limit);
  const promotions = offers?.promotions ?? [];
  const takeable = offers?.takeable ?? [];
  const mine = offers?.mine ?? [];
  const free = takeable.filter((one) => one.state === 'takeable');
  const worth = (one: { readonly sentence: Parameters<typeof say>[0] }) => say(one.sentence).split(/[,，]/)[0] ?? '';
  const named = [...new Set([...mine, ...free].map(worth))].slice(0, 2);
  // On the page stand the best of them, in the sheet all.
  const shown = open ? [...mine, ...takeable] : [...mine, ...free].filter((one) => named.includes(worth(one)));
  useSeenCoupons(
    'product',
    shown.map(({ templateId }) => templateId),
  );
  return (
    <>
      {promotions.length > 0 && (
        <Cell label={t('promotions')}>
          <View className={s.rules}>
            {promotions.map(({ offerId, badge, sentence }) => (
              <View key={offerId} className={s.rule}>
                <Tag tone="coral">{say(badge)}</Tag>
                {say(sentence) !== say(badge) && <View className={s.value}>{say(sentence)}</View>}
              </View>
            ))}
          </View>
        </Cell>
      )}
      {named.length > 0 && (
        <Cell label={t('offers')} onClick={() => setOpen(true)}>
          {named.map((words) => (
            <Tag key={words} tone="coral">
              {words}
            </Tag>
          ))}
        </Cell>
      )}
      {product.skus.length > 1 && (
        <Cell label={t('option')} onClick={onChoose}>
          <View className={s.dim}>
            {product.options
              .map((option) => t('kinds', { n: option.values.length, name: option.name }))
              .join(t('between'))}
          </View>
        </Cell>
      )}
      {limits !== '' && (
        <Cell label={t('limitRow')}>
          <View>{limits}</View>
        </Cell>
      )}
      {freight !== null && (
        <Cell label={t('delivery')}>
          <View className={freight.deliverable ? s.value : s.refused}>{delivery(freight)}</View>
        </Cell>
      )}
      {product.origin !== '' && (
        <Cell label={t('origin')}>
          <View className={s.value}>{product.origin}</View>
        </Cell>
      )}
      <Sheet open={open} title={t('coupons')} onClose={() => setOpen(false)}>
        <View className={s.sheet}>
          {takeable.map((coupon) => (
            <CouponCard key={coupon.templateId} coupon={coupon} note={say(coupon.validityWords)}>
              <Button
                size="small"
                disabled={coupon.state !== 'takeable'}
                onClick={async () => {
                  if ((await takeCoupon(coupon, 'product')) !== null) onTaken();
                }}
              >
                {takeWords(coupon.state)}
              </Button>
            </CouponCard>
          ))}
          {mine.map((coupon) => (
            <CouponCard
              key={coupon.id}
              coupon={coupon}
              note={timeLeft(coupon.validTo, shopNow())}
              because={say(coupon.said)}
            >
              <Tag tone="success">{t('owned')}</Tag>
            </CouponCard>
          ))}
        </View>
      </Sheet>
    </>
  );
}

/** Where she usually has it sent, and what that costs. */
function delivery({ to, deliverable, fee, freeFrom }: Freight): string {
  if (!deliverable) return t('undeliverable', { to: to ?? '' });
  const where = to === null ? '' : t('feeTo', { to });
  if (fee === 0) return where + ui('freeShipping');
  const free = freeFrom === null ? '' : t('feeFreeFrom', { amount: yuan(freeFrom) });
  return where + t('fee', { amount: yuan(fee) }) + free;
}
