import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { productState } from '@huoshui/contracts/words/paycoupons';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, tagColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { type Product, ProductStateTag } from './product.tsx';
import { useProductText } from './product-texts.ts';

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(productState), filters.state);
  return api('GET /api/admin/product-coupons', { query: { q, cursor, limit, state } });
}

export function ProductList() {
  const t = useProductText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/product-coupons">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/product-coupons/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <List<Product>
      name="product-coupons"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(productState, say) }]}
      columns={[
        {
          key: 'name',
          title: t('name'),
          render: (row) => (
            <span className="hs-two-lines">
              <span>{row.name}</span>
              <span className="hs-faint hs-small">{say(row.trouble ?? row.sentence)}</span>
            </span>
          ),
          csv: (row) => row.name,
        },
        tagColumn(
          'state',
          t('state'),
          (row) => <ProductStateTag state={row.state} />,
          (row) => say(productState[row.state]),
        ),
        countColumn('coupons', t('coupons'), (row) => row.coupons),
        countColumn('sent', t('sent'), (row) => row.sent),
        countColumn('used', t('used'), (row) => row.used),
        countColumn('waiting', t('waiting'), (row) => row.waiting),
        timeColumn('until', t('until'), (row) => row.until),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
      ]}
      onOpen={(row) => void navigate(`/product-coupons/${row.id}`)}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
