import { api } from '../api/index.ts';
import { track } from '../track/index.ts';
import { attempt, toast } from '../ui/toast.ts';
import { wx } from '../wx/index.ts';
import type { Coupon, Takeable } from './words.ts';

/** Takes one coupon of the centre; null when it could not be had, which the shopper is told. */
export async function takeCoupon(coupon: Takeable): Promise<Coupon | null> {
  const taken = await attempt(async () =>
    api('POST /api/shop/coupon-center/:id', { params: { id: coupon.templateId } }),
  );
  if (taken === null) return null;
  wx.haptic();
  toast('领到了，下单时自动用上');
  track('coupon_take', { props: { templateId: coupon.templateId } });
  return taken;
}

export const takeWords: Readonly<Record<Takeable['state'], string>> = {
  takeable: '领取',
  taken: '已领取',
  sold_out: '已领完',
  not_started: '未开始',
  ended: '已结束',
};
