import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../../ground/api.ts';
import { PeopleLink } from '../../../ground/people-link.tsx';
import { asRange } from '../../../ui/address/shapes.ts';
import { useAddress } from '../../../ui/address/use-address.ts';
import { KeyFigures, Panel } from '../../../ui/detail/key-figures.tsx';
import { Money, MoneyCompact } from '../../../ui/figures.tsx';
import { formatCount, formatPercent, formatYuan } from '../../../ui/format.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { Chart } from '../../../ui/report/chart.tsx';
import type { ChartSpec } from '../../../ui/report/chart-spec.ts';
import { type DayRange, lastDays } from '../../../ui/report/day-range.ts';
import { RangeChoice } from '../../../ui/report/range-choice.tsx';
import { useWords } from '../../../ui/words.ts';
import type { GroupCode } from './code-list.tsx';
import { Stay } from './stay.tsx';
import { useGroupText } from './texts.ts';

type Figures = Answer<'GET /api/admin/group-codes/:id/figures'>;

const shapes = { range: asRange };

/** From the scan to the money: who opened it, who joined, who stays, who bought. */
export function CodeResults({ code }: { readonly code: GroupCode }) {
  const [{ range }, change] = useAddress(shapes, { range: lastDays(30) });
  const query = useQuery({
    queryKey: ['group-codes', 'figures', code.id, range],
    queryFn: async () => api('GET /api/admin/group-codes/:id/figures', { params: { id: code.id }, query: range }),
    placeholderData: keepPreviousData,
  });
  return (
    <div>
      <div className="hs-inline" style={{ marginBottom: 12 }}>
        <RangeChoice value={range} onChange={(next) => change({ range: next })} />
      </div>
      <Loaded query={query}>{(figures) => <Told code={code} range={range} figures={figures} />}</Loaded>
    </div>
  );
}

const rateOf = ({ added, visitors }: Figures['whole']) => (visitors === 0 ? '–' : formatPercent(added / visitors));

type ToldProps = { readonly code: GroupCode; readonly range: DayRange; readonly figures: Figures };

function Told({ code, range, figures: { whole, days, lanes, stay, limits } }: ToldProps) {
  const t = useGroupText();
  const say = useWords();
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'lines',
      labels: days.map(({ day }) => day.slice(5)),
      series: [
        { name: t('visits'), values: days.map(({ figures }) => figures.visits) },
        { name: t('added'), values: days.map(({ figures }) => figures.added) },
        { name: t('first_orders'), values: days.map(({ figures }) => figures.firstOrders) },
      ],
      format: formatCount,
    }),
    [days, t],
  );
  const people = (who: string, count: number, lane: string | null = null) => (
    <PeopleLink of="scrm.group_code" values={{ range, code: code.id, lane, who }} count={count} />
  );
  return (
    <>
      <KeyFigures
        figures={[
          { label: t('visits'), value: formatCount(whole.visits) },
          { label: t('visitors'), value: people('visitors', whole.visitors) },
          { label: t('added'), value: people('added', whole.added), note: t('join_rate', { rate: rateOf(whole) }) },
          { label: t('new_members'), value: people('joined', whole.joined) },
          { label: t('first_orders'), value: people('first', whole.firstOrders) },
          { label: t('orders'), value: formatCount(whole.orders), note: t('since') },
          {
            label: t('gmv'),
            value: <MoneyCompact fen={whole.gmv} />,
            note: t('spent_is', { sum: formatYuan(whole.spent) }),
          },
        ]}
      />
      <Panel title={t('by_lane')} flush={lanes.length > 0}>
        {lanes.length === 0 ? (
          <p className="hs-soft">{t('lane_none')}</p>
        ) : (
          <Table
            size="small"
            pagination={false}
            scroll={{ x: 'max-content' }}
            rowKey={({ lane }) => lane}
            dataSource={[...lanes]}
            columns={[
              { title: t('lane'), dataIndex: 'lane' },
              {
                title: t('visitors'),
                align: 'right',
                render: (_, { lane, figures }) => people('visitors', figures.visitors, lane),
              },
              {
                title: t('added'),
                align: 'right',
                render: (_, { lane, figures }) => people('added', figures.added, lane),
              },
              { title: t('rate'), align: 'right', render: (_, { figures }) => rateOf(figures) },
              {
                title: t('first_orders'),
                align: 'right',
                render: (_, { lane, figures }) => people('first', figures.firstOrders, lane),
              },
              { title: t('orders'), align: 'right', render: (_, { figures }) => formatCount(figures.orders) },
              { title: t('gmv'), align: 'right', render: (_, { figures }) => <Money fen={figures.gmv} /> },
              { title: t('spent'), align: 'right', render: (_, { figures }) => <Money fen={figures.spent} /> },
            ]}
          />
        )}
      </Panel>
      <Panel title={t('by_day')}>
        <Chart spec={spec} label={t('by_day')} height={240} />
      </Panel>
      <Stay stay={stay} />
      <Panel title={t('limits')}>
        {limits.map(({ words, source, asOf }) => (
          <p key={words.en} className="hs-soft">
            {say(words)} <span className="hs-faint">({t('as_of', { source, asOf })})</span>
          </p>
        ))}
      </Panel>
    </>
  );
}
