import { View } from '@tarojs/components';
import s from './Check.module.scss';
import { colors } from './colors.ts';
import { Icon } from './Icon.tsx';
import { pressable } from './press.ts';
import { t } from './ui-texts.ts';

type Props = {
  readonly on: boolean;
  /** What it chooses, for whoever hears the page. */
  readonly label?: string;
  readonly disabled?: boolean;
  readonly onClick?: () => void;
};

/** A square tick, one of several that may be on, with the whole 44 around it to tap. */
export function Check({ on, label = t('choose'), disabled = false, onClick }: Props) {
  return (
    <View className={s.tap} {...pressable(onClick, { role: 'checkbox', label, on, disabled })}>
      <View className={`${s.ring} ${on ? s.on : ''} ${disabled ? s.off : ''}`}>
        {on && <Icon name="check" size={14} color={colors.white} weight={3} />}
      </View>
    </View>
  );
}
