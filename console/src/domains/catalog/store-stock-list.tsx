import { SwapOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { stockLevel } from '@huoshui/contracts/words/catalog';
import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useCan } from '../../ground/session.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, countColumn, textColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { AdjustDialog } from './adjust-dialog.tsx';
import { availableColumn, skuColumns } from './stock-columns.tsx';
import { useCatalogText } from './texts.ts';
import { TransferDialog } from './transfer-dialog.tsx';

type Row = Answer<'GET /api/admin/store-stock'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(stockLevel), filters.state);
  return api('GET /api/admin/store-stock', { query: { q, cursor, limit, state, storeId: filters.store } });
}

/** What stores have of their own: moved to and from them, and corrected where it lies. */
export function StoreStockList() {
  const t = useCatalogText();
  const say = useWords();
  const can = useCan();
  const [adjusting, setAdjusting] = useState<Row | null>(null);
  const [moving, setMoving] = useState(false);
  const move = (
    <May call="POST /api/admin/stock-transfers">
      <Button type="primary" icon={<SwapOutlined />} onClick={() => setMoving(true)}>
        {t('transfer')}
      </Button>
    </May>
  );
  return (
    <>
      <List<Row>
        name="store-stock"
        title={t('store_stock_title')}
        purpose={t('store_stock_purpose')}
        searchHint={t('stock_search')}
        load={load}
        rowKey={(row) => `${row.storeId} ${row.skuId}`}
        actions={move}
        filters={[
          { key: 'store', kind: 'pick', of: 'store', label: t('store') },
          { key: 'state', kind: 'choice', label: t('stock_state'), options: optionsOf(stockLevel, say) },
        ]}
        columns={[
          textColumn('store', t('store'), (row) =>
            row.keeps ? row.storeName : t('store_idle', { name: row.storeName }),
          ),
          ...skuColumns<Row>(t, can('catalog.read')),
          countColumn('on_hand', t('on_hand'), (row) => row.onHand),
          countColumn('reserved', t('reserved'), (row) => row.reserved),
          availableColumn(t),
          actsColumn(
            (row) => (
              <May call="POST /api/admin/store-stock">
                <Button size="small" onClick={() => setAdjusting(row)}>
                  {t('adjust')}
                </Button>
              </May>
            ),
            96,
          ),
        ]}
        empty={{ title: t('store_stock_empty'), hint: t('store_stock_empty_hint'), action: move }}
      />
      {adjusting && (
        <AdjustDialog
          row={adjusting}
          onSave={async (change) =>
            api('POST /api/admin/store-stock', {
              body: { storeId: adjusting.storeId, skuId: adjusting.skuId, ...change },
            })
          }
          onClose={() => setAdjusting(null)}
        />
      )}
      {moving && <TransferDialog onClose={() => setMoving(false)} />}
    </>
  );
}
