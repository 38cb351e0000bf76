import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { useCallback } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { asOneOf } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { formatTime } from '../../ui/calendar.ts';
import { KeyFigures } from '../../ui/detail/key-figures.tsx';
import { Money } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { List } from '../../ui/list/list.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { AdjustPoints, GrowthOf, PointsOf } from '../loyalty/index.ts';
import { OutboundOf } from '../messaging/index.ts';
import { loadOrders, OrderDrawer, type OrderRow, useOrderColumns } from '../orders/index.ts';
import { Avatar } from './avatar.tsx';
import { GiveCoupon } from './give-coupon.tsx';
import { GradeTag } from './grade.tsx';
import { MemberCoupons } from './member-coupons.tsx';
import { MergeButton } from './member-merges.tsx';
import { MemberProfile } from './member-profile.tsx';
import { MemberTimeline } from './member-timeline.tsx';
import { StageTag, useStageName } from './stage.tsx';
import { TesterButton } from './tester-button.tsx';
import { useMemberText } from './texts.ts';

export type Member = Answer<'GET /api/admin/members/:id'>;

/** Everything known of one member: numbers, what happened and why, what she owns, what may be sent to her. */
export function MemberPage() {
  const t = useMemberText();
  const stageName = useStageName();
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['members', 'one', id],
    queryFn: async () => api('GET /api/admin/members/:id', { params: { id } }),
  });
  return (
    <Loaded query={query}>
      {(member) => (
        <div className="hs-page">
          <PageHead
            back={{ to: '/members', label: t('title') }}
            title={
              <span className="hs-inline" style={{ display: 'inline-flex' }}>
                <Avatar name={member.nickname} src={member.avatar} size={36} />
                {member.nickname}
              </span>
            }
            state={
              <span className="hs-inline" style={{ display: 'inline-flex' }}>
                <StageTag stage={member.stage} />
                {member.grade && <GradeTag grade={member.grade} />}
                {member.blocked && <StateTag tone="bad">{t('blocked')}</StateTag>}
                {member.tester && <StateTag tone="warn">{t('tester')}</StateTag>}
              </span>
            }
            actions={
              <span className="hs-inline">
                <TesterButton member={member} />
                <MergeButton member={member} />
                <AdjustPoints memberId={member.id} />
                <GiveCoupon memberId={member.id} />
              </span>
            }
          />
          <KeyFigures
            figures={[
              { label: t('spent'), value: <Money fen={member.spent} /> },
              { label: t('orders'), value: formatCount(member.orders) },
              { label: t('average'), value: member.averageOrder === null ? '–' : <Money fen={member.averageOrder} /> },
              { label: t('first_paid'), value: dayOf(member.firstPaidAt), note: clockOf(member.firstPaidAt) },
              { label: t('last_paid'), value: dayOf(member.lastPaidAt), note: clockOf(member.lastPaidAt) },
              {
                label: t('stage'),
                value: stageName(member.stage),
                ...(member.stageSince === null
                  ? {}
                  : { note: t('stage_since', { time: formatTime(member.stageSince).slice(0, 10) }) }),
              },
            ]}
          />
          <div className="hs-split">
            <MemberTabs member={member} />
            <MemberProfile member={member} />
          </div>
        </div>
      )}
    </Loaded>
  );
}

const shapes = { tab: asOneOf(['timeline', 'orders', 'coupons', 'points', 'growth', 'messages']) } as const;

function MemberTabs({ member }: { readonly member: Member }) {
  const t = useMemberText();
  const [, setParams] = useSearchParams();
  const [{ tab }] = useAddress(shapes, { tab: 'timeline' });
  return (
    <Tabs
      activeKey={tab}
      onChange={(next) => setParams({ tab: next }, { replace: true })}
      destroyOnHidden
      items={[
        { key: 'timeline', label: t('timeline'), children: <MemberTimeline memberId={member.id} /> },
        { key: 'orders', label: t('orders_tab'), children: <MemberOrders memberId={member.id} /> },
        { key: 'coupons', label: t('coupons'), children: <MemberCoupons memberId={member.id} /> },
        { key: 'points', label: t('points'), children: <PointsOf memberId={member.id} /> },
        { key: 'growth', label: t('growth'), children: <GrowthOf memberId={member.id} /> },
        { key: 'messages', label: t('messages'), children: <OutboundOf memberId={member.id} /> },
      ]}
    />
  );
}

function MemberOrders({ memberId }: { readonly memberId: string }) {
  const t = useMemberText();
  const load = useCallback(async (request: ListRequest) => loadOrders(request, memberId), [memberId]);
  const columns = useOrderColumns().filter((column) => column.key !== 'member');
  return (
    <List<OrderRow>
      embedded
      name="orders-of-member"
      title={t('orders')}
      load={load}
      rowKey={(row) => row.id}
      columns={columns}
      drawer={{ width: 760, title: (row) => row.number, body: (row) => <OrderDrawer id={row.id} /> }}
      empty={{ title: t('no_orders'), hint: t('timeline_empty_hint') }}
    />
  );
}

// A figure is read at a glance: the day; the hour stands small below it.
const dayOf = (at: string | null): string => (at === null ? '–' : formatTime(at).slice(0, 10));
const clockOf = (at: string | null): string | undefined => (at === null ? undefined : formatTime(at).slice(11));
