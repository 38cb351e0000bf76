import { rewardState } from '@huoshui/contracts/words/activities';
import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { say } from '../ui/texts.ts';
import s from './Tiers.module.scss';
import { t } from './texts.ts';

type Tier = Answer<'GET /api/shop/activities/:id'>['tiers'][number];

/** How far she has come, tier by tier, and what became of each gift. */
export function Tiers({ tiers, sum }: { readonly tiers: readonly Tier[]; readonly sum: number }) {
  const last = tiers.at(-1)?.at ?? 1;
  return (
    <View>
      <View className={s.bar}>
        <View className={s.done} style={{ width: `${Math.min(100, (sum / last) * 100)}%` }} />
      </View>
      {tiers.map(({ at, need, label, reached, state }) => (
        <View key={at} className={`${s.tier} ${reached ? s.reached : ''}`}>
          <View className={s.need}>{say(need)}</View>
          <View className={s.label}>{label}</View>
          <View className={s.state}>{state === null ? (reached ? t('reached') : '') : say(rewardState[state])}</View>
        </View>
      ))}
    </View>
  );
}
