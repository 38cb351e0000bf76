import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import s from './Tag.module.scss';

type Props = {
  readonly children: ReactNode;
  readonly tone?: 'teal' | 'coral' | 'plain' | 'warning' | 'success' | 'danger';
};

export function Tag({ children, tone = 'teal' }: Props) {
  return <View className={`${s.tag} ${s[tone]}`}>{children}</View>;
}
