import { teamState } from '@huoshui/contracts/words/activities';
import { View } from '@tarojs/components';
import { useDidShow, usePullDownRefresh } from '@tarojs/taro';
import { useRef } from 'react';
import { api, usePages } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { Countdown } from '../../ui/Countdown.tsx';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { pages } from '../../ui/pages.ts';
import { pressable } from '../../ui/press.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { say } from '../../ui/texts.ts';
import { t as ui } from '../../ui/ui-texts.ts';
import { t } from '../texts.ts';
import s from './team.module.scss';

/** Every team that she ordered in, the latest first. */
export default function TeamsPage() {
  const list = usePages(async (cursor) => api('GET /api/shop/teams', { query: { cursor, limit: 20 } }), []);
  const refresh = useRefresh(list);
  usePullDownRefresh(() => void refresh());
  const shown = useRef(false);
  useDidShow(() => {
    if (shown.current) void list.reload();
    shown.current = true;
  });
  if (list.failure !== null && list.items.length === 0)
    return (
      <Page>
        <ErrorState failure={list.failure} onRetry={() => void list.reload()} />
      </Page>
    );
  return (
    <Page>
      {!list.begun ? (
        <Skeleton shape="rows" count={3} />
      ) : list.items.length === 0 ? (
        <Empty
          icon="leaf"
          title={t('noTeams')}
          text={t('noTeamsHint')}
          action={{ label: ui('toShop'), onClick: () => go(pages.home) }}
        />
      ) : (
        list.items.map(({ id, product, state, size, taken, closesAt }) => (
          <View key={id} className={s.product} {...pressable(() => go(`${pages.team}?id=${id}`), { role: 'link' })}>
            <Picture src={product.image} className={s.picture} />
            <View className={s.words}>
              <View className={s.name}>{product.name}</View>
              <View className={s.rule}>{say(teamState[state])}</View>
              <View className={s.rule}>
                {t('seatsOf', { n: taken, size })}
                {state === 'open' && closesAt !== null && (
                  <>
                    {' · '}
                    {t('closesIn')} <Countdown to={closesAt} />
                  </>
                )}
              </View>
            </View>
          </View>
        ))
      )}
    </Page>
  );
}
