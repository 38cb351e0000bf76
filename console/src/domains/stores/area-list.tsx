import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { useWords } from '../../ui/words.ts';
import { useStoreText } from './texts.ts';

export type Area = Answer<'GET /api/admin/delivery-areas'>['items'][number];

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/delivery-areas', { query: { q, cursor, limit } });
}

/** Where the shop brings orders itself, when, and how many at a time. */
export function AreaList() {
  const t = useStoreText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/delivery-areas">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/delivery-areas/new')}>
        {t('area_new')}
      </Button>
    </May>
  );
  return (
    <List<Area>
      name="delivery-areas"
      title={t('areas')}
      purpose={t('areas_purpose')}
      searchHint={t('area_search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      columns={[
        textColumn('name', t('area_name'), (row) => row.name),
        stateColumn(
          'open',
          t('state'),
          (row) => t(row.open ? 'area_open' : 'area_shut'),
          (row) => (row.open ? 'good' : 'neutral'),
        ),
        textColumn('terms', t('area_terms'), (row) => say(row.sentence)),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
      ]}
      onOpen={(row) => void navigate(`/delivery-areas/${row.id}`)}
      empty={{ title: t('areas_empty'), hint: t('areas_empty_hint'), action: create }}
    />
  );
}
