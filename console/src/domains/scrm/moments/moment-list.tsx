import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { momentState } from '@huoshui/contracts/words/moments';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../../ui/list/column.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import type { Tone } from '../../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../../ui/words.ts';
import { useMomentText } from './texts.ts';

export type Moment = Answer<'GET /api/admin/moments'>['items'][number];

export const momentTones: Readonly<Record<Moment['state'], Tone>> = {
  planned: 'warn',
  creating: 'neutral',
  running: 'good',
  ended: 'neutral',
  stopped: 'neutral',
  failed: 'bad',
};

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(momentState), filters.state);
  return api('GET /api/admin/moments', { query: { q, cursor, limit, state } });
}

export function MomentList() {
  const t = useMomentText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/moments">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/moments/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <List<Moment>
      name="moments"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      onOpen={(row) => void navigate(`/moments/${row.id}`)}
      filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(momentState, say) }]}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        textColumn('does', t('does'), (row) => say(row.sentence)),
        stateColumn(
          'state',
          t('state'),
          (row) => say(momentState[row.state]),
          (row) => momentTones[row.state],
        ),
        textColumn('published', t('published'), (row) => `${row.published} / ${row.staff}`),
        countColumn('planned', t('planned'), (row) => row.planned),
        countColumn('shown', t('shown'), (row) => row.shown),
        countColumn('likes', t('likes'), (row) => row.likes),
        countColumn('comments', t('comments'), (row) => row.comments),
        timeColumn('created', t('created'), (row) => row.createdAt),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
