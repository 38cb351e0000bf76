import { View } from '@tarojs/components';
import { useState } from 'react';
import { api, useLoad, usePages } from '../api/index.ts';
import { track } from '../track/index.ts';
import { useOnce } from '../track/use-once.ts';
import { Empty, ErrorState } from '../ui/Empty.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Feed } from './Feed.tsx';
import s from './SearchResults.module.scss';
import { type Sort, SortBar } from './SortBar.tsx';
import { t } from './texts.ts';

export function SearchResults({ word }: { readonly word: string }) {
  const [sort, setSort] = useState<Sort>('default');
  const list = usePages(
    async (cursor) => api('GET /api/shop/products', { query: { q: word, sort, cursor, limit: 20 } }),
    [word, sort],
  );
  const nothing = list.begun && list.items.length === 0;
  // Once per word: neither the next page nor another order is another search.
  useOnce(list.begun ? word : null, () =>
    track('search', { value: list.items.length, props: { q: word, found: list.items.length > 0 } }),
  );

  if (list.failure !== null && list.items.length === 0)
    return <ErrorState failure={list.failure} onRetry={() => void list.reload()} />;
  return (
    <View>
      <View className={s.sort}>
        <SortBar sort={sort} onSort={setSort} />
      </View>
      {!list.begun ? (
        <Skeleton shape="feed" />
      ) : nothing ? (
        <Nothing word={word} />
      ) : (
        <Feed products={list.items} slot="search" ended={list.ended} />
      )}
    </View>
  );
}

function Nothing({ word }: { readonly word: string }) {
  const sellers = useLoad(async () => api('GET /api/shop/products', { query: { sort: 'sold', limit: 6 } }), []);
  return (
    <View>
      <Empty icon="search" title={t('notFound', { word })} text={t('notFoundHint')} />
      {sellers.data !== null && sellers.data.items.length > 0 && (
        <>
          <View className={s.heading}>{t('sellers')}</View>
          <Feed products={sellers.data.items} slot="search_empty" ended />
        </>
      )}
    </View>
  );
}
