import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { storeState } from '@huoshui/contracts/words/stores';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { tagColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { StoreStateTag } from './store-state.tsx';
import { useStoreText } from './texts.ts';

export type Store = Answer<'GET /api/admin/stores'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(storeState), filters.state);
  return api('GET /api/admin/stores', { query: { q, cursor, limit, state } });
}

/** The shop's places. */
export function StoreList() {
  const t = useStoreText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/stores">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/stores/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <List<Store>
      name="stores"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(storeState, say) }]}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        tagColumn(
          'state',
          t('state'),
          (row) => <StoreStateTag state={row.state} />,
          (row) => say(storeState[row.state]),
        ),
        textColumn('pickup', t('pickup'), (row) => t(row.pickup ? 'pickup_on' : 'pickup_off')),
        textColumn('address', t('address'), (row) => row.address),
        textColumn('phone', t('phone'), (row) => row.phone),
        textColumn('hours', t('hours'), (row) => say(row.sentence), { hidden: true }),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
      ]}
      onOpen={(row) => void navigate(`/stores/${row.id}`)}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
