import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { say } from '../ui/texts.ts';
import s from './LevelLadder.module.scss';
import { t } from './texts.ts';

type Props = { readonly hers: Answer<'GET /api/shop/level'> };

/** Every level with what it gives; hers stands out, those above say how far they are. */
export function LevelLadder({ hers: { level, levels, growth } }: Props) {
  return (
    <>
      <View className={s.heading}>{t('privileges')}</View>
      {levels.map((one) => (
        <View key={one.id} className={`${s.level} ${one.id === level?.id ? s.mine : ''}`}>
          <View className={s.top}>
            <View className={s.name}>{one.name}</View>
            <View className={s.away}>
              {one.id === level?.id
                ? t('yours')
                : one.growth > growth
                  ? t('away', { n: one.growth - growth })
                  : t('fromGrowth', { n: one.growth })}
            </View>
          </View>
          {one.privileges.length === 0 ? (
            <View className={s.none}>{t('noPrivileges')}</View>
          ) : (
            <View className={s.all}>
              {one.privileges.map((privilege) => (
                <View key={privilege.kind} className={s.one}>
                  {say(privilege.words)}
                </View>
              ))}
            </View>
          )}
        </View>
      ))}
    </>
  );
}
