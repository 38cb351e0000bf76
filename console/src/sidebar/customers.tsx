import { stage } from '@huoshui/contracts/words/audiences';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from './call.ts';
import { Notice, Skeleton } from './parts.tsx';
import { dayOf } from './shown.ts';
import { useText } from './texts.ts';
import { wordsIn } from './words-in.ts';

/** Opened beside no chat: her customers, to look one up. */
export function Customers({ open }: { readonly open: (id: string) => void }) {
  const t = useText();
  const [q, setQ] = useState('');
  const query = useInfiniteQuery({
    queryKey: ['customers', q],
    queryFn: async ({ pageParam }) =>
      call('GET /api/staff/customers', {
        query: { limit: 30, ...(q === '' ? {} : { q }), ...(pageParam === '' ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <input
        type="search"
        className="search"
        aria-label={t('search_customers')}
        placeholder={t('search_customers')}
        value={q}
        onChange={({ target }) => setQ(target.value)}
      />
      {query.isPending ? (
        <Skeleton />
      ) : query.isError ? (
        <Notice title={query.error.message} act={{ text: t('again'), act: () => void query.refetch() }} />
      ) : items.length === 0 ? (
        <Notice title={t('no_customers')} />
      ) : (
        <ul className="customers">
          {items.map(({ id, name, stage: at, orders, addedAt }) => (
            <li key={id}>
              <button type="button" onClick={() => open(id)}>
                <span className="face">{[...name][0]}</span>
                <span>
                  <b>{name}</b>
                  <small>
                    {at === null ? t('unknown') : `${wordsIn(stage[at])} · ${t('orders')} ${orders}`} ·{' '}
                    {t('friend_since', { day: dayOf(addedAt) })}
                  </small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <button type="button" className="plain more" onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </button>
      )}
    </>
  );
}
