import { View } from '@tarojs/components';
import { colors } from './colors.ts';
import { Icon } from './Icon.tsx';
import { pressable } from './press.ts';
import s from './Stepper.module.scss';
import { t } from './ui-texts.ts';

type Props = {
  readonly value: number;
  readonly min?: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
};

export function Stepper({ value, min = 1, max, onChange }: Props) {
  const less = value > min;
  const more = value < max;
  return (
    <View className={s.stepper} onClick={(event) => event.stopPropagation()}>
      <View className={s.tap} {...pressable(() => onChange(value - 1), { label: t('fewer'), disabled: !less })}>
        <View className={s.knob}>
          <Icon name="minus" size={14} color={less ? colors.ink : colors.ink4} weight={2.25} />
        </View>
      </View>
      <View className={s.value}>{value}</View>
      <View className={s.tap} {...pressable(() => onChange(value + 1), { label: t('more'), disabled: !more })}>
        <View className={`${s.knob} ${more ? s.plus : ''}`}>
          <Icon name="plus" size={14} color={more ? colors.white : colors.ink4} weight={2.25} />
        </View>
      </View>
    </View>
  );
}
