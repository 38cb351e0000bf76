import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { rhythmState } from '@huoshui/contracts/words/group-rhythms';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../../ui/list/column.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import type { Tone } from '../../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../../ui/words.ts';
import { useRhythmText } from './texts.ts';

export type Rhythm = Answer<'GET /api/admin/group-rhythms'>['items'][number];

export const rhythmTones: Readonly<Record<Rhythm['state'], Tone>> = { live: 'good', paused: 'neutral' };

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(rhythmState), filters.state);
  return api('GET /api/admin/group-rhythms', { query: { q, cursor, limit, state } });
}

export function RhythmList() {
  const t = useRhythmText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/group-rhythms">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/group-rhythms/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <List<Rhythm>
      name="group-rhythms"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      onOpen={(row) => void navigate(`/group-rhythms/${row.id}`)}
      filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(rhythmState, say) }]}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        textColumn('does', t('does'), (row) => say(row.sentence)),
        stateColumn(
          'state',
          t('state'),
          (row) => say(rhythmState[row.state]),
          (row) => rhythmTones[row.state],
        ),
        countColumn('groups', t('groups'), (row) => row.groups),
        timeColumn('next', t('next'), (row) => row.nextAt),
        countColumn('done', t('done'), (row) => row.cards.done),
        countColumn('open', t('open'), (row) => row.cards.open),
        countColumn('late', t('late'), (row) => row.cards.late),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
