import { arm, upliftVerdict } from '@huoshui/contracts/words/journeys';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Money, MoneyCompact, useLanguage } from '../../ui/figures.tsx';
import { formatCompact, formatCount, formatPercent, formatYuan, formatYuanCompact } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { SaveTable } from '../../ui/save-table.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { pointsOf, UpliftInterval, verdictTones } from '../journeys/index.ts';
import { usePlacementText } from './texts.ts';

type Result = Answer<'GET /api/admin/placements/:id/result'>;
type Told = { readonly id: string; readonly result: Result };

/** Who met it, what they did, and what it brought beyond those who were not shown it. */
export function PlacementResult({ id }: { readonly id: string }) {
  const t = usePlacementText();
  const query = useQuery({
    queryKey: ['placements', 'result', id],
    queryFn: async () => api('GET /api/admin/placements/:id/result', { params: { id } }),
  });
  return (
    <Loaded query={query}>
      {(result) =>
        result.shown === 0 && result.treated.members + result.holdout.members + result.heldOut === 0 ? (
          <Panel>
            <Empty small title={t('nothing_yet')} hint={t('nothing_hint')} />
          </Panel>
        ) : (
          <div>
            <Headline id={id} result={result} />
            <Effect id={id} result={result} />
            <ByDay result={result} />
          </div>
        )
      }
    </Loaded>
  );
}

function Headline({ id, result }: Told) {
  const t = usePlacementText();
  const { people, tappers, closers, heldOut, shown } = result;
  const link = (who: string, count: number) => (
    <PeopleLink of="placements.people" values={{ placement: id, who }} count={count} />
  );
  return (
    <KeyFigures
      figures={[
        { label: t('people'), value: link('people', people), note: t('people_note', { count: formatCount(shown) }) },
        {
          label: t('tappers'),
          value: link('tappers', tappers),
          note: people > 0 ? t('tappers_note', { rate: formatPercent(tappers / people) }) : undefined,
        },
        {
          label: t('closers'),
          value: link('closers', closers),
          note: people > 0 ? formatPercent(closers / people) : undefined,
        },
        { label: t('held_out'), value: link('heldOut', heldOut), note: t('held_note') },
      ]}
    />
  );
}

function Effect({ id, result }: Told) {
  const t = usePlacementText();
  const say = useWords();
  const { uplift, days, open, inBoth, heldOut } = result;
  const compared = result.treated.members > 0 && result.holdout.members > 0;
  return (
    <>
      <Panel title={t('effect')} extra={<span className="hs-faint hs-small">{t('effect_days', { days })}</span>}>
        {heldOut === 0 && !compared ? (
          <span>{t('no_holdout')}</span>
        ) : (
          <>
            <span className="hs-inline">
              <StateTag tone={verdictTones[uplift.verdict]}>{say(upliftVerdict[uplift.verdict])}</StateTag>
              {say(uplift.text)}
            </span>
            {uplift.verdict !== 'too_few' && <UpliftInterval uplift={uplift} />}
          </>
        )}
        <p className="hs-faint hs-small">
          {t('effect_rule')}
          {open > 0 && ` ${t('effect_open', { count: formatCount(open) })}`}
          {inBoth > 0 && ` ${t('effect_both', { count: formatCount(inBoth) })}`}
        </p>
      </Panel>
      <Extra id={id} result={result} />
      <Arms result={result} />
    </>
  );
}

