import { View } from '@tarojs/components';
import { useState } from 'react';
import { api, useLoad, usePages } from '../api/index.ts';
import { track } from '../track/index.ts';
import { useOnce } from '../track/use-once.ts';
import { Empty, ErrorState } from '../ui/Empty.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useCardOffers } from './card-offers.ts';
import { Feed } from './Feed.tsx';
import { FilterSheet } from './FilterSheet.tsx';
import { HitCoupons } from './HitCoupons.tsx';
import s from './SearchResults.module.scss';
import { type Sort, SortBar } from './SortBar.tsx';
import { filterCount, noFilters } from './search-filters.ts';
import { t } from './texts.ts';

export function SearchResults({ word }: { readonly word: string }) {
  const [sort, setSort] = useState<Sort>('default');
  const [filters, setFilters] = useState(noFilters);
  const [choosing, setChoosing] = useState(false);
  const [near, setNear] = useState(false);
  const list = usePages(
    async (cursor) => {
      const page = await api('GET /api/shop/products', { query: { q: word, sort, ...filters, cursor, limit: 20 } });
      setNear(page.near === true);
      return page;
    },
    [word, sort, filters],
  );
  const set = filterCount(filters);
  const { coupons } = useCardOffers(list.items.slice(0, 20).map(({ id }) => id));
  // Once per word: neither the next page nor another order or filter is another search. What is only near was not found.
  useOnce(list.begun && set === 0 ? word : null, () =>
    track('search', { value: list.items.length, props: { q: word, found: list.items.length > 0 && !near, near } }),
  );

  if (list.failure !== null && list.items.length === 0)
    return <ErrorState failure={list.failure} onRetry={() => void list.reload()} />;
  return (
    <View>
      <View className={s.sort}>
        <SortBar sort={sort} onSort={setSort} filters={set} onFilter={() => setChoosing(true)} />
      </View>
      {near && <View className={s.near}>{t('near', { word })}</View>}
      <HitCoupons coupons={coupons} />
      {!list.begun ? (
        <Skeleton shape="feed" />
      ) : list.items.length > 0 ? (
        <Feed products={list.items} slot="search" ended={list.ended} />
      ) : set > 0 ? (
        <Empty
          icon="search"
          title={t('filteredOut')}
          text={t('filteredOutHint')}
          action={{ label: t('filterReset'), onClick: () => setFilters(noFilters) }}
        />
      ) : (
        <Nothing word={word} />
      )}
      <FilterSheet open={choosing} filters={filters} onChange={setFilters} onClose={() => setChoosing(false)} />
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
