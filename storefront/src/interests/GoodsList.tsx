import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { type ReactNode, useRef } from 'react';
import type { usePages } from '../api/index.ts';
import { Empty, ErrorState } from '../ui/Empty.tsx';
import type { IconName } from '../ui/icons.ts';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import { t as ui } from '../ui/ui-texts.ts';
import s from './GoodsList.module.scss';
import type { Goods } from './GoodsRow.tsx';
import { t } from './texts.ts';

type Props = {
  readonly list: ReturnType<typeof usePages<Goods>>;
  readonly none: { readonly icon: IconName; readonly title: string; readonly text: string };
  readonly head?: ReactNode;
  readonly children: (goods: Goods) => ReactNode;
};

/** Her products, a row each, with what stands there while there are none; read anew when she comes back to it. */
export function GoodsList({ list, none, head, children }: Props) {
  const shown = useRef(false);
  useDidShow(() => {
    if (shown.current) void list.reload();
    shown.current = true;
  });
  if (list.failure !== null && list.items.length === 0)
    return <ErrorState failure={list.failure} onRetry={() => void list.reload()} />;
  if (!list.begun) return <Skeleton shape="rows" count={4} />;
  if (list.items.length === 0)
    return <Empty {...none} action={{ label: ui('toShop'), onClick: () => go(pages.home) }} />;
  return (
    <>
      {head}
      <View className={s.list}>{list.items.map(children)}</View>
      <View className={s.end}>{list.ended ? t('end') : ui('loading')}</View>
    </>
  );
}
