import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { PeopleLink } from '../../ground/people-link.tsx';
import { useAct } from '../../ui/act.ts';
import { asOneOf } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Money } from '../../ui/figures.tsx';
import { formatCount, formatPercent, formatYuan } from '../../ui/format.ts';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { Report } from '../../ui/report/report.tsx';
import { useWords } from '../../ui/words.ts';
import { useAudienceText } from './texts.ts';
import { inTenths, ValueCalibration } from './value-calibration.tsx';

type Value = Answer<'GET /api/admin/value'>;
type Band = Value['bands'][number];
const horizons = ['30', '90', '365'] as const;
const shapes = { days: asOneOf(horizons) } as const;

/** Who will buy again, and for how much: buyers by the probability that they are still there. */
export function CustomerValue() {
  const t = useAudienceText();
  const [{ days }, change] = useAddress(shapes, { days: '90' });
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['value'],
    queryFn: async () => api('GET /api/admin/value'),
  });
  const columns = useBandColumns(data, Number(days));
  return (
    <Report
      question={t('value_question')}
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      isEmpty={data?.day === null}
      emptyTitle={t('value_empty_title')}
      emptyHint={t('value_empty')}
      file={() => ({ name: 'value', tables: [gridTable(columns, data?.bands ?? [])] })}
      actions={<FitAgain />}
      sentence={
        <>
          {t('value_next')}
          <Select
            value={days}
            aria-label={t('value_days')}
            onChange={(next) => change({ days: next })}
            style={{ width: 90 }}
            options={horizons.map((value) => ({ value, label: value }))}
          />
          {t('value_days')}
        </>
      }
      insight={data && <Insight report={data} days={Number(days)} />}
    >
      {data && (
        <>
          <Panel title={t('value_bands')} flush extra={<Fitted report={data} />}>
            <Grid rows={data.bands} rowKey={(row) => row.band} columns={columns} />
          </Panel>
          {data.calibration && <ValueCalibration calibration={data.calibration} />}
        </>
      )}
    </Report>
  );
}

const aheadOf = (band: Band, days: number) => band.ahead.find((one) => one.days === days) ?? { purchases: 0, spent: 0 };

function useBandColumns(report: Value | undefined, days: number): readonly GridColumn<Band>[] {
  const t = useAudienceText();
  const say = useWords();
  const all = report?.buyers ?? 0;
  return [
    { title: t('value_band'), render: (row) => say(row.label), csv: (row) => say(row.label) },
    {
      title: t('members'),
      number: true,
      render: ({ band, members }) => <PeopleLink of="audiences.value" values={{ band }} count={members} />,
      csv: (row) => row.members,
    },
    {
      title: t('share'),
      number: true,
      render: (row) => formatPercent(all === 0 ? null : row.members / all),
      csv: (row) => (all === 0 ? null : row.members / all),
    },
    {
      title: t('group_spent'),
      number: true,
      render: (row) => <Money fen={row.spent} />,
      csv: (row) => row.spent / 100,
    },
    {
      title: t('value_purchases', { days }),
      number: true,
      render: (row) => inTenths(aheadOf(row, days).purchases),
      csv: (row) => Math.round(aheadOf(row, days).purchases * 10) / 10,
    },
    {
      title: t('value_spent', { days }),
      number: true,
      render: (row) => <Money fen={aheadOf(row, days).spent} />,
      csv: (row) => aheadOf(row, days).spent / 100,
    },
  ];
}

function Insight({ report, days }: { readonly report: Value; readonly days: number }) {
  const t = useAudienceText();
  const sum = (of: (band: Band) => number) => report.bands.reduce((total, band) => total + of(band), 0);
  const interval = report.ahead.find((one) => one.days === days)?.interval ?? null;
  return (
    <>
      {t('value_insight', {
        days,
        buyers: formatCount(report.buyers),
        purchases: inTenths(sum((band) => aheadOf(band, days).purchases)),
        spent: formatYuan(sum((band) => aheadOf(band, days).spent)),
      })}{' '}
      {interval === null
        ? t('value_no_interval')
        : t('value_interval', {
            purchasesLow: formatCount(Math.round(interval.purchases.low)),
            purchasesHigh: formatCount(Math.round(interval.purchases.high)),
            spentLow: formatYuan(interval.spent.low),
            spentHigh: formatYuan(interval.spent.high),
          })}
    </>
  );
}

function Fitted({ report: { day, model } }: { readonly report: Value }) {
  const t = useAudienceText();
  if (model === null) return null;
  return (
    <span className="hs-faint hs-small">
      {t('value_fitted', { day: day ?? '', customers: formatCount(model.buying.customers) })}
      {!model.buying.found && ` ${t('value_unsure')}`}
    </span>
  );
}

/** A small shop is fitted within a second, a million members within half a minute. */
const LOOKS_MS = [1_500, 5_000, 15_000, 30_000] as const;

function FitAgain() {
  const t = useAudienceText();
  const queries = useQueryClient();
  const { busy, act } = useAct(['value']);
  const fit = async () => {
    if (!(await act(async () => api('POST /api/admin/value/fitting'), t('value_soon')))) return;
    for (const ms of LOOKS_MS) setTimeout(() => void queries.invalidateQueries({ queryKey: ['value'] }), ms);
  };
  return (
    <May call="POST /api/admin/value/fitting">
      <Button loading={busy} onClick={() => void fit()}>
        {t('value_fit')}
      </Button>
    </May>
  );
}
