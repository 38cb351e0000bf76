import { ScrollView, View } from '@tarojs/components';
import { useSeenCoupons } from '../coupons/seen.ts';
import { takeCoupon } from '../coupons/take.ts';
import { couponCondition, couponFace, couponScope, type Takeable } from '../coupons/words.ts';
import { Exposure } from '../track/index.ts';
import { Button } from '../ui/Button.tsx';
import { offersChanged } from './card-offers.ts';
import { useCategoryNames } from './category-names.ts';
import s from './HitCoupons.module.scss';
import { t } from './texts.ts';

/** The coupons for what a search found, to be taken where they stand: 鸡蛋 and the 鸡蛋券 in one list. */
export function HitCoupons({ coupons }: { readonly coupons: readonly Takeable[] }) {
  const shown = coupons.slice(0, 6);
  useSeenCoupons(
    'search',
    shown.map(({ templateId }) => templateId),
  );
  if (shown.length === 0) return null;
  return (
    <ScrollView scrollX className={s.strip} enhanced showScrollbar={false}>
      <View className={s.row}>
        {shown.map((coupon) => (
          <Exposure
            key={coupon.templateId}
            slot="search_coupons"
            facts={{ props: { templateId: coupon.templateId } }}
            className={s.wrap}
          >
            <HitCoupon coupon={coupon} />
          </Exposure>
        ))}
      </View>
    </ScrollView>
  );
}

function HitCoupon({ coupon }: { readonly coupon: Takeable }) {
  const names = useCategoryNames();
  const { sign, figure, unit } = couponFace(coupon.discount);
  return (
    <View className={s.coupon}>
      <View className={s.figure}>
        {sign}
        {figure}
        {unit}
      </View>
      <View className={s.words}>
        <View className={s.name}>{coupon.name}</View>
        <View className={s.condition}>{`${couponCondition(coupon)} · ${couponScope(coupon, names)}`}</View>
      </View>
      <Button
        size="small"
        onClick={async () => {
          if ((await takeCoupon(coupon, 'search')) !== null) offersChanged();
        }}
      >
        {t('take')}
      </Button>
    </View>
  );
}
