import { valuesOf } from '@huoshui/contracts/words';
import { stockLevel } from '@huoshui/contracts/words/catalog';
import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, countColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { AdjustDialog } from './adjust-dialog.tsx';
import { availableColumn, skuColumns } from './stock-columns.tsx';
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
          ...skuColumns<StockRow>(t, true),
          countColumn('on_hand', t('on_hand'), (row) => row.onHand),
          countColumn('reserved', t('reserved'), (row) => row.reserved),
          availableColumn(t),
          actsColumn(
            (row) => (
              <May call="POST /api/admin/stock">
                <Button size="small" onClick={() => setAdjusting(row)}>
                  {t('adjust')}
                </Button>
              </May>
            ),
            96,
          ),
        ]}
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
      {adjusting && (
        <AdjustDialog
          row={adjusting}
          onSave={async (change) => api('POST /api/admin/stock', { body: { skuId: adjusting.skuId, ...change } })}
          onClose={() => setAdjusting(null)}
        />
      )}
    </>
  );
}
