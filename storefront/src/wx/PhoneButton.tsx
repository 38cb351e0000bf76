import { Button, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import s from './buttons.module.scss';
import { framePort } from './frame.ts';

type Props = { readonly children: ReactNode; readonly className?: string; readonly onCode: (code: string) => void };

/** Asks for the phone number as WeChat wants it: by a tap on its own kind of button. Says nothing when refused. */
export function PhoneButton({ children, className = '', onCode }: Props) {
  if (process.env.TARO_ENV === 'weapp') {
    return (
      <Button
        className={`${s.bare} ${className}`}
        openType="getPhoneNumber"
        onGetPhoneNumber={(event) => {
          const { code } = event.detail;
          if (typeof code === 'string' && code !== '') onCode(code);
        }}
      >
        {children}
      </Button>
    );
  }
  const ask = async () => {
    const code = await framePort.phone();
    if (code !== null && code !== '') onCode(code);
  };
  return (
    <View className={`${s.bare} ${className}`} onClick={() => void ask()}>
      {children}
    </View>
  );
}
