import { Button, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { pressable } from '../ui/press.ts';
import s from './buttons.module.scss';
import { framePort } from './frame.ts';
import type { Shared } from './port.ts';

type Props = {
  readonly children: ReactNode;
  readonly className?: string;
  readonly shared: Shared;
  readonly onShare?: () => void;
};

/** Hands the page to a friend. In the mini program the page's own onShareAppMessage says what is shared. */
export function ShareButton({ children, className = '', shared, onShare }: Props) {
  if (process.env.TARO_ENV === 'weapp') {
    return (
      <Button className={`${s.bare} ${className}`} openType="share" onClick={onShare}>
        {children}
      </Button>
    );
  }
  return (
    <View
      className={`${s.bare} ${className}`}
      {...pressable(() => {
        onShare?.();
        void framePort.share(shared);
      })}
    >
      {children}
    </View>
  );
}
