import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { type Answer, api, usePages } from '../../api/index.ts';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { t as ui } from '../../ui/ui-texts.ts';
import { ReviewCard } from '../ReviewCard.tsx';
import { t } from '../texts.ts';
import s from './reviews.module.scss';

type Summary = Answer<'GET /api/shop/products/:id/reviews'>['summary'];
const tabs = ['all', 'pictures', 'good', 'middle', 'bad'] as const;
type Tab = (typeof tabs)[number];

/** Everything that buyers say of one product. */
export default function ProductReviews() {
  const id = useRouter().params.product ?? '';
  const [tab, setTab] = useState<Tab>('all');
  const [summary, setSummary] = useState<Summary | null>(null);
  const list = usePages(
    async (cursor) => {
      const query = { cursor, limit: 20, ...(tab === 'all' ? {} : { which: tab }) };
      const page = await api('GET /api/shop/products/:id/reviews', { params: { id }, query });
      setSummary(page.summary);
      return page;
    },
    [id, tab],
  );
  return (
    <Page facts={{ productId: id }}>
      <Tabs tabs={tabs.map((key) => ({ key, label: label(key, summary) }))} active={tab} onChange={setTab} />
      {list.failure !== null && list.items.length === 0 ? (
        <ErrorState failure={list.failure} onRetry={() => void list.reload()} />
      ) : !list.begun ? (
        <Skeleton shape="rows" count={3} />
      ) : list.items.length === 0 ? (
        <Empty icon="message-circle" title={t(tab === 'all' ? 'none' : 'noneOf')} />
      ) : (
        <>
          {list.items.map((review) => (
            <ReviewCard key={review.id} title={review.author ?? t('nobody')} review={review} />
          ))}
          <View className={s.end}>{list.ended ? t('end') : ui('loading')}</View>
        </>
      )}
    </Page>
  );
}

function label(tab: Tab, summary: Summary | null): string {
  const [one = 0, two = 0, three = 0, four = 0, five = 0] = summary?.stars ?? [];
  if (tab === 'all') return t('all', { n: summary?.count ?? 0 });
  if (tab === 'pictures') return t('withPictures', { n: summary?.withPictures ?? 0 });
  return t(tab, { n: { good: four + five, middle: three, bad: one + two }[tab] });
}
