import { journeyState } from '@huoshui/contracts/words/journeys';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, moneyColumn, percentColumn, tagColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { useWords } from '../../ui/words.ts';
import { NewJourney } from './canvas/new-journey.tsx';
import { JourneyStateTag, journeyStates } from './journey-state.tsx';
import { RunsLink } from './runs-link.tsx';
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
    <span className="hs-inline">
      <Button onClick={() => void navigate('/playbooks')}>{t('to_playbooks')}</Button>
      <NewJourney />
    </span>
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
        tagColumn(
          'state',
          t('state'),
          (row) => <JourneyStateTag state={row.state} />,
          (row) => say(journeyState[row.state]),
        ),
        {
          ...countColumn<JourneyRow>('entered', t('entered'), (row) => row.entered),
          render: (row) => <RunsLink journeyId={row.id} count={row.entered} />,
        },
        {
          ...countColumn<JourneyRow>('active', t('active'), (row) => row.active),
          render: (row) => <RunsLink journeyId={row.id} of={{ run: 'waiting' }} count={row.active} />,
        },
        {
          ...countColumn<JourneyRow>('converted', t('converted'), (row) => row.converted),
          render: (row) => <RunsLink journeyId={row.id} of={{ goal: 'reached' }} count={row.converted} />,
        },
        percentColumn('rate', t('rate'), (row) => (row.entered === 0 ? null : row.converted / row.entered)),
        moneyColumn('cost', t('cost'), (row) => row.cost),
        {
          key: 'version',
          title: t('version'),
          number: true,
          hidden: true,
          render: (row) => `v${row.version}`,
          csv: (row) => row.version,
        },
        timeColumn('updated', t('updated'), (row) => row.updatedAt),
      ]}
      onOpen={(row) => void navigate(`/journeys/${row.id}`)}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
