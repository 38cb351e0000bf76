import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { productStatus, stockLevel } from '@huoshui/contracts/words/catalog';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api, fileAddress } from '../../ground/api.ts';
import { May, useMay } from '../../ground/may.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { formatCount, formatYuan } from '../../ui/format.ts';
import type { BulkAction } from '../../ui/list/bulk-bar.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, productColumn, tagColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useCategories } from './categories.ts';
import { ProductStatusTag } from './product-status.tsx';
import { useCatalogText } from './texts.ts';

type ProductRow = Answer<'GET /api/admin/products'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/products', {
    query: {
      q,
      cursor,
      limit,
      categoryId: filters.category,
      status: oneOf(valuesOf(productStatus), filters.status),
      stock: oneOf(valuesOf(stockLevel), filters.stock),
    },
  });
}

export function ProductList() {
  const t = useCatalogText();
  const say = useWords();
  const navigate = useNavigate();
  const categories = useCategories();
  const create = (
    <>
      <FileButton address={fileAddress('GET /api/admin/products/goods.csv', {}, { as: 'xlsx' })}>
        {t('goods_file')}
      </FileButton>
      <May call="POST /api/admin/imports/:id/run">
        <Button onClick={() => void navigate('/imports')}>{t('goods_import')}</Button>
      </May>
      <May call="POST /api/admin/products">
        <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/products/new')}>
          {t('new')}
        </Button>
      </May>
    </>
  );
  return (
    <List<ProductRow>
      name="products"
      title={t('title')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      bulk={useStatusActions()}
      filters={[
        {
          key: 'category',
          kind: 'choice',
          label: t('category'),
          options: (categories.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          key: 'status',
          kind: 'choice',
          label: t('status'),
          width: 112,
          options: optionsOf(productStatus, say),
        },
        {
          key: 'stock',
          kind: 'choice',
          label: t('stock'),
          width: 120,
          options: optionsOf(stockLevel, say),
        },
      ]}
      columns={[
        productColumn('name', t('product'), (row) => row),
        textColumn('category', t('category'), (row) => row.categoryName),
        tagColumn(
          'status',
          t('status'),
          (row) => <ProductStatusTag of={row} />,
          (row) => say(productStatus[row.status]),
        ),
        {
          key: 'price',
          title: t('price'),
          number: true,
          render: (row) =>
            row.priceFrom === row.priceTo
              ? formatYuan(row.priceFrom)
              : `${formatYuan(row.priceFrom)} – ${formatYuan(row.priceTo)}`,
          csv: (row) => row.priceFrom / 100,
        },
        {
          key: 'available',
          title: t('available'),
          number: true,
          render: (row) => <span className={row.available === 0 ? 'hs-down' : ''}>{formatCount(row.available)}</span>,
          csv: (row) => row.available,
        },
        countColumn('sold', t('sold'), (row) => row.sold),
        countColumn('skus', t('skus'), (row) => row.skuCount, { hidden: true }),
        timeColumn('updated', t('updated'), (row) => row.updatedAt),
      ]}
      onOpen={(row) => void navigate(`/products/${row.id}`)}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}

function useStatusActions(): readonly BulkAction<ProductRow>[] {
  const t = useCatalogText();
  const may = useMay();
  if (!may('PUT /api/admin/products/:id/status')) return [];
  const put = (status: ProductRow['status']) => ({
    fits: (row: ProductRow) => row.status !== status,
    run: async (row: ProductRow) =>
      api('PUT /api/admin/products/:id/status', { params: { id: row.id }, body: { status }, revision: row.revision }),
  });
  return [
    {
      key: 'on',
      label: t('put_on'),
      question: (rows) => ({ title: t('put_on_title', { count: rows.length }), body: t('put_on_body') }),
      ...put('on_sale'),
    },
    {
      key: 'off',
      label: t('put_off'),
      danger: true,
      question: (rows) => ({ title: t('put_off_title', { count: rows.length }), body: t('put_off_body') }),
      ...put('off_sale'),
    },
  ];
}
