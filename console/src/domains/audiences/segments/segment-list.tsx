import { segmentKind, segmentState } from '@huoshui/contracts/words/audiences';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { PeopleLink } from '../../../ground/people-link.tsx';
import { type ListRequest, oneOf } from '../../../ui/list/column.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import { useWords } from '../../../ui/words.ts';
import { useRefreshWords } from './refresh-words.ts';
import { useSegmentText } from './texts.ts';

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
      actions={create}
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
        textColumn('means', t('means'), (row) => say(row.sentence)),
        {
          ...countColumn<SegmentRow>('members', t('members'), (row) => row.members),
          render: (row) =>
            row.refreshedAt === null ? (
              t('working')
            ) : (
              <PeopleLink of="audiences.segment" values={{ segment: row.id }} count={row.members} />
            ),
        },
        textColumn('kind', t('kind'), (row) => say(segmentKind[row.kind])),
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
