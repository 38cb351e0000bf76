import { View } from '@tarojs/components';
import s from './Skeleton.module.scss';

const bones = ['1', '2', '3', '4', '5', '6'] as const;

type Shape = 'feed' | 'rows' | 'product' | 'block';

/** The shape of what is about to come, so that nothing jumps when it is there. */
export function Skeleton({ shape = 'rows', count = 4 }: { readonly shape?: Shape; readonly count?: number }) {
  if (shape === 'product') {
    return (
      <View>
        <View className={`${s.bone} ${s.hero}`} />
        <View className={s.pad}>
          <View className={`${s.bone} ${s.line} ${s.third}`} />
          <View className={`${s.bone} ${s.line}`} />
          <View className={`${s.bone} ${s.line} ${s.half}`} />
        </View>
      </View>
    );
  }
  return (
    <View className={shape === 'feed' ? s.feed : s.rows}>
      {bones.slice(0, count).map((bone) => (
        <View key={bone} className={shape === 'feed' ? s.card : shape === 'rows' ? s.row : s.blockCard}>
          {shape !== 'block' && <View className={`${s.bone} ${shape === 'feed' ? s.square : s.thumb}`} />}
          <View className={s.text}>
            <View className={`${s.bone} ${s.line}`} />
            <View className={`${s.bone} ${s.line} ${s.half}`} />
            <View className={`${s.bone} ${s.line} ${s.third}`} />
          </View>
        </View>
      ))}
    </View>
  );
}
