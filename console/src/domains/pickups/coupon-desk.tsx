import { CouponCounter } from './coupon-counter.tsx';
import { Desk } from './desk.tsx';
import { useVerifyText } from './verify-texts.ts';

/** The desk in a store where coupons are used on a bill. */
export function CouponDesk() {
  const t = useVerifyText();
  return (
    <Desk
      back={{ to: '/coupon-verifications', label: t('list_title') }}
      title={t('desk_title')}
      purpose={t('desk_purpose')}
    >
      {(storeId) => <CouponCounter key={storeId} storeId={storeId} />}
    </Desk>
  );
}
