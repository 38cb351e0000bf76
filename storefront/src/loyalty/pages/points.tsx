import { pointsKind } from '@huoshui/contracts/words/loyalty';
import { View } from '@tarojs/components';
import { usePullDownRefresh } from '@tarojs/taro';
import { type Answer, api, shopNow, useLoad, usePages } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { friendly } from '../../ui/moment.ts';
import { Page } from '../../ui/Page.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { say } from '../../ui/texts.ts';
import { Balance } from '../Balance.tsx';
import { RewardList } from '../RewardList.tsx';
import { t } from '../texts.ts';
import s from './points.module.scss';

type Entry = Answer<'GET /api/shop/points/entries'>['items'][number];

/** Her points: what she has, what she can have for them, where they came from. */
export default function Points() {
  const points = useLoad(async () => api('GET /api/shop/points', {}), [], { fresh: true });
  const rewards = useLoad(async () => api('GET /api/shop/rewards', {}), [], { fresh: true });
  const ledger = usePages(async (cursor) => api('GET /api/shop/points/entries', { query: { cursor, limit: 20 } }), []);
  const refresh = useRefresh(points, rewards, ledger);
  usePullDownRefresh(() => void refresh());

  if (points.data === null) {
    return (
      <Page>
        {points.failure === null ? (
          <Skeleton shape="block" count={4} />
        ) : (
          <ErrorState failure={points.failure} onRetry={() => void refresh()} />
        )}
      </Page>
    );
  }
  return (
    <Page>
      <Balance points={points.data} />
      <RewardList rewards={rewards.data?.items ?? []} onExchanged={() => void refresh()} />
      <View className={s.heading}>{t('ledger')}</View>
      {ledger.begun && ledger.items.length === 0 ? (
        <Empty icon="wallet" title={t('none')} text={points.data.on ? t('noneHint') : ''} />
      ) : (
        <View className={s.ledger}>
          {ledger.items.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </View>
      )}
    </Page>
  );
}

function Line({ entry: { kind, note, at, points } }: { readonly entry: Entry }) {
  return (
    <View className={s.line}>
      <View className={s.words}>
        <View className={s.kind}>{say(pointsKind[kind])}</View>
        <View className={s.note}>{say(note)}</View>
        <View className={s.note}>{friendly(at, shopNow())}</View>
      </View>
      <View className={`${s.points} ${points > 0 ? s.came : ''}`}>{points > 0 ? `+${points}` : `−${-points}`}</View>
    </View>
  );
}
