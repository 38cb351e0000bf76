import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import s from './Cell.module.scss';
import { colors } from './colors.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { pressable } from './press.ts';

type Props = {
  readonly label: ReactNode;
  readonly children?: ReactNode;
  readonly icon?: IconName;
  readonly strong?: boolean;
  readonly onClick?: () => void;
};

/** One row of a card: a label, its value, and an arrow when it opens something. */
export function Cell({ label, children, icon, strong = false, onClick }: Props) {
  return (
    <View className={s.cell} {...pressable(onClick)}>
      {icon !== undefined && <Icon name={icon} size={20} color={colors.ink2} className={s.icon} />}
      <View className={strong ? s.strong : s.label}>{label}</View>
      <View className={s.value}>{children}</View>
      {onClick !== undefined && <Icon name="chevron-right" size={16} color={colors.ink4} />}
    </View>
  );
}
