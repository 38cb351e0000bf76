import { ScrollView, View } from '@tarojs/components';
import { api, usePages } from '../api/index.ts';
import { Empty, ErrorState } from '../ui/Empty.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { t as ui } from '../ui/ui-texts.ts';
import { ProductCard } from './ProductCard.tsx';
import s from './ShelfList.module.scss';
import type { Sort } from './SortBar.tsx';
import { t } from './texts.ts';

/** The products of one category, in a list that scrolls by itself beside the rail. */
export function ShelfList({ categoryId, sort }: { readonly categoryId: string; readonly sort: Sort }) {
  const list = usePages(
    async (cursor) => api('GET /api/shop/products', { query: { categoryId, sort, cursor, limit: 20 } }),
    [categoryId, sort],
  );
  if (list.failure !== null && list.items.length === 0)
    return <ErrorState failure={list.failure} onRetry={() => void list.reload()} />;
  if (!list.begun) return <Skeleton />;
  if (list.items.length === 0) return <Empty icon="leaf" title={t('shelfEmpty')} text={t('shelfHint')} />;
  return (
    <ScrollView scrollY className={s.list} onScrollToLower={() => void list.more()}>
      <View className={s.inner}>
        {list.items.map((product, at) => (
          <ProductCard key={product.id} product={product} slot="category" shape="row" position={at} />
        ))}
        <View className={s.end}>{list.ended ? t('end') : ui('loading')}</View>
      </View>
    </ScrollView>
  );
}
