import { valuesOf } from '@huoshui/contracts/words';
import { timelineSide } from '@huoshui/contracts/words/members';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented, Skeleton } from 'antd';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { asOneOf } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Timeline } from '../../ui/detail/timeline.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failure } from '../../ui/failure.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useMemberText } from './texts.ts';

const shapes = { side: asOneOf(['all', ...valuesOf(timelineSide)]) };

type Item = Answer<'GET /api/admin/members/:id/timeline'>['items'][number];

/** What she did, what we did, and for everything we did the cause. */
export function MemberTimeline({ memberId }: { readonly memberId: string }) {
  const t = useMemberText();
  const say = useWords();
  const [{ side }, change] = useAddress(shapes, { side: 'all' });
  const query = useInfiniteQuery({
    queryKey: ['members', 'timeline', memberId, side],
    initialPageParam: '',
    queryFn: async ({ pageParam }) =>
      api('GET /api/admin/members/:id/timeline', {
        params: { id: memberId },
        query: {
          limit: 30,
          cursor: pageParam === '' ? undefined : pageParam,
          side: side === 'all' ? undefined : side,
        },
      }),
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel
      title={t('timeline')}
      extra={
        <Segmented
          size="small"
          value={side}
          onChange={(next) => change({ side: next })}
          options={[{ value: 'all' as const, label: t('side_all') }, ...optionsOf(timelineSide, say)]}
        />
      }
    >
      {query.error ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : items.length === 0 ? (
        <Empty small title={t('timeline_empty')} hint={t('timeline_empty_hint')} />
      ) : (
        <Timeline
          entries={items.map((item) => ({
            key: item.id,
            at: item.at,
            side: item.side,
            title: <ItemLink item={item} />,
            ...(item.detail === null ? {} : { detail: say(item.detail) }),
            ...(item.cause === null ? {} : { because: <Cause cause={item.cause} /> }),
          }))}
        />
      )}
      {query.hasNextPage && (
        <Button block loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Panel>
  );
}

const pages: Readonly<Record<string, string>> = {
  order: '/orders',
  code: '/codes',
  coupon: '/coupons',
  product: '/products',
  journey: '/journeys',
  activity: '/activities',
  placement: '/placements',
  experiment: '/experiments',
  quiz: '/quizzes',
  article: '/articles',
  distributor: '/distributors',
};

function ItemLink({ item }: { readonly item: Item }) {
  const say = useWords();
  const title = say(item.title);
  const page = item.link === null ? undefined : pages[item.link.kind];
  return page === undefined ? title : <Link to={`${page}/${item.link?.id ?? ''}`}>{title}</Link>;
}

function Cause({ cause }: { readonly cause: NonNullable<Item['cause']> }) {
  const say = useWords();
  const t = useMemberText();
  return (
    <>
      <span className="hs-faint">{t('because')}</span>
      {cause.kind === 'journey' ? (
        <Link to={`/journeys/${cause.id}`}>{say(cause.label)}</Link>
      ) : (
        <span>{say(cause.label)}</span>
      )}
    </>
  );
}
