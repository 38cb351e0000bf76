import { segmentKind, segmentState, segmentUse } from '@huoshui/contracts/words/audiences';
import { useQuery } from '@tanstack/react-query';
import { Alert, Tabs } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { PeopleLink } from '../../../ground/people-link.tsx';
import { useCan } from '../../../ground/session.tsx';
import { asOneOf } from '../../../ui/address/shapes.ts';
import { useAddress } from '../../../ui/address/use-address.ts';
import { KeyFigures, Panel } from '../../../ui/detail/key-figures.tsx';
import { Time } from '../../../ui/figures.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { StateTag } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { NewJourney } from '../../journeys/index.ts';
import { PeopleList } from '../../members/index.ts';
import { useRefreshWords } from './refresh-words.ts';
import { SegmentActions } from './segment-actions.tsx';
import { SegmentHistory } from './segment-history.tsx';
import { SegmentOverlap } from './segment-overlap.tsx';
import { useSegmentText } from './texts.ts';
import { WhyInSegment } from './why-in-segment.tsx';
import '../audiences.css';

export type Segment = Answer<'GET /api/admin/segments/:id'>;

const WORKING_MS = 2_000;
const RESTING_MS = 15_000;

export function SegmentPage() {
  const t = useSegmentText();
  const say = useWords();
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['segments', 'one', id],
    queryFn: async () => api('GET /api/admin/segments/:id', { params: { id } }),
    refetchInterval: (state) => (state.state.data?.working ? WORKING_MS : RESTING_MS),
  });
  return (
    <Loaded query={query}>
      {(segment) => (
        <div className="hs-page">
          <PageHead
            back={{ to: '/segments', label: t('title') }}
            title={segment.name}
            purpose={segment.note || undefined}
            state={
              <>
                <StateTag tone={segment.state === 'active' ? 'good' : 'neutral'}>
                  {say(segmentState[segment.state])}
                </StateTag>{' '}
                <StateTag>{say(segmentKind[segment.kind])}</StateTag>{' '}
                {segment.working && <StateTag tone="info">{t('working')}</StateTag>}
              </>
            }
            actions={<SegmentActions segment={segment} />}
          />
          {segment.failed && <Alert type="warning" showIcon title={t('failed')} style={{ marginBottom: 16 }} />}
          <Figures segment={segment} />
          <Panel title={t('means')}>
            <p className="hs-form-sentence">{say(segment.sentence)}</p>
          </Panel>
          <UsedBy segment={segment} />
          <Tab segment={segment} />
        </div>
      )}
    </Loaded>
  );
}

function Figures({ segment }: { readonly segment: Segment }) {
  const t = useSegmentText();
  const refreshWords = useRefreshWords();
  const { id, members, refreshedAt, nextAt } = segment;
  return (
    <KeyFigures
      figures={[
        {
          label: t('members'),
          value:
            refreshedAt === null ? (
              t('working')
            ) : (
              <PeopleLink of="audiences.segment" values={{ segment: id }} count={members} />
            ),
        },
        { label: t('refresh'), value: refreshWords(segment) },
        { label: t('refreshed'), value: <Time at={refreshedAt} /> },
        { label: t('next'), value: <Time at={nextAt} absolute /> },
      ]}
    />
  );
}

const shapes = { tab: asOneOf(['size', 'members', 'overlap']) } as const;

function Tab({ segment }: { readonly segment: Segment }) {
  const t = useSegmentText();
  const can = useCan();
  const [, setParams] = useSearchParams();
  const [{ tab }] = useAddress(shapes, { tab: 'size' });
  const items = [
    { key: 'size', label: t('tab_size'), children: <SegmentHistory segment={segment} /> },
    {
      key: 'members',
      label: t('tab_members'),
      // Nobody is in it before it was looked at for the first time, and another look may have changed who is.
      children: segment.refreshedAt !== null && (
        <PeopleList
          key={segment.refreshedAt}
          name="audiences.segment"
          values={JSON.stringify({ segment: segment.id })}
          more={{
            key: 'why',
            title: t('why_in'),
            stays: true,
            render: ({ id }) => <WhyInSegment memberId={id} segmentId={segment.id} />,
          }}
        />
      ),
    },
    { key: 'overlap', label: t('tab_overlap'), children: <SegmentOverlap segment={segment} /> },
  ];
  return (
    <Tabs
      activeKey={tab}
      onChange={(next) => setParams({ tab: next }, { replace: true })}
      destroyOnHidden
      items={items.filter(({ key }) => key !== 'members' || can('members.read'))}
    />
  );
}

function placeOf(kind: keyof typeof segmentUse, id: string): string {
  switch (kind) {
    case 'segment':
      return `/segments/${id}`;
    case 'tag_rule':
      return '/tag-rules';
    case 'activity':
      return `/activities/${id}`;
    case 'placement':
      return `/placements/${id}`;
    case 'page':
      return `/pages/${id}`;
    case 'group_code':
      return `/group-codes/${id}`;
    case 'drawing':
      return `/journeys/${id}/drawing`;
    case 'journey':
      return `/journeys/${id}`;
  }
}

function UsedBy({ segment: { id, name, state, usedBy } }: { readonly segment: Segment }) {
  const t = useSegmentText();
  const say = useWords();
  return (
    <Panel title={t('used_by')} extra={state === 'active' && <NewJourney of={{ segment: id, name }} />}>
      {usedBy.length === 0 ? (
        <span className="hs-soft">{t('used_nowhere')}</span>
      ) : (
        <ul className="hs-used-by">
          {usedBy.map(({ kind, id, name }) => (
            <li key={`${kind} ${id}`}>
              <span className="hs-faint">{say(segmentUse[kind])}</span> <Link to={placeOf(kind, id)}>{name}</Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
