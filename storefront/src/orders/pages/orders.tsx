import { View } from '@tarojs/components';
import { useDidShow, usePullDownRefresh, useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { api, usePages } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { t as ui } from '../../ui/ui-texts.ts';
import { OrderCard } from '../OrderCard.tsx';
import { t } from '../texts.ts';
import { stateWords } from '../words.ts';
import s from './orders.module.scss';

const tabs = ['all', 'unpaid', 'paid', 'to_collect', 'shipped', 'received', 'refund'] as const;
type Tab = (typeof tabs)[number];

export default function Orders() {
  const { params } = useRouter();
  const [tab, setTab] = useState<Tab>(tabs.find((one) => one === params.tab) ?? 'all');
  const list = usePages(async (cursor) => ask(tab, cursor), [tab]);
  const refresh = useRefresh(list);
  usePullDownRefresh(() => void refresh());
  const shown = useRef(false);
  useDidShow(() => {
    // Coming back from an order: it may have been paid or received there.
    if (shown.current) void list.reload();
    shown.current = true;
  });

  return (
    <Page>
      <Tabs tabs={tabs.map((key) => ({ key, label: tabWords(key) }))} active={tab} onChange={setTab} />
      {list.failure !== null && list.items.length === 0 ? (
        <ErrorState failure={list.failure} onRetry={() => void list.reload()} />
      ) : !list.begun ? (
        <Skeleton shape="rows" count={3} />
      ) : list.items.length === 0 ? (
        <Empty
          icon="receipt-text"
          title={t('noOrders')}
          text={t('noOrdersHint')}
          action={{ label: ui('toShop'), onClick: () => go(pages.home) }}
        />
      ) : (
        <View className={s.list}>
          {list.items.map((order) => (
            <OrderCard key={order.id} order={order} onChanged={() => void list.reload()} />
          ))}
          <View className={s.end}>{list.ended ? t('end') : ui('loading')}</View>
        </View>
      )}
    </Page>
  );
}

function tabWords(tab: Tab): string {
  if (tab === 'all') return t('tabAll');
  return tab === 'refund' ? t('refund') : stateWords(tab);
}

/** 退款 shows orders with any refund; the shop lists orders by state only, so pages are looked through until one has some. */
async function ask(tab: Tab, cursor: string | undefined) {
  if (tab !== 'refund')
    return api('GET /api/shop/orders', { query: { cursor, limit: 10, ...(tab === 'all' ? {} : { state: tab }) } });
  let next = cursor;
  for (;;) {
    const page = await api('GET /api/shop/orders', { query: { cursor: next, limit: 50 } });
    const items = page.items.filter((order) => order.refunds.length > 0);
    if (items.length > 0 || page.nextCursor === null) return { ...page, items };
    next = page.nextCursor;
  }
}