function Extra({ id, result: { uplift, extra, cost } }: Told) {
  const t = usePlacementText();
  const language = useLanguage();
  const told = uplift.verdict !== 'too_few';
  const interval = (low: string, high: string) => t('interval', { low, high });
  const ranged = (of: NonNullable<Result['extra']>['orders'] | null | undefined, show: (value: number) => string) =>
    of
      ? { value: show(of.value), note: interval(show(of.low), show(of.high)) }
      : { value: '–', note: told && extra ? undefined : t(told ? 'none_bought' : 'few') };
  return (
    <KeyFigures
      figures={[
        {
          label: t('lift'),
          value: told ? pointsOf(uplift.points, language) : '–',
          note: told ? interval(uplift.low.toFixed(1), pointsOf(uplift.high, language)) : t('few'),
        },
        { label: t('more_orders'), ...ranged(extra?.orders, (n) => formatCompact(Math.round(n), language)) },
        { label: t('more_revenue'), ...ranged(extra?.revenue, (fen) => formatYuanCompact(fen, language)) },
        {
          label: t('coupon_cost'),
          value: <MoneyCompact fen={cost} />,
          note: <Link to={`/grants?cause=${id}`}>{t('see_ledger')}</Link>,
        },
        { label: t('return'), ...ranged(extra?.returnOnCost, (yuan) => formatYuan(Math.round(yuan * 100))) },
      ]}
    />
  );
}

type ArmRow = Result['treated'] & { readonly name: string };
type DayRow = Result['byDay'][number];

function Arms({ result: { treated, holdout } }: { readonly result: Result }) {
  const t = usePlacementText();
  const say = useWords();
  const rows: readonly ArmRow[] = [
    { name: say(arm.treated), ...treated },
    { name: say(arm.holdout), ...holdout },
  ];
  const columns: readonly GridColumn<ArmRow>[] = [
    { title: t('arm'), render: (row) => row.name, csv: (row) => row.name },
    counted(t('arm_members'), (row) => row.members),
    counted(t('arm_buyers'), (row) => row.buyers),
    { title: t('arm_rate'), number: true, render: (row) => formatPercent(row.rate), csv: (row) => row.rate },
    counted(t('arm_orders'), (row) => row.orders),
    money(t('arm_revenue'), (row) => row.revenue),
    money(t('arm_each'), (row) => Math.round(row.revenuePerMember)),
  ];
  const file = () => ({ name: t('effect'), tables: [gridTable(columns, rows)] });
  return (
    <Panel title={t('arms')} flush extra={<SaveTable size="small" file={file} />}>
      <Grid rows={rows} rowKey={(row) => row.name} columns={columns} />
    </Panel>
  );
}

function counted<Row>(title: string, of: (row: Row) => number): GridColumn<Row> {
  return { title, number: true, render: (row) => formatCount(of(row)), csv: of };
}

function money<Row>(title: string, of: (row: Row) => number): GridColumn<Row> {
  return { title, number: true, render: (row) => <Money fen={of(row)} />, csv: (row) => of(row) / 100 };
}

function ByDay({ result: { byDay } }: { readonly result: Result }) {
  const t = usePlacementText();
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'lines',
      labels: byDay.map(({ day }) => day.slice(5)),
      series: [
        { name: t('shown'), values: byDay.map(({ shown }) => shown) },
        { name: t('tapped'), values: byDay.map(({ tapped }) => tapped) },
      ],
      format: formatCount,
    }),
    [byDay, t],
  );
  if (byDay.length === 0) return null;
  const columns: readonly GridColumn<DayRow>[] = [
    { title: t('day'), render: (row) => row.day, csv: (row) => row.day },
    counted(t('shown'), (row) => row.shown),
    counted(t('day_people'), (row) => row.people),
    counted(t('tapped'), (row) => row.tapped),
    {
      title: t('rate'),
      number: true,
      render: (row) => (row.shown > 0 ? formatPercent(row.tapped / row.shown) : '–'),
      csv: (row) => (row.shown > 0 ? row.tapped / row.shown : null),
    },
    counted(t('day_closed'), (row) => row.closed),
  ];
  const rows = byDay.toReversed();
  const file = () => ({ name: t('by_day'), tables: [gridTable(columns, rows)] });
  return (
    <Panel title={t('by_day')} flush extra={<SaveTable size="small" file={file} />}>
      <Chart spec={spec} label={t('by_day')} height={220} />
      <Grid rows={rows} rowKey={(row) => row.day} columns={columns} />
    </Panel>
  );
}
