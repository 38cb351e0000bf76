import { ScrollView, View } from '@tarojs/components';
import { type ReactNode, useEffect, useState } from 'react';
import { colors } from './colors.ts';
import { Icon } from './Icon.tsx';
import { pressable } from './press.ts';
import s from './Sheet.module.scss';
import { t } from './ui-texts.ts';

type Props = {
  readonly open: boolean;
  readonly title?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Stays below what scrolls. */
  readonly foot?: ReactNode;
};

const slideMs = 220;

/** Sheets that are up: what comes by itself waits, it never covers what she has opened. */
let sheets = 0;
export const isSheetUp = (): boolean => sheets > 0;

/** Comes up from below; a tap on the shade or the cross closes it. */
export function Sheet({ open, title = '', onClose, children, foot }: Props) {
  const [shown, setShown] = useState(false);
  const [up, setUp] = useState(false);

  useEffect(() => {
    if (open) setShown(true);
    // One frame below first, so that there is something to slide from.
    const timer = setTimeout(() => (open ? setUp(true) : setShown(false)), open ? 20 : slideMs);
    if (!open) setUp(false);
    return () => clearTimeout(timer);
  }, [open]);

  useEffect(() => {
    if (!shown) return undefined;
    sheets += 1;
    return () => {
      sheets -= 1;
    };
  }, [shown]);

  if (!shown) return null;
  return (
    <View className={s.layer} catchMove>
      <View className={`${s.shade} ${up ? s.shadeUp : ''}`} onClick={onClose} />
      <View className={`${s.sheet} ${up ? s.sheetUp : ''}`}>
        <View className={s.head}>
          <View className={s.title}>{title}</View>
          <View className={s.close} {...pressable(onClose, { label: t('close') })}>
            <Icon name="x" color={colors.ink3} />
          </View>
        </View>
        <ScrollView scrollY className={s.body}>
          {children}
        </ScrollView>
        <View className={s.foot}>{foot}</View>
      </View>
    </View>
  );
}
