import { shopperPayCouponState } from '@huoshui/contracts/words/paycoupons';
import { View } from '@tarojs/components';
import { type Answer, shopNow } from '../api/index.ts';
import { day, lastDay, timeLeft } from '../ui/moment.ts';
import { say } from '../ui/texts.ts';
import { CouponCard } from './CouponCard.tsx';
import s from './PayCoupons.module.scss';
import { t } from './texts.ts';

type PayCoupon = Answer<'GET /api/shop/pay-coupons'>['items'][number];

/** Coupons of WeChat Pay beside the shop's own: she chooses none of them, WeChat takes the best one off when she pays. */
export function PayCoupons({ coupons }: { readonly coupons: readonly PayCoupon[] }) {
  if (coupons.length === 0) return null;
  return (
    <>
      <View className={s.heading}>{t('payCoupons')}</View>
      <View className={s.hint}>{t('payCouponsHint')}</View>
      {coupons.map((coupon) => (
        <One key={coupon.id} coupon={coupon} />
      ))}
    </>
  );
}

function One({ coupon }: { readonly coupon: PayCoupon }) {
  const { name, amount, minimum, state, validFrom, validTo, said } = coupon;
  const now = shopNow();
  const early = validFrom !== null && new Date(validFrom) > now;
  const until = validTo === null ? '' : t('until', { left: timeLeft(validTo, now), day: lastDay(validTo) });
  return (
    <CouponCard
      coupon={{
        name,
        discount: { kind: 'amount', amount },
        threshold: minimum,
        scope: { kind: 'all' },
      }}
      note={state === 'sending' ? t('paySending') : early ? t('payFrom', { day: day(validFrom) }) : until}
      because={say(said)}
      spent={state === 'used' || state === 'expired'}
    >
      <View className={s.stamp}>{state === 'available' ? t('payByItself') : say(shopperPayCouponState[state])}</View>
    </CouponCard>
  );
}
