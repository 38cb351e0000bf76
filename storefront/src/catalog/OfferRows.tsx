import { View } from '@tarojs/components';
import { useState } from 'react';
import { type Shop, shopNow } from '../api/index.ts';
import { CouponCard } from '../coupons/CouponCard.tsx';
import { takeCoupon, takeWords } from '../coupons/take.ts';
import { Button } from '../ui/Button.tsx';
import { Cell } from '../ui/Cell.tsx';
import { timeLeft } from '../ui/moment.ts';
import { yuan } from '../ui/money.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { Tag } from '../ui/Tag.tsx';
import { say } from '../ui/words.ts';
import s from './OfferRows.module.scss';
import type { Offers } from './ProductHead.tsx';
import type { Product } from './sku.ts';

type Props = {
  readonly product: Product;
  readonly offers: Offers | null;
  readonly shop: Shop | null;
  readonly onChoose: () => void;
  readonly onTaken: () => void;
};

/** 优惠 · 规格 · 配送 · 产地: what one asks before buying. */
export function OfferRows({ product, offers, shop, onChoose, onTaken }: Props) {
  const [open, setOpen] = useState(false);
  const promotions = offers?.promotions ?? [];
  const takeable = offers?.takeable ?? [];
  const mine = offers?.mine ?? [];
  const free = takeable.filter((one) => one.state === 'takeable');
  const named = [...new Set([...mine, ...free].map((one) => say(one.sentence).split(/[,，]/)[0] ?? ''))].slice(0, 2);
  return (
    <>
      {promotions.length > 0 && (
        <Cell label="促销">
          <View className={s.rules}>
            {promotions.map(({ offerId, badge, sentence }) => (
              <View key={offerId} className={s.rule}>
                <Tag tone="coral">{badge.zh}</Tag>
                {sentence.zh !== badge.zh && <View className={s.value}>{sentence.zh}</View>}
              </View>
            ))}
          </View>
        </Cell>
      )}
      {named.length > 0 && (
        <Cell label="优惠" onClick={() => setOpen(true)}>
          {named.map((words) => (
            <Tag key={words} tone="coral">
              {words}
            </Tag>
          ))}
        </Cell>
      )}
      {product.skus.length > 1 && (
        <Cell label="规格" onClick={onChoose}>
          <View className={s.dim}>
            {product.options.map((option) => `${option.values.length} 种${option.name}`).join('、')}
          </View>
        </Cell>
      )}
      {shop !== null && (
        <Cell label="配送">
          <View className={s.value}>{delivery(shop)}</View>
        </Cell>
      )}
      {product.origin !== '' && (
        <Cell label="产地">
          <View className={s.value}>{product.origin}</View>
        </Cell>
      )}
      <Sheet open={open} title="优惠券" onClose={() => setOpen(false)}>
        <View className={s.sheet}>
          {takeable.map((coupon) => (
            <CouponCard key={coupon.templateId} coupon={coupon} note={say(coupon.validityWords)}>
              <Button
                size="small"
                disabled={coupon.state !== 'takeable'}
                onClick={async () => {
                  if ((await takeCoupon(coupon)) !== null) onTaken();
                }}
              >
                {takeWords[coupon.state]}
              </Button>
            </CouponCard>
          ))}
          {mine.map((coupon) => (
            <CouponCard
              key={coupon.id}
              coupon={coupon}
              note={timeLeft(coupon.validTo, shopNow())}
              because={coupon.because}
            >
              <Tag tone="success">已有</Tag>
            </CouponCard>
          ))}
        </View>
      </Sheet>
    </>
  );
}

function delivery({ shipping }: Shop): string {
  if (shipping.fee === 0) return '免运费';
  return `运费 ¥${yuan(shipping.fee)}${shipping.freeFrom === null ? '' : `，满 ${yuan(shipping.freeFrom)} 元免`}`;
}
