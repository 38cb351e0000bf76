import { useMemo } from 'react';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import type { Result } from './rehearsal-state.tsx';
import { useRehearsalText } from './texts.ts';

/** What the shop's people and channels would have to carry, day by day; beside it the orders of both worlds. */
export function RehearsalLoad({ result: { load } }: { readonly result: Result }) {
  const t = useRehearsalText();
  const labels = useMemo(() => load.days.map(({ day }) => day.slice(5)), [load]);
  const messages = useMemo<ChartSpec>(
    () => ({
      kind: 'bars',
      labels,
      series: [
        { name: t('messages'), values: load.days.map((one) => one.messages) },
        ...(load.todos > 0 ? [{ name: t('todos'), values: load.days.map((one) => one.todos) }] : []),
      ],
      format: formatCount,
    }),
    [labels, load, t],
  );
  const orders = useMemo<ChartSpec>(
    () => ({
      kind: 'lines',
      labels,
      series: [
        { name: t('with'), values: load.days.map((one) => one.ordersWith) },
        { name: t('without'), values: load.days.map((one) => one.ordersWithout), before: true },
      ],
      format: formatCount,
    }),
    [labels, load, t],
  );
  return (
    <>
      <Panel title={t('load')}>
        <p className="hs-soft">{useBusiest(load)}</p>
        <Chart spec={messages} height={200} label={t('load')} />
      </Panel>
      <Panel title={t('orders_day')}>
        <Chart spec={orders} height={200} label={t('orders_day')} />
      </Panel>
    </>
  );
}

function useBusiest({ days, hours }: Result['load']): string {
  const t = useRehearsalText();
  const [first] = [...days].sort((a, b) => b.messages - a.messages);
  const most = Math.max(0, ...hours);
  if (!first || first.messages === 0) return t('no_messages');
  return t('busiest', {
    day: first.day.slice(5),
    count: formatCount(first.messages),
    hour: String(hours.indexOf(most)).padStart(2, '0'),
    atHour: formatCount(most),
  });
}
