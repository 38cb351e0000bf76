import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { lastDay } from '../ui/moment.ts';
import { yuan } from '../ui/money.ts';
import { say } from '../ui/texts.ts';
import s from './LevelCard.module.scss';
import { t } from './texts.ts';

type Props = { readonly card: Answer<'GET /api/shop/cards'>['cards'][number] };

/** One card of hers: until when, what it gives, what is left of this month, and what it saved. */
export function HerCard({ card }: Props) {
  const { name, state, startsAt, endsAt, freeShipping, saved, privileges } = card;
  return (
    <View className={s.card}>
      <View className={s.label}>
        {state === 'upcoming' ? t('cardFrom', { day: lastDay(startsAt) }) : t('cardUntil', { day: lastDay(endsAt) })}
      </View>
      <View className={s.name}>{name}</View>
      {state === 'running' && (
        <View className={s.row}>
          <View>{t('cardSaved')}</View>
          <View>{`¥${yuan(saved)}`}</View>
        </View>
      )}
      {freeShipping !== null && state === 'running' && (
        <View className={s.line}>
          {t('cardFree', { n: Math.max(0, freeShipping.of - freeShipping.used), of: freeShipping.of })}
        </View>
      )}
      <View className={s.rule}>{privileges.map(({ words }) => say(words)).join(' · ')}</View>
    </View>
  );
}
