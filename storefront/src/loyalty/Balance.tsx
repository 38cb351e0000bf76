import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { lastDay } from '../ui/moment.ts';
import { say } from '../ui/texts.ts';
import s from './Balance.module.scss';
import { t } from './texts.ts';

type Props = { readonly points: Answer<'GET /api/shop/points'> };

/** What she has in a large figure; what is not hers to spend yet, and what ends soon, below it. */
export function Balance({ points: { on, rule, usable, frozen, owed, expiring } }: Props) {
  return (
    <View className={s.card}>
      <View className={s.label}>{t('usable')}</View>
      <View className={s.figure}>{usable}</View>
      {frozen > 0 && <View className={s.line}>{`${t('frozen', { n: frozen })} · ${t('frozenHint')}`}</View>}
      {owed > 0 && <View className={s.line}>{t('owed', { n: owed })}</View>}
      {expiring !== null && (
        <View className={s.line}>{t('expiring', { n: expiring.points, day: lastDay(expiring.at) })}</View>
      )}
      <View className={s.rule}>{on ? say(rule) : t('off')}</View>
    </View>
  );
}
