import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { useCategoryNames } from '../catalog/category-names.ts';
import { pressable } from '../ui/press.ts';
import s from './CouponCard.module.scss';
import { type Coupon, couponCondition, couponFace, couponScope } from './words.ts';

type Props = {
  readonly coupon: {
    readonly name: string;
    readonly discount: Coupon['discount'];
    readonly threshold: number;
    readonly scope: Coupon['scope'];
  };
  /** Until when, or why she has it. */
  readonly note: string;
  readonly because?: string;
  readonly spent?: boolean;
  /** A button, a tick or a stamp. */
  readonly children?: ReactNode;
  /** Whether it is chosen, where a tap chooses it. */
  readonly on?: boolean;
  readonly onClick?: () => void;
};

/** A coupon as a torn ticket: what it takes off on the left, what it is for on the right. */
export function CouponCard({ coupon, note, because = '', spent = false, children, on, onClick }: Props) {
  const face = couponFace(coupon.discount);
  const names = useCategoryNames();
  return (
    <View
      className={`${s.coupon} ${spent ? s.spent : ''}`}
      {...pressable(onClick, on === undefined ? {} : { role: 'checkbox', on })}
    >
      <View className={s.face}>
        <View className={s.figure}>
          {face.sign !== '' && <View className={s.sign}>{face.sign}</View>}
          <View className={s[sizeOf(face.figure, coupon.discount.kind)]}>{face.figure}</View>
          {face.unit !== '' && <View className={s.sign}>{face.unit}</View>}
        </View>
        <View className={s.condition}>{couponCondition(coupon)}</View>
      </View>
      <View className={s.words}>
        <View className={s.name}>{coupon.name}</View>
        <View className={s.line}>{couponScope(coupon, names)}</View>
        <View className={s.line}>{note}</View>
        {because !== '' && <View className={s.because}>{because}</View>}
      </View>
      <View className={s.act}>{children}</View>
    </View>
  );
}

/** 包邮 is two letters, Free delivery is thirteen. */
function sizeOf(figure: string, kind: Coupon['discount']['kind']): 'number' | 'long' | 'wordy' {
  if (figure.length > 6) return 'wordy';
  return figure.length > 3 || kind === 'free_shipping' || kind === 'exchange' ? 'long' : 'number';
}
