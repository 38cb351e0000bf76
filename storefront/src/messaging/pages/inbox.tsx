import { View } from '@tarojs/components';
import { usePullDownRefresh } from '@tarojs/taro';
import { useState } from 'react';
import { type Answer, api, shopNow, usePages } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { track } from '../../track/index.ts';
import { colors } from '../../ui/colors.ts';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { friendly } from '../../ui/moment.ts';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pressable } from '../../ui/press.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { t } from '../texts.ts';
import s from './inbox.module.scss';

type Message = Answer<'GET /api/shop/inbox'>['items'][number];

export default function Inbox() {
  const list = usePages(async (cursor) => api('GET /api/shop/inbox', { query: { cursor, limit: 20 } }), []);
  const refresh = useRefresh(list);
  usePullDownRefresh(() => void refresh());
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());

  const open = (message: Message) => {
    track('click', { props: { slot: 'inbox', target: 'message', message: message.id } });
    setRead(new Set([...read, message.id]));
    // Reading works without the mark; the next visit marks it then.
    if (!message.read) void api('PUT /api/shop/inbox/:id/read', { params: { id: message.id } }).catch(() => undefined);
    if (message.page !== '') go(message.page);
  };
  if (list.failure !== null && list.items.length === 0) {
    return (
      <Page>
        <ErrorState failure={list.failure} onRetry={() => void list.reload()} />
      </Page>
    );
  }
  return (
    <Page>
      {!list.begun ? (
        <Skeleton shape="block" count={4} />
      ) : list.items.length === 0 ? (
        <Empty icon="inbox" title={t('none')} text={t('noneHint')} />
      ) : (
        <View className={s.list}>
          {list.items.map((message) => (
            <View key={message.id} className={s.card} {...pressable(() => open(message))}>
              <View className={s.top}>
                {!message.read && !read.has(message.id) && <View className={s.dot} />}
                <View className={s.title}>{message.title}</View>
                <View className={s.time}>{friendly(message.at, shopNow())}</View>
              </View>
              <View className={s.text}>{message.text}</View>
              {message.page !== '' && (
                <View className={s.more}>
                  {t('more')}
                  <Icon name="chevron-right" size={14} color={colors.ink4} />
                </View>
              )}
            </View>
          ))}
        </View>
      )}
    </Page>
  );
}
