import { type couponPlace, offerState } from '@huoshui/contracts/words/coupons';
import { api } from '../api/index.ts';
import { track } from '../track/index.ts';
import { say } from '../ui/texts.ts';
import { attempt, toast } from '../ui/toast.ts';
import { wx } from '../wx/index.ts';
import { t } from './texts.ts';
import type { Coupon, Takeable } from './words.ts';

/** Takes one coupon where she met it; null when it could not be had, which the shopper is told. */
export async function takeCoupon(coupon: Takeable, from: keyof typeof couponPlace): Promise<Coupon | null> {
  const taken = await attempt(async () =>
    api('POST /api/shop/coupon-center/:id', { params: { id: coupon.templateId }, query: { from } }),
  );
  if (taken === null) return null;
  wx.haptic();
  toast(t('got'));
  track('coupon_take', { props: { templateId: coupon.templateId, place: from } });
  return taken;
}

/** What stands on the button of one that may be taken, or why it may not. */
export function takeWords(state: Takeable['state']): string {
  return say(offerState[state]);
}
