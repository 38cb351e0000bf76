import { View } from '@tarojs/components';
import { useState } from 'react';
import { api, shopNow, useLoad } from '../api/index.ts';
import { CouponCard } from '../coupons/CouponCard.tsx';
import { Button } from '../ui/Button.tsx';
import { Cell } from '../ui/Cell.tsx';
import { Check } from '../ui/Check.tsx';
import { Empty } from '../ui/Empty.tsx';
import { timeLeft } from '../ui/moment.ts';
import { yuan } from '../ui/money.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { say } from '../ui/texts.ts';
import s from './CouponPicker.module.scss';
import type { OfferRef, Quote } from './QuoteRows.tsx';
import { t } from './texts.ts';

type Props = {
  readonly quote: Quote;
  /** undefined while the shop chooses. */
  readonly chosen: readonly OfferRef[] | undefined;
  readonly onChoose: (offers: readonly OfferRef[] | undefined) => void;
};

/** The best coupons are on already; here she sees which, and may choose others. What does not fit says why. */
export function CouponPicker({ quote, chosen, onChoose }: Props) {
  const [open, setOpen] = useState(false);
  const used = quote.chosen.filter(isCoupon);
  const saved = quote.discounts
    .filter((one) => used.some((offer) => isSame(offer, one)))
    .reduce((sum, one) => sum + one.amount, 0);
  return (
    <>
      <Cell label={t('coupons')} onClick={() => setOpen(true)}>
        {used.length > 0 ? (
          <View className={s.on}>
            {chosen === undefined ? t('bestChosen') : ''}-¥{yuan(saved)}
          </View>
        ) : (
          <View className={s.off}>{chosen === undefined ? t('noneFits') : t('notUsed')}</View>
        )}
      </Cell>
      <Sheet
        open={open}
        title={t('chooseCoupons')}
        onClose={() => setOpen(false)}
        foot={
          <View className={s.acts}>
            <Button kind="line" className={s.act} onClick={() => onChoose([])}>
              {t('useNone')}
            </Button>
            <Button kind="brand" className={s.act} onClick={() => onChoose(undefined)}>
              {t('useBest')}
            </Button>
          </View>
        }
      >
        <Choices quote={quote} onChoose={onChoose} />
      </Sheet>
    </>
  );
}

function Choices({ quote, onChoose }: Pick<Props, 'quote' | 'onChoose'>) {
  const mine = useLoad(async () => api('GET /api/shop/coupons', { query: { state: 'available', limit: 200 } }), []);
  if (mine.data === null) return <Skeleton shape="block" count={3} />;
  if (mine.data.items.length === 0)
    return <Empty icon="ticket-percent" title={t('noCoupons')} text={t('noCouponsHint')} />;
  const toggle = (coupon: OfferRef) => {
    const others = quote.chosen.filter((one) => !isSame(one, coupon));
    onChoose(others.length < quote.chosen.length ? others : [...others, coupon]);
  };
  return (
    <View className={s.list}>
      {mine.data.items.map((coupon) => {
        const offer = { source: 'coupons', offerId: coupon.id };
        const on = quote.chosen.some((one) => isSame(one, offer));
        const rejected = quote.rejected.find((one) => isSame(one, offer));
        const reason = rejected === undefined ? '' : say(rejected.text);
        return (
          <CouponCard
            key={coupon.id}
            coupon={coupon}
            note={on || reason === '' ? timeLeft(coupon.validTo, shopNow()) : reason}
            on={on}
            onClick={() => toggle(offer)}
          >
            <Check on={on} />
          </CouponCard>
        );
      })}
    </View>
  );
}

function isCoupon({ source }: OfferRef): boolean {
  return source === 'coupons';
}

function isSame(a: OfferRef, b: OfferRef): boolean {
  return a.source === b.source && a.offerId === b.offerId;
}
