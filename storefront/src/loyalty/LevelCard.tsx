import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { lastDay } from '../ui/moment.ts';
import { say } from '../ui/texts.ts';
import s from './LevelCard.module.scss';
import { t } from './texts.ts';

type Props = { readonly hers: Answer<'GET /api/shop/level'> };

/** Her level in large letters, a bar to the next, and what is at stake. */
export function LevelCard({ hers: { level, next, growth, keptUntil, falls, freeShipping, rule } }: Props) {
  const share = next === null ? 100 : Math.min(100, Math.floor((growth / next.growth) * 100));
  return (
    <View className={s.card}>
      <View className={s.label}>{t('yourLevel')}</View>
      <View className={s.name}>{level?.name ?? t('noLevel')}</View>
      <View className={s.row}>
        <View>{t('growthNow', { n: growth })}</View>
        {next !== null && <View>{`${next.name} ${next.growth}`}</View>}
      </View>
      <View className={s.track}>
        <View className={s.bar} style={{ width: `${share}%` }} />
      </View>
      <View className={s.line}>
        {next === null ? t('atTheTop') : t('toNext', { n: next.missing, name: next.name })}
      </View>
      {falls !== null && (
        <View className={s.warn}>
          {t('falls', { day: lastDay(falls.at), n: falls.missing, name: level?.name ?? '' })}
        </View>
      )}
      {falls === null && keptUntil !== null && <View className={s.line}>{t('kept', { day: lastDay(keptUntil) })}</View>}
      {freeShipping !== null && (
        <View className={s.line}>
          {t('freeLeft', { n: Math.max(0, freeShipping.of - freeShipping.used), of: freeShipping.of })}
        </View>
      )}
      <View className={s.rule}>{say(rule)}</View>
    </View>
  );
}
