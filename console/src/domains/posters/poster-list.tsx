import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { posterState } from '@huoshui/contracts/words/posters';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { usePosterText } from './texts.ts';

export type Poster = Answer<'GET /api/admin/posters'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(posterState), filters.state);
  return api('GET /api/admin/posters', { query: { q, cursor, limit, state } });
}

export function PosterList() {
  const t = usePosterText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/posters">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/posters/new')}>
        {t('new_poster')}
      </Button>
    </May>
  );
  return (
    <List<Poster>
      name="posters"
      title={t('posters')}
      purpose={t('posters_purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      onOpen={(row) => void navigate(`/posters/${row.id}`)}
      filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(posterState, say) }]}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        textColumn('look', t('look'), (row) => say(row.sentence)),
        countColumn('made', t('made'), (row) => row.made),
        stateColumn(
          'state',
          t('state'),
          (row) => say(posterState[row.state]),
          (row) => (row.state === 'live' ? 'good' : 'neutral'),
        ),
        timeColumn('created', t('created'), (row) => row.createdAt),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
