import { journeyState } from '@huoshui/contracts/words/journeys';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { formatTime } from '../../ui/calendar.ts';
import { Money, Time } from '../../ui/figures.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { List } from '../../ui/list/list.tsx';
import { useWords } from '../../ui/words.ts';
import { JourneyStateTag, journeyStates } from './journey-state.tsx';
import { useJourneyText } from './texts.ts';

type JourneyRow = Answer<'GET /api/admin/journeys'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/journeys', { query: { q, cursor, limit, state: oneOf(journeyStates, filters.state) } });
}

export function JourneyList() {
  const t = useJourneyText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <Button type="primary" onClick={() => void navigate('/playbooks')}>
      {t('to_playbooks')}
    </Button>
  );
  return (
    <List<JourneyRow>
      name="journeys"
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
          options: journeyStates.map((value) => ({ value, label: say(journeyState[value]) })),
        },
      ]}
      columns={[
        {
          key: 'name',
          title: t('name'),
          render: (row) => <strong style={{ fontWeight: 500 }}>{row.name}</strong>,
          csv: (row) => row.name,
        },
        {
          key: 'state',
          title: t('state'),
          render: (row) => <JourneyStateTag state={row.state} />,
          csv: (row) => say(journeyState[row.state]),
        },
        {
          key: 'entered',
          title: t('entered'),
          number: true,
          render: (row) => formatCount(row.entered),
          csv: (row) => row.entered,
        },
        {
          key: 'active',
          title: t('active'),
          number: true,
          render: (row) => formatCount(row.active),
          csv: (row) => row.active,
        },
        {
          key: 'converted',
          title: t('converted'),
          number: true,
          render: (row) => formatCount(row.converted),
          csv: (row) => row.converted,
        },
        {
          key: 'rate',
          title: t('rate'),
          number: true,
          render: (row) => formatPercent(row.entered === 0 ? null : row.converted / row.entered),
          csv: (row) => (row.entered === 0 ? null : row.converted / row.entered),
        },
        {
          key: 'cost',
          title: t('cost'),
          number: true,
          render: (row) => <Money fen={row.cost} />,
          csv: (row) => row.cost / 100,
        },
        {
          key: 'version',
          title: t('version'),
          number: true,
          hidden: true,
          render: (row) => `v${row.version}`,
          csv: (row) => row.version,
        },
        {
          key: 'updated',
          title: t('updated'),
          render: (row) => <Time at={row.updatedAt} />,
          csv: (row) => formatTime(row.updatedAt),
        },
      ]}
      onOpen={(row) => void navigate(`/journeys/${row.id}`)}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
