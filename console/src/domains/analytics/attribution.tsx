import { valuesOf } from '@huoshui/contracts/words';
import { type AttributionModel, attributionModel, type TouchKind, touchKind } from '@huoshui/contracts/words/analytics';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Select } from 'antd';
import { useMemo } from 'react';
import { type Answer, api, type BodyOf } from '../../ground/api.ts';
import { asInteger, asOneOf, asRange, asText } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { NumberInSentence } from '../../ui/form/number-in-sentence.tsx';
import { formatCount, formatPercent, formatYuan } from '../../ui/format.ts';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { lastDays } from '../../ui/report/day-range.ts';
import { Grid, gridTable } from '../../ui/report/grid.tsx';
import { RangeChoice } from '../../ui/report/range-choice.tsx';
import { Report } from '../../ui/report/report.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { KeepQuestion } from '../dashboards/index.ts';
import { useTouchColumns } from './attribution-columns.tsx';
import { AttributedOrders } from './attribution-orders.tsx';
import { asTouchKinds, halfLifeRule, touchKinds, windowRule } from './attribution-question.ts';
import { useMoneyText } from './money-texts.ts';

export type AttributionReport = Answer<'POST /api/admin/reports/attribution'>;
export type AttributionQuestion = BodyOf<'POST /api/admin/reports/attribution'>;

const models = valuesOf(attributionModel);
const shapes = {
  range: asRange,
  window: asInteger(1, 90),
  halfLife: asInteger(1, 60),
  kinds: asTouchKinds,
  model: asOneOf(models),
  compare: asOneOf(['before', 'none']),
  touch: asText,
  order: asText,
} as const;

/** Which links, messages, journeys and coupons brought the orders, by five ways of sharing each. */
export function Attribution() {
  const t = useMoneyText();
  const say = useWords();
  const [{ range, window, halfLife, kinds, model, compare, touch, order }, change] = useAddress(shapes, {
    range: lastDays(30),
    window: 30,
    halfLife: 7,
    kinds: touchKinds,
    model: 'position',
    compare: 'none',
    touch: '',
    order: '',
  });
  const body = { ...range, window, halfLife, kinds: [...kinds] };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['attribution', body, compare],
    queryFn: async () =>
      api('POST /api/admin/reports/attribution', { body: { ...body, compare: compare === 'before' } }),
  });
  const asked = { range, window, halfLife, kinds, asOf: data?.asOf };
  const open = (key: string) => change({ touch: key });
  const byKind = useTouchColumns({ report: data, model, asked, open, isKind: true });
  const oneByOne = useTouchColumns({ report: data, model, asked, open, isKind: false });
  return (
    <Report
      question={t('a_question')}
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      isEmpty={data?.touches.length === 0}
      emptyHint={t('a_empty')}
      file={
        data
          ? () => ({
              name: `attribution-${range.from}-${range.to}`,
              tables: [
                gridTable(byKind, data.kinds, t('a_by_kind')),
                gridTable(oneByOne, data.touches, t('a_one_by_one')),
              ],
            })
          : null
      }
      sentence={
        <>
          {t('a_in')}
          <RangeChoice value={range} onChange={(next) => change({ range: next })} />
          {t('a_paid')}
          <NumberInSentence of={windowRule} value={window} onChange={(next) => change({ window: next })} />
          {t('a_days')}
          <Select<TouchKind[]>
            mode="multiple"
            value={[...kinds]}
            aria-label={t('a_kinds')}
            maxTagCount={2}
            style={{ minWidth: 220 }}
            onChange={(next) => change({ kinds: next.length === 0 ? touchKinds : next })}
            options={touchKinds.map((value) => ({ value, label: say(touchKind[value]) }))}
          />
          {t('a_by')}
          <Select<AttributionModel>
            value={model}
            aria-label={t('a_model')}
            popupMatchSelectWidth={false}
            onChange={(next) => change({ model: next })}
            options={optionsOf(attributionModel, say)}
          />
          {t('a_share')}
          {model === 'decay' && (
            <>
              {t('a_half')}
              <NumberInSentence of={halfLifeRule} value={halfLife} onChange={(next) => change({ halfLife: next })} />
              {t('a_half_days')}
            </>
          )}
          <Checkbox
            checked={compare === 'before'}
            onChange={({ target }) => change({ compare: target.checked ? 'before' : 'none' })}
          >
            {t('compare')}
          </Checkbox>
        </>
      }
      actions={
        <KeepQuestion
          kept={{
            report: 'analytics.attribution',
            values: { range, window, halfLife, kinds, asOf: null, compare: compare === 'before' },
            name: t('a_question'),
          }}
        />
      }
      insight={data && <Insight report={data} />}
    >
      {data && (
        <>
          <Panel title={t('a_models')}>
            <Models report={data} />
          </Panel>
          <Panel title={t('a_by_kind')} flush>
            <Grid rows={data.kinds} rowKey={({ kind }) => kind} columns={byKind} />
          </Panel>
          <Panel title={t('a_one_by_one')} flush>
            <Grid rows={data.touches} rowKey={({ key }) => key} columns={oneByOne} />
          </Panel>
          {data.more && <p className="hs-soft hs-small">{t('a_more')}</p>}
          <p className="hs-soft hs-small">
            {data.before &&
              t('a_before', {
                ...data.before,
                spent: formatYuan(data.before.spent),
                orders: formatCount(data.before.orders),
              })}{' '}
            {t('a_how')}
          </p>
          <AttributedOrders
            report={data}
            body={body}
            model={model}
            touch={touch}
            order={order}
            onTouch={(next) => change({ touch: next, order: '' })}
            onOrder={(next) => change({ order: next })}
          />
        </>
      )}
    </Report>
  );
}

function Insight({ report }: { readonly report: AttributionReport }) {
  const t = useMoneyText();
  const direct = report.kinds.find(({ kind }) => kind === 'direct')?.credits.first ?? 0;
  const touched = report.spent - direct;
  return t('a_insight', {
    orders: formatCount(report.orders),
    spent: formatYuan(report.spent),
    touched: formatYuan(touched),
    share: formatPercent(report.spent > 0 ? touched / report.spent : null),
    direct: formatYuan(direct),
  });
}

/** The same orders by each model: where they differ, the choice matters. */
function Models({ report }: { readonly report: AttributionReport }) {
  const t = useMoneyText();
  const say = useWords();
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'bars',
      labels: models.map((model) => say(attributionModel[model])),
      series: report.kinds.map(({ kind, credits }) => ({
        name: say(touchKind[kind]),
        values: models.map((model) => credits[model]),
        stack: 'spent',
      })),
      format: formatYuan,
    }),
    [report, say],
  );
  return <Chart spec={spec} height={260} label={t('a_models')} />;
}
