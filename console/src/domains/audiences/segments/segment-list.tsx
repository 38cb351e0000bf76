import { segmentKind, segmentState } from '@huoshui/contracts/words/audiences';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { PeopleLink } from '../../../ground/people-link.tsx';
import { type ListRequest, oneOf } from '../../../ui/list/column.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import { useWords } from '../../../ui/words.ts';
import { ListDialog } from './list-dialog.tsx';
import { useRefreshWords } from './refresh-words.ts';
import { useSegmentText } from './texts.ts';
import '../audiences.css';

type SegmentRow = Answer<'GET /api/admin/segments'>['items'][number];
const states = ['active', 'archived'] as const;

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/segments', { query: { q, cursor, limit, state: oneOf(states, filters.state) } });
}

export function SegmentList() {
  const t = useSegmentText();
  const say = useWords();
  const navigate = useNavigate();
  const refreshWords = useRefreshWords();
  const [listing, setListing] = useState(false);
  const create = (
    <May call="POST /api/admin/segments">
      <Button type="primary" onClick={() => void navigate('/segments/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <List<SegmentRow>
      name="segments"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={
        <span className="hs-inline">
          <May call="POST /api/admin/segments/lists">
            <Button onClick={() => setListing(true)}>{t('list_new')}</Button>
          </May>
          {create}
        </span>
      }
      above={
        listing && <ListDialog onClose={() => setListing(false)} onMade={(id) => void navigate(`/segments/${id}`)} />
      }
      filters={[
        {
          key: 'state',
          kind: 'choice',
          label: t('state'),
          options: states.map((value) => ({ value, label: say(segmentState[value]) })),
        },
      ]}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        {
          ...textColumn<SegmentRow>('means', t('means'), (row) => say(row.sentence)),
          render: (row) => <span className="hs-segment-means">{say(row.sentence)}</span>,
        },
        {
          ...countColumn<SegmentRow>('members', t('members'), (row) => row.members),
          render: (row) =>
            row.refreshedAt === null ? (
              t('working')
            ) : (
              <PeopleLink of="audiences.segment" values={{ segment: row.id }} count={row.members} />
            ),
        },
        textColumn('kind', t('kind'), (row) => say(segmentKind[row.kind]), { hidden: true }),
        textColumn('refresh', t('refresh'), (row) => refreshWords(row)),
        timeColumn('refreshed', t('refreshed'), (row) => row.refreshedAt),
        stateColumn(
          'state',
          t('state'),
          (row) => say(segmentState[row.state]),
          (row) => (row.state === 'active' ? 'good' : 'neutral'),
        ),
        textColumn('by', t('created_by'), (row) => row.createdBy, { hidden: true }),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
      ]}
      onOpen={(row) => void navigate(`/segments/${row.id}`)}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
