import { valuesOf } from '@huoshui/contracts/words';
import { type OutcomeKind, type OutcomeOrder, outcomeKind, outcomeOrder } from '@huoshui/contracts/words/outcomes';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Select } from 'antd';
import { useMemo } from 'react';
import { type Answer, api, type BodyOf } from '../../ground/api.ts';
import { asInteger, asOneOf, asRange, type Shape } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { formatCount, formatYuan } from '../../ui/format.ts';
import { Pager } from '../../ui/list/pager.tsx';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { lastDays } from '../../ui/report/day-range.ts';
import { Grid, gridTable } from '../../ui/report/grid.tsx';
import { RangeChoice } from '../../ui/report/range-choice.tsx';
import { Report } from '../../ui/report/report.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { KeepQuestion } from '../dashboards/index.ts';
import { useOutcomeColumns } from './outcome-columns.tsx';
import { useOutcomeText } from './texts.ts';

type Asked = BodyOf<'POST /api/admin/reports/outcomes'>;
type Told = Answer<'POST /api/admin/reports/outcomes'>;

const kinds = valuesOf(outcomeKind);
const asKinds: Shape<readonly OutcomeKind[]> = {
  read: (text) => {
    const names = text.split(',').filter((name) => name !== '');
    const known = kinds.filter((kind) => names.includes(kind));
    return known.length === names.length ? known : undefined;
  },
  write: (chosen) => chosen.join(','),
};
const shapes = {
  range: asRange,
  kinds: asKinds,
  order: asOneOf(valuesOf(outcomeOrder)),
  sort: asOneOf(['most', 'least']),
  compare: asOneOf(['before', 'none']),
  page: asInteger(1, 1000),
  limit: asInteger(1, 200),
} as const;
/** A file holds so many. */
const MOST_LINES = 1000;

/** Everything that was done to sell more: what it cost, whom it reached, and what it brought where that can be said. */
export function Outcomes() {
  const t = useOutcomeText();
  const say = useWords();
  const [{ range, kinds: chosen, order, sort, compare, page, limit }, change] = useAddress<{
    range: { readonly from: string; readonly to: string };
    kinds: readonly OutcomeKind[];
    order: OutcomeOrder;
    sort: 'most' | 'least';
    compare: 'before' | 'none';
    page: number;
    limit: number;
  }>(shapes, { range: lastDays(30), kinds: [], order: 'cost', sort: 'most', compare: 'before', page: 1, limit: 50 });
  const question: Asked = {
    ...range,
    kinds: [...chosen],
    order,
    ascending: sort === 'least',
    compare: compare === 'before',
  };
  const body = { ...question, offset: (page - 1) * limit, limit };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['outcomes', body],
    queryFn: async () => api('POST /api/admin/reports/outcomes', { body }),
  });
  const items = data?.items ?? [];
  const total = data?.total ?? 0;
  const columns = useOutcomeColumns(compare === 'before');
  const ask = (next: Parameters<typeof change>[0]) => change({ page: 1, ...next });
  const file = async () => {
    const all = await api('POST /api/admin/reports/outcomes', { body: { ...question, limit: MOST_LINES } });
    return { name: `outcomes-${range.from}-${range.to}`, tables: [gridTable(columns, all.items)] };
  };
  return (
    <Report
      question={t('question')}
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      isEmpty={data !== undefined && total === 0}
      emptyHint={t('empty')}
      file={file}
      sentence={
        <>
          {t('in')}
          <RangeChoice value={range} onChange={(next) => ask({ range: next })} />
          {t('which')}
          <Select<OutcomeKind[]>
            mode="multiple"
            value={[...chosen]}
            aria-label={t('kind')}
            placeholder={t('all')}
            maxTagCount={2}
            style={{ minWidth: 200 }}
            onChange={(next) => ask({ kinds: next })}
            options={optionsOf(outcomeKind, say)}
          />
          {t('sorted')}
          <Select<OutcomeOrder>
            value={order}
            aria-label={t('sorted')}
            popupMatchSelectWidth={false}
            onChange={(next) => ask({ order: next })}
            options={optionsOf(outcomeOrder, say)}
          />
          <Select<'most' | 'least'>
            value={sort}
            aria-label={t('direction')}
            popupMatchSelectWidth={false}
            onChange={(next) => ask({ sort: next })}
            options={[
              { value: 'most', label: t('most') },
              { value: 'least', label: t('least') },
            ]}
          />
          <Checkbox
            checked={compare === 'before'}
            onChange={({ target }) => ask({ compare: target.checked ? 'before' : 'none' })}
          >
            {t('compare')}
          </Checkbox>
        </>
      }
      actions={
        <KeepQuestion
          kept={{
            report: 'analytics.outcomes',
            values: {
              range,
              kinds: chosen.length === 0 ? null : chosen,
              order,
              ascending: sort === 'least',
              compare: compare === 'before',
            },
            name: t('question'),
          }}
        />
      }
      insight={data && <Insight told={data} />}
    >
      {data && (
        <>
          <Panel title={t('first')}>
            <Drawn told={data} order={order} />
          </Panel>
          <Panel title={t('lines')} flush>
            <Grid rows={items} rowKey={({ kind, id }) => `${kind} ${id}`} columns={columns} />
            <Pager
              page={page}
              total={formatCount(total)}
              limit={limit}
              onLimit={(next) => ask({ limit: next })}
              onPrevious={page > 1 ? () => change({ page: page - 1 }) : undefined}
              onNext={page * limit < total ? () => change({ page: page + 1 }) : undefined}
            />
          </Panel>
          <p className="hs-soft hs-small">
            {data.cut.length > 0 && t('cut', { kinds: data.cut.map((kind) => say(outcomeKind[kind])).join(t('and')) })}
            {data.before &&
              t(data.before.cut ? 'against_cut' : 'against', { from: data.before.from, to: data.before.to })}{' '}
            {t('how')}
          </p>
        </>
      )}
    </Report>
  );
}

function Insight({ told: { total, measured, sure } }: { readonly told: Told }) {
  const t = useOutcomeText();
  return t('insight', {
    count: formatCount(total),
    measured: formatCount(measured),
    sure: formatCount(sure),
  });
}

/** More bars would be told apart by nobody. */
const MOST_BARS = 12;

/** The lines that come first, by the figure they are sorted by, beside what it was before. */
function Drawn({ told, order }: { readonly told: Told; readonly order: OutcomeOrder }) {
  const t = useOutcomeText();
  const say = useWords();
  const spec = useMemo<ChartSpec>(() => {
    const drawn = told.items.slice(0, MOST_BARS);
    const isHeld = order !== 'extra' && order !== 'returnOnCost';
    const before = told.before && isHeld ? drawn.map((one) => one.before?.[order] ?? null) : null;
    return {
      kind: 'bars',
      labels: drawn.map(({ name }) => say(name)),
      series: [
        { name: say(outcomeOrder[order]), values: drawn.map((one) => figureOf(one, order)) },
        ...(before ? [{ name: t('before', { figure: say(outcomeOrder[order]) }), values: before, before: true }] : []),
      ],
      format: formatOf(order),
    };
  }, [told, order, say, t]);
  return <Chart spec={spec} height={260} label={t('first')} />;
}

function formatOf(order: OutcomeOrder): (value: number) => string {
  if (order === 'people' || order === 'newMembers') return formatCount;
  return order === 'returnOnCost' ? (yuan) => formatYuan(Math.round(yuan * 100)) : formatYuan;
}

function figureOf(item: Told['items'][number], order: OutcomeOrder): number | null {
  const told = item[order];
  return typeof told === 'object' ? (told?.value ?? null) : told;
}
