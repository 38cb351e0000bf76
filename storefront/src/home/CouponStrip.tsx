import { ScrollView, View } from '@tarojs/components';
import { useSeenCoupons } from '../coupons/seen.ts';
import { takeCoupon, takeWords } from '../coupons/take.ts';
import { couponCondition, couponFace, type Takeable } from '../coupons/words.ts';
import { Exposure, useTrack } from '../track/index.ts';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import s from './CouponStrip.module.scss';

/** Coupons to take, side by side; those that can still be taken come first. */
export function CouponStrip({
  coupons,
  onTaken,
}: {
  readonly coupons: readonly Takeable[];
  readonly onTaken: () => void;
}) {
  const shown = [...coupons].filter((one) => one.state !== 'ended').sort((a, b) => rank(a) - rank(b));
  useSeenCoupons(
    'home',
    shown.map(({ templateId }) => templateId),
  );
  if (shown.length === 0) return null;
  return (
    <ScrollView scrollX className={s.strip} enhanced showScrollbar={false}>
      <View className={s.row}>
        {shown.map((coupon) => (
          <Exposure
            key={coupon.templateId}
            slot="home_coupons"
            facts={{ props: { templateId: coupon.templateId } }}
            className={s.wrap}
          >
            <Ticket coupon={coupon} onTaken={onTaken} />
          </Exposure>
        ))}
      </View>
    </ScrollView>
  );
}

function Ticket({ coupon, onTaken }: { readonly coupon: Takeable; readonly onTaken: () => void }) {
  const face = couponFace(coupon.discount);
  const open = coupon.state === 'takeable';
  const track = useTrack();
  const tap = async () => {
    track('click', { props: { slot: 'home_coupons', templateId: coupon.templateId } });
    if (!open) go(pages.coupons);
    else if ((await takeCoupon(coupon, 'home')) !== null) onTaken();
  };
  return (
    <View className={`${s.ticket} ${open ? '' : s.done}`} {...pressable(() => void tap())}>
      <View className={s.face}>
        <View className={s.figure}>
          {face.sign !== '' && <View className={s.sign}>{face.sign}</View>}
          {face.figure}
          {face.unit !== '' && <View className={s.sign}>{face.unit}</View>}
        </View>
        <View className={s.condition}>{couponCondition(coupon)}</View>
      </View>
      <View className={s.take}>{takeWords(coupon.state)}</View>
    </View>
  );
}

function rank(coupon: Takeable): number {
  return coupon.state === 'takeable' ? 0 : coupon.state === 'not_started' ? 1 : 2;
}
