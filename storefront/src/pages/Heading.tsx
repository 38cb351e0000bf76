import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import s from './Blocks.module.scss';

/** The words above a block, and what stands at their end. */
export function Heading({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  if (text === '') return null;
  return (
    <View className={s.heading}>
      <View>{text}</View>
      {children !== undefined && <View className={s.aside}>{children}</View>}
    </View>
  );
}
