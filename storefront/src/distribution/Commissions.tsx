import { commissionLevel, commissionSource, commissionState } from '@huoshui/contracts/words/distribution';
import { View } from '@tarojs/components';
import { type Answer, api, shopNow, usePages } from '../api/index.ts';
import { Empty } from '../ui/Empty.tsx';
import { day, friendly } from '../ui/moment.ts';
import { yuan } from '../ui/money.ts';
import { say } from '../ui/texts.ts';
import s from './pages/center.module.scss';
import { t } from './texts.ts';

type Commission = Answer<'GET /api/shop/distribution/commissions'>['items'][number];

/** What each order of her customers brings, how it stands, and when it is hers. */
export function Commissions() {
  const list = usePages(
    async (cursor) => api('GET /api/shop/distribution/commissions', { query: { cursor, limit: 20 } }),
    [],
  );
  if (list.begun && list.items.length === 0)
    return <Empty icon="wallet" title={t('noCommissions')} text={t('noCommissionsHint')} />;
  return (
    <View className={s.list}>
      {list.items.map((one) => (
        <Line key={one.id} one={one} />
      ))}
    </View>
  );
}

function Line({ one }: { readonly one: Commission }) {
  const { product, earnedFor, state, level, units, backUnits, base, rate, left, buyer, paidAt, releaseAt } = one;
  const who = buyer || t('someone');
  const waits = state === 'maturing' && releaseAt !== null ? ` · ${t('releases', { day: day(releaseAt) })}` : '';
  return (
    <View className={s.line}>
      <View className={s.words}>
        <View className={s.name}>{product || say(commissionSource[earnedFor])}</View>
        {earnedFor === 'neighbour' ? (
          <View className={s.note}>{who}</View>
        ) : (
          <View className={s.note}>
            {backUnits === 0
              ? t('units', { buyer: who, n: units })
              : t('unitsBack', { buyer: who, n: units, back: backUnits })}
            {' · '}
            {t('of', { base: yuan(base), rate: rate / 100 })}
          </View>
        )}
        <View className={s.note}>
          {friendly(paidAt, shopNow())}
          {level === 'second' && ` · ${say(commissionLevel[level])}`}
        </View>
      </View>
      <View className={s.sum}>
        <View className={state === 'reversed' ? s.gone : s.came}>{`¥${yuan(left)}`}</View>
        <View className={s.note}>{`${say(commissionState[state])}${waits}`}</View>
      </View>
    </View>
  );
}
