import { Text } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { shopNow } from '../api/index.ts';
import s from './Countdown.module.scss';

type Props = { readonly to: string; readonly onEnd?: () => void };

/** `14:59` until an instant of the shop's clock, hours in front when there are any. */
export function Countdown({ to, onEnd }: Props) {
  const [left, setLeft] = useState(() => remaining(to));
  useEffect(() => {
    setLeft(remaining(to));
    const timer = setInterval(() => {
      const now = remaining(to);
      setLeft(now);
      if (now > 0) return;
      clearInterval(timer);
      onEnd?.();
    }, 1000);
    return () => clearInterval(timer);
  }, [to, onEnd]);
  const hours = Math.floor(left / 3600);
  const clock = `${two(Math.floor((left % 3600) / 60))}:${two(left % 60)}`;
  return <Text className={s.clock}>{hours > 0 ? `${two(hours)}:${clock}` : clock}</Text>;
}

function remaining(to: string): number {
  return Math.max(0, Math.floor((Date.parse(to) - shopNow().getTime()) / 1000));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
