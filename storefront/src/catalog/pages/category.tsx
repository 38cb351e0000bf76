import { ScrollView, View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { api, useLoad } from '../../api/index.ts';
import { useCart } from '../../cart/cart.ts';
import { Extras } from '../../pages/Extras.tsx';
import { Placements } from '../../placements/Placements.tsx';
import { colors } from '../../ui/colors.ts';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { pressable } from '../../ui/press.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { takeChosenCategory } from '../chosen-category.ts';
import { ShelfList } from '../ShelfList.tsx';
import { type Sort, SortBar } from '../SortBar.tsx';
import { t } from '../texts.ts';
import s from './category.module.scss';

export default function Category() {
  const categories = useLoad(async () => api('GET /api/shop/categories', {}), []);
  const [chosen, setChosen] = useState<string | null>(null);
  const [sort, setSort] = useState<Sort>('default');
  useCart();
  useDidShow(() => {
    const wanted = takeChosenCategory();
    if (wanted !== null) setChosen(wanted);
  });

  const all = categories.data?.items ?? [];
  const top = all.filter((one) => one.parentId === null);
  const active = top.find((one) => one.id === topOf(all, chosen))?.id ?? top[0]?.id ?? null;
  return (
    <Page className={s.page} facts={active === null ? {} : { categoryId: active }}>
      <View className={s.search}>
        <View className={s.field} {...pressable(() => go(pages.search), { role: 'link' })}>
          <Icon name="search" size={18} color={colors.ink3} />
          <View className={s.hint}>{t('search')}</View>
        </View>
      </View>
      {categories.failure !== null && categories.data === null ? (
        <ErrorState failure={categories.failure} onRetry={() => void categories.reload()} />
      ) : active === null && !categories.loading ? (
        <Empty icon="leaf" title={t('shopEmpty')} text={t('shopEmptyHint')} />
      ) : (
        <View className={s.split}>
          <ScrollView scrollY className={s.rail}>
            {top.map((one) => (
              <View
                key={one.id}
                className={`${s.entry} ${one.id === active ? s.on : ''}`}
                {...pressable(() => setChosen(one.id))}
              >
                {one.name}
              </View>
            ))}
          </ScrollView>
          <View className={s.shelf}>
            {active !== null && <Extras kind="category" category={active} />}
            {active !== null && <Placements page="category" category={active} />}
            <SortBar sort={sort} onSort={setSort} />
            {active === null ? <Skeleton /> : <ShelfList categoryId={active} sort={sort} />}
          </View>
        </View>
      )}
    </Page>
  );
}

type Level = { readonly id: string; readonly parentId: string | null };

/** The rail has the highest level alone: a category further down is found in the one it belongs to. */
function topOf(all: readonly Level[], id: string | null): string | null {
  const parentId = all.find((one) => one.id === id)?.parentId ?? null;
  return parentId === null ? id : topOf(all, parentId);
}
