import { View } from '@tarojs/components';
import { type ReactNode, useRef, useState } from 'react';
import s from './Button.module.scss';
import { pressable } from './press.ts';

type Props = {
  readonly children: ReactNode;
  readonly kind?: 'primary' | 'brand' | 'line' | 'soft';
  readonly size?: 'normal' | 'small' | 'wide';
  readonly disabled?: boolean;
  readonly className?: string;
  /** While its promise is open the button waits and takes no second tap. */
  readonly onClick?: () => void | Promise<void>;
};

export function Button({
  children,
  kind = 'primary',
  size = 'normal',
  disabled = false,
  className = '',
  onClick,
}: Props) {
  const [busy, setBusy] = useState(false);
  // Two taps can come before the button is drawn anew: what it waits for is known at once.
  const waits = useRef(false);
  const act = async () => {
    if (disabled || waits.current || onClick === undefined) return;
    const done = onClick();
    if (done === undefined) return;
    waits.current = true;
    setBusy(true);
    await done.finally(() => {
      waits.current = false;
      setBusy(false);
    });
  };
  return (
    <View
      className={`${s.button} ${s[kind]} ${s[size] ?? ''} ${disabled || busy ? s.off : ''} ${className}`}
      hoverClass={disabled ? 'none' : s.pressed}
      {...pressable(() => void act(), { disabled: disabled || busy })}
    >
      {children}
    </View>
  );
}
