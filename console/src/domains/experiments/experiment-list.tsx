import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { experimentState } from '@huoshui/contracts/words/experiments';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useExperimentText } from './texts.ts';

export type Experiment = Answer<'GET /api/admin/experiments'>['items'][number];

export const stateTones: Readonly<Record<Experiment['state'], Tone>> = {
  draft: 'neutral',
  running: 'good',
  ended: 'neutral',
};

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(experimentState), filters.state);
  return api('GET /api/admin/experiments', { query: { q, cursor, limit, state } });
}

/** What is tried, what was tried, and what came of it. */
export function ExperimentList() {
  const t = useExperimentText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/experiments">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/experiments/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <List<Experiment>
      name="experiments"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      onOpen={(row) => void navigate(`/experiments/${row.id}`)}
      filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(experimentState, say) }]}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        stateColumn(
          'state',
          t('state'),
          (row) => say(experimentState[row.state]),
          (row) => stateTones[row.state],
        ),
        textColumn('what', t('what'), (row) => say(row.sentence)),
        textColumn('learnt', t('learnt'), (row) => row.learnt),
        timeColumn('started', t('started'), (row) => row.startedAt),
        timeColumn('ended', t('ended'), (row) => row.endedAt),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
