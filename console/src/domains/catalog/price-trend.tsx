import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../ground/api.ts';
import { formatTime, shanghaiDay } from '../../ui/calendar.ts';
import { Money } from '../../ui/figures.tsx';
import { FormSection } from '../../ui/form/form-page.tsx';
import { formatYuan } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { now } from '../../ui/now.ts';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { Grid } from '../../ui/report/grid.tsx';
import { type PriceChange, pricesByDay } from './price-history.ts';
import { useCatalogText } from './texts.ts';

const DAY_MS = 86_400_000;
/** Lines that can still be told apart; the table has every SKU. */
const MOST_LINES = 5;

/** What the SKUs of a product cost over the last 90 days, and when each price came. */
export function PriceTrend({ productId }: { readonly productId: string }) {
  const t = useCatalogText();
  const query = useQuery({
    queryKey: ['products', 'prices', productId],
    queryFn: async () => api('GET /api/admin/products/:id/prices', { params: { id: productId } }),
  });
  return (
    <FormSection title={t('prices_title')} purpose={t('prices_purpose')}>
      <Loaded query={query}>{({ items }) => <Trend changes={items} />}</Loaded>
    </FormSection>
  );
}

function Trend({ changes }: { readonly changes: readonly PriceChange[] }) {
  const t = useCatalogText();
  const spec = useMemo<ChartSpec>(() => {
    const today = now().getTime();
    const days = Array.from({ length: 90 }, (_, n) => shanghaiDay(new Date(today - (89 - n) * DAY_MS)));
    return {
      kind: 'lines',
      labels: days.map((day) => day.slice(5)),
      series: pricesByDay(changes, days, (instant) => shanghaiDay(new Date(instant))).slice(0, MOST_LINES),
      format: formatYuan,
    };
  }, [changes]);
  return (
    <>
      <Chart spec={spec} height={200} label={t('prices_title')} />
      <Grid
        rows={changes.slice(0, 20)}
        rowKey={({ skuId, at }) => `${skuId} ${at}`}
        columns={[
          { title: t('price_from_when'), render: ({ at }) => formatTime(at) },
          { title: t('sku'), render: ({ values, code }) => values.join(' ') || code },
          { title: t('sku_price'), number: true, render: ({ price }) => <Money fen={price} /> },
          {
            title: t('sku_member'),
            number: true,
            render: ({ memberPrice }) =>
              memberPrice === null ? <span className="hs-faint">–</span> : <Money fen={memberPrice} />,
          },
        ]}
      />
    </>
  );
}
