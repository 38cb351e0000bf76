import { View } from '@tarojs/components';
import s from './Check.module.scss';
import { colors } from './colors.ts';
import { Icon } from './Icon.tsx';

type Props = { readonly on: boolean; readonly disabled?: boolean; readonly onClick?: () => void };

/** A round tick with the whole 44 around it to tap. */
export function Check({ on, disabled = false, onClick }: Props) {
  return (
    <View className={s.tap} onClick={() => !disabled && onClick?.()}>
      <View className={`${s.ring} ${on ? s.on : ''} ${disabled ? s.off : ''}`}>
        {on && <Icon name="check" size={14} color={colors.white} weight={3} />}
      </View>
    </View>
  );
}
