import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { pressable } from '../ui/press.ts';
import s from './MonthOfHers.module.scss';
import { monthOf } from './month.ts';
import { t } from './texts.ts';

type Hers = Answer<'GET /api/shop/check-in'>;
type Props = { readonly hers: Hers; readonly onMakeUp: (day: string) => void };

/** The month as a calendar, Monday first; a missed day that may still be made up for is tapped. */
export function MonthOfHers({ hers, onMakeUp }: Props) {
  const { today, days, makeUp } = hers;
  const month = monthOf(today);
  const came = new Map(days.map((one) => [one.day, one.madeUp]));
  const open = new Set(makeUp !== null && makeUp.left > 0 ? makeUp.days : []);
  return (
    <View className={s.card}>
      <View className={s.top}>
        <View className={s.month}>{today.slice(0, 7)}</View>
        {makeUp !== null && <View className={s.left}>{t('makeUpsLeft', { n: makeUp.left })}</View>}
      </View>
      <View className={s.grid}>
        {t('weekdays')
          .split(' ')
          .map((name) => (
            <View key={name} className={s.weekday}>
              {name}
            </View>
          ))}
        {month.days.map((day, at) => {
          const there = came.has(day);
          const missed = open.has(day);
          const tap = () => onMakeUp(day);
          const look = there ? s.came : missed ? s.missed : day === today ? s.today : '';
          return (
            <View
              key={day}
              className={`${s.day} ${look}`}
              {...(at === 0 ? { style: { gridColumnStart: month.first } } : {})}
              {...(missed ? { onClick: tap, ...pressable(tap) } : {})}
            >
              <View className={s.number}>{Number(day.slice(8))}</View>
              <View className={s.mark}>{there ? (came.get(day) ? t('made') : '✓') : missed ? t('makeUp') : ''}</View>
            </View>
          );
        })}
      </View>
    </View>
  );
}
