import { valuesOf } from '@huoshui/contracts/words';
import { stockLevel } from '@huoshui/contracts/words/catalog';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { numberFault } from '../../ui/form/number-fault.ts';
import { NumberItem } from '../../ui/form/number-item.tsx';
import { formatCount } from '../../ui/format.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { changeRule } from './number-rules.ts';
import { useCatalogText } from './texts.ts';

type StockRow = Answer<'GET /api/admin/stock'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/stock', {
    query: { q, cursor, limit, state: oneOf(valuesOf(stockLevel), filters.state) },
  });
}

export function StockList() {
  const t = useCatalogText();
  const say = useWords();
  const [adjusting, setAdjusting] = useState<StockRow | null>(null);
  return (
    <>
      <List<StockRow>
        name="stock"
        title={t('stock_title')}
        purpose={t('stock_purpose')}
        searchHint={t('stock_search')}
        load={load}
        rowKey={(row) => row.skuId}
        filters={[
          {
            key: 'state',
            kind: 'choice',
            label: t('stock_state'),
            options: optionsOf(stockLevel, say),
          },
        ]}
        columns={[
          {
            key: 'product',
            title: t('product'),
            render: (row) => <Link to={`/products/${row.productId}`}>{row.productName}</Link>,
            csv: (row) => row.productName,
          },
          {
            key: 'sku',
            title: t('sku'),
            render: (row) => row.values.join(' / ') || t('sku_single'),
            csv: (row) => row.values.join(' / '),
          },
          {
            key: 'code',
            title: t('sku_code'),
            render: (row) => <span className="hs-code">{row.code}</span>,
            csv: (row) => row.code,
          },
          countColumn('on_hand', t('on_hand'), (row) => row.onHand),
          countColumn('reserved', t('reserved'), (row) => row.reserved),
          {
            key: 'available',
            title: t('available'),
            number: true,
            render: (row) => (
              <strong className={row.available === 0 ? 'hs-down' : ''}>{formatCount(row.available)}</strong>
            ),
            csv: (row) => row.available,
          },
          {
            key: 'act',
            title: '',
            width: 96,
            render: (row) => (
              <May call="POST /api/admin/stock">
                <Button size="small" onClick={() => setAdjusting(row)}>
                  {t('adjust')}
                </Button>
              </May>
            ),
          },
        ]}
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
      {adjusting && <AdjustDialog row={adjusting} onClose={() => setAdjusting(null)} />}
    </>
  );
}

type Adjustment = { readonly change: number | null; readonly reason: string };
const nothing: Adjustment = { change: null, reason: '' };

function AdjustDialog({ row, onClose }: { readonly row: StockRow; readonly onClose: () => void }) {
  const t = useCatalogText();
  return (
    <FormDialog<Adjustment>
      width={440}
      title={t('adjust_title', { name: [row.productName, ...row.values].join(' ') })}
      okText={t('adjust')}
      initial={nothing}
      onSave={async ({ change, reason }) =>
        api('POST /api/admin/stock', { body: { skuId: row.skuId, change: change ?? 0, reason: reason.trim() } })
      }
      changed={['stock', 'products', 'overview']}
      done={t('adjusted')}
      onClose={onClose}
    >
      <ChangeItem row={row} />
      <Form.Item name="reason" label={t('adjust_reason')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input placeholder={t('adjust_reason_hint')} />
      </Form.Item>
    </FormDialog>
  );
}

function ChangeItem({ row }: { readonly row: StockRow }) {
  const t = useCatalogText();
  const typed: unknown = Form.useWatch('change');
  const change = typeof typed === 'number' && numberFault(changeRule, typed) === null ? typed : 0;
  return (
    <NumberItem
      name="change"
      of={changeRule}
      autoFocus
      extra={change === 0 ? t('adjust_change_help') : t('adjust_after', { count: formatCount(row.onHand + change) })}
      check={(value) => {
        if (value === 0) return t('adjust_not_zero');
        return row.onHand + value < row.reserved ? t('adjust_below', { count: row.reserved }) : null;
      }}
    />
  );
}
