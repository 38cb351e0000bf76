import { Button, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { pressable } from '../ui/press.ts';
import s from './buttons.module.scss';
import { framePort } from './frame.ts';

type Props = {
  readonly children: ReactNode;
  readonly className?: string;
  readonly onCode: (code: string) => void;
  /** She did not want to, or WeChat cannot just now: her refusal is no error, and there must be another way. */
  readonly onNone: (why: 'refused' | 'unable') => void;
};

/** What her number cost is used up (errno 1400001), or the component answers otherwise than with a code. */
const refusals = /deny|denied|cancel/i;

/** Asks for the phone number as WeChat wants it: by a tap on its own kind of button. */
export function PhoneButton({ children, className = '', onCode, onNone }: Props) {
  if (process.env.TARO_ENV === 'weapp') {
    return (
      <Button
        className={`${s.bare} ${className}`}
        openType="getPhoneNumber"
        onGetPhoneNumber={(event) => {
          const { code } = event.detail;
          if (typeof code === 'string' && code !== '') onCode(code);
          else onNone(refusals.test(event.detail.errMsg ?? '') ? 'refused' : 'unable');
        }}
      >
        {children}
      </Button>
    );
  }
  const ask = async () => {
    const code = await framePort.phone();
    if (code !== null && code !== '') onCode(code);
    else onNone('refused');
  };
  return (
    <View className={`${s.bare} ${className}`} {...pressable(() => void ask())}>
      {children}
    </View>
  );
}
