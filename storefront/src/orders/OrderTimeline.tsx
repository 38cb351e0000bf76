import { View } from '@tarojs/components';
import { useState } from 'react';
import { shopNow } from '../api/index.ts';
import { friendly } from '../ui/moment.ts';
import { pressable } from '../ui/press.ts';
import { say } from '../ui/texts.ts';
import s from './OrderTimeline.module.scss';
import { t } from './texts.ts';
import type { Order } from './words.ts';

const folded = 3;

/** What really happened with the order, newest first; older steps fold away. */
export function OrderTimeline({ events }: { readonly events: Order['timeline'] }) {
  const [all, setAll] = useState(false);
  if (events.length === 0) return null;
  const sorted = [...events].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const shown = all ? sorted : sorted.slice(0, folded);
  return (
    <View className={s.card}>
      {shown.map((event, at) => (
        <View key={`${event.at}-${event.kind}-${event.title.zh}`} className={`${s.step} ${at === 0 ? s.latest : ''}`}>
          <View className={s.rail}>
            <View className={s.dot} />
            {at < shown.length - 1 && <View className={s.line} />}
          </View>
          <View className={s.words}>
            <View className={s.title}>{say(event.title)}</View>
            {event.detail !== null && <View className={s.detail}>{say(event.detail)}</View>}
            <View className={s.time}>{friendly(event.at, shopNow())}</View>
          </View>
        </View>
      ))}
      {sorted.length > folded && (
        <View className={s.more} {...pressable(() => setAll(!all))}>
          {all ? t('fold') : t('unfold', { n: sorted.length })}
        </View>
      )}
    </View>
  );
}
