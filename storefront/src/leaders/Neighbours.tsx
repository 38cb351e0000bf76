import { neighbourState } from '@huoshui/contracts/words/leaders';
import { View } from '@tarojs/components';
import { api, shopNow, usePages } from '../api/index.ts';
import { Empty } from '../ui/Empty.tsx';
import { friendly } from '../ui/moment.ts';
import { yuan } from '../ui/money.ts';
import { say } from '../ui/texts.ts';
import s from './leaders.module.scss';
import { t } from './texts.ts';

/** Whom she brought; no more of a name than its first letter. */
export function Neighbours() {
  const list = usePages(
    async (cursor) => api('GET /api/shop/leaders/neighbours', { query: { cursor, limit: 20 } }),
    [],
  );
  if (list.begun && list.items.length === 0)
    return <Empty icon="user-round" title={t('nobody')} text={t('nobodyHint')} />;
  return (
    <View className={s.list}>
      {list.items.map(({ name, state, reward, cameAt }) => (
        <View key={`${cameAt}${name}`} className={s.line}>
          <View className={s.words}>
            <View className={s.name}>{name || t('someone')}</View>
            <View className={s.note}>{t('state', { when: friendly(cameAt, shopNow()) })}</View>
          </View>
          <View className={s.sum}>
            {reward > 0 && <View className={s.came}>{`¥${yuan(reward)}`}</View>}
            <View className={s.note}>{say(neighbourState[state])}</View>
          </View>
        </View>
      ))}
    </View>
  );
}
