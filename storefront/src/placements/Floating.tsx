import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { Picture } from '../ui/Picture.tsx';
import { pressable } from '../ui/press.ts';
import s from './Floating.module.scss';
import type { Showing } from './showing.ts';
import { t } from './texts.ts';

/** A round icon at the right, above the bar at the bottom; its cross is beside it, so that neither is hit for the other. */
export function Floating({ showing }: { readonly showing: Showing }) {
  const [gone, setGone] = useState(false);
  useEffect(() => {
    void showing.appear();
  }, [showing]);
  const { title, picture, target } = showing.placement;
  const name = title || t('popup');
  if (gone) return null;
  const close = () => {
    setGone(true);
    showing.close();
  };
  const tap = async () => {
    await showing.tap();
    if (target === 'coupon') setGone(true);
  };
  return (
    <View className={s.floating}>
      <View className={s.close} {...pressable(close, { label: t('close', { name }) })}>
        <View className={s.disc}>
          <Icon name="x" size={12} color={colors.white} />
        </View>
      </View>
      <View className={s.icon} {...(target === 'none' ? {} : pressable(() => void tap(), { label: name }))}>
        {picture === null ? (
          <View className={s.words}>{title}</View>
        ) : (
          <Picture src={picture} className={s.picture} wide={60} words={name} />
        )}
      </View>
    </View>
  );
}
