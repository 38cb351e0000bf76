import { View } from '@tarojs/components';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { pictured, pressable } from '../ui/press.ts';
import s from './Stars.module.scss';
import { t } from './texts.ts';

const five = [1, 2, 3, 4, 5] as const;

/** Five stars, so many of them full. */
export function Stars({ of, size = 14 }: { readonly of: number; readonly size?: number }) {
  return (
    <View className={s.stars} {...pictured(t('starsOf', { n: of }))}>
      {five.map((n) => (
        <Icon
          key={n}
          name={n <= of ? 'star-full' : 'star'}
          size={size}
          color={n <= of ? colors.warning : colors.ink4}
        />
      ))}
    </View>
  );
}

/** The same to be tapped. */
export function StarsInput({ of, onChange }: { readonly of: number; readonly onChange: (stars: number) => void }) {
  return (
    <View className={s.input}>
      {five.map((n) => (
        <View key={n} className={s.tap} {...pressable(() => onChange(n), { label: t('starsOf', { n }) })}>
          <Icon name={n <= of ? 'star-full' : 'star'} size={28} color={n <= of ? colors.warning : colors.ink4} />
        </View>
      ))}
      <View className={s.words}>
        {of === 0 ? '' : t((['one', 'two', 'three', 'four', 'five'] as const)[of - 1] ?? 'five')}
      </View>
    </View>
  );
}
