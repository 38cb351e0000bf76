import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { lotState } from '@huoshui/contracts/words/catalog';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { productColumn, tagColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { type Lot, LotStateTag, spokenLot } from './lot-state.tsx';
import { useLotText } from './lot-texts.ts';

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(lotState), filters.state);
  return api('GET /api/admin/lots', { query: { q, cursor, limit, state, products: filters.product } });
}

/** What came in and where it comes from. */
export function LotList() {
  const t = useLotText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/lots">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/lots/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <List<Lot>
      name="lots"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      filters={[
        { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(lotState, say) },
        { key: 'product', kind: 'pick', label: t('product'), of: 'product' },
      ]}
      columns={[
        productColumn('product', t('product'), ({ productName, image }) => ({ name: productName, image })),
        textColumn('number', t('number'), (row) => row.number),
        tagColumn(
          'state',
          t('state'),
          (row) => <LotStateTag state={row.state} />,
          (row) => say(lotState[row.state]),
        ),
        textColumn('made', t('made'), (row) => say(row.sentence)),
        textColumn('until', t('until'), (row) => row.goodUntil),
        textColumn('code', t('code'), (row) => spokenLot(row.code)),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
      ]}
      onOpen={(row) => void navigate(`/lots/${row.id}`)}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
