import { View } from '@tarojs/components';
import { usePullDownRefresh, useReachBottom } from '@tarojs/taro';
import { useState } from 'react';
import { type Answer, api, useLoad, usePages } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { ArticleRows } from '../../pages/Articles.tsx';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import s from '../Articles.module.scss';
import { t } from '../texts.ts';

type Article = Answer<'GET /api/shop/articles'>['items'][number];

const ALL = '';

/** All that the shop wrote, by topic. */
export default function Articles() {
  const [topic, choose] = useState(ALL);
  const list = usePages<Article>(
    async (cursor) =>
      api('GET /api/shop/articles', { query: { cursor, limit: 20, ...(topic === ALL ? {} : { topic }) } }),
    [topic],
  );
  const known = useLoad(async () => api('GET /api/shop/articles', { query: { limit: 1 } }), [], { fresh: true });
  const refresh = useRefresh(list, known);
  usePullDownRefresh(() => void refresh());
  useReachBottom(() => void list.more());
  const topics = known.data?.topics ?? [];
  return (
    <Page>
      {topics.length > 0 && (
        <Tabs
          tabs={[{ key: ALL, label: t('allTopics') }, ...topics.map((key) => ({ key, label: key }))]}
          active={topic}
          onChange={choose}
        />
      )}
      {list.failure !== null && list.items.length === 0 ? (
        <ErrorState failure={list.failure} onRetry={() => void list.reload()} />
      ) : !list.begun ? (
        <Skeleton shape="rows" count={4} />
      ) : list.items.length === 0 ? (
        <Empty
          icon="leaf"
          title={t('none')}
          text={t('noneHint')}
          action={{ label: t('toHome'), onClick: () => go(pages.home) }}
        />
      ) : (
        <View className={s.all}>
          <ArticleRows items={list.items} slot="articles" />
        </View>
      )}
    </Page>
  );
}
