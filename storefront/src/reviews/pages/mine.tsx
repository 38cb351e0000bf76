import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { api, useLoad, usePages } from '../../api/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { day } from '../../ui/moment.ts';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { ReviewCard } from '../ReviewCard.tsx';
import { rewardLine } from '../reward-line.ts';
import { t } from '../texts.ts';
import s from './mine.module.scss';

/** What waits for her word, and what she has said. */
export default function MyReviews() {
  const [tab, setTab] = useState<'toWrite' | 'written'>('toWrite');
  return (
    <Page>
      <Tabs
        tabs={[
          { key: 'toWrite', label: t('toWrite') },
          { key: 'written', label: t('written') },
        ]}
        active={tab}
        onChange={setTab}
      />
      {tab === 'toWrite' ? <ToWrite /> : <Written />}
    </Page>
  );
}

function ToWrite() {
  const pending = useLoad(async () => api('GET /api/shop/reviews/pending', { query: {} }), [], { fresh: true });
  const shown = useRef(false);
  useDidShow(() => {
    if (shown.current) void pending.reload();
    shown.current = true;
  });
  if (pending.data === null)
    return pending.failure === null ? (
      <Skeleton shape="rows" count={3} />
    ) : (
      <ErrorState failure={pending.failure} onRetry={() => void pending.reload()} />
    );
  const { items, reward } = pending.data;
  if (items.length === 0)
    return <Empty icon="message-circle" title={t('nothingToWrite')} text={t('nothingToWriteHint')} />;
  return (
    <>
      {reward !== null && <View className={s.reward}>{rewardLine(reward)}</View>}
      {items.map((line) => (
        <View key={line.lineId} className={s.line}>
          <Picture src={line.image} className={s.picture} />
          <View className={s.words}>
            <View className={s.name}>{line.name}</View>
            <View className={s.dim}>{[...line.values, t('until', { day: day(line.until) })].join(' · ')}</View>
          </View>
          <Button
            kind="brand"
            size="small"
            onClick={() => go(`${pages.writeReview}?order=${line.orderId}&line=${encodeURIComponent(line.lineId)}`)}
          >
            {t('write')}
          </Button>
        </View>
      ))}
    </>
  );
}

function Written() {
  const list = usePages(async (cursor) => api('GET /api/shop/reviews', { query: { cursor, limit: 20 } }), []);
  if (list.failure !== null && list.items.length === 0)
    return <ErrorState failure={list.failure} onRetry={() => void list.reload()} />;
  if (!list.begun) return <Skeleton shape="rows" count={3} />;
  if (list.items.length === 0) return <Empty icon="message-circle" title={t('nothingWritten')} />;
  return (
    <>
      {list.items.map((review) => (
        <ReviewCard key={review.id} title={review.productName} review={review}>
          {review.hiddenBecause !== null && (
            <View className={s.hidden}>{t('hidden', { reason: review.hiddenBecause })}</View>
          )}
          {(review.rewarded || review.addable) && (
            <View className={s.acts}>
              {review.rewarded && <Tag tone="success">{t('rewarded')}</Tag>}
              {review.addable && (
                <Button kind="line" size="small" onClick={() => go(`${pages.writeReview}?review=${review.id}`)}>
                  {t('add')}
                </Button>
              )}
            </View>
          )}
        </ReviewCard>
      ))}
    </>
  );
}
