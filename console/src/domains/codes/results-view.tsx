import { codeTouch } from '@huoshui/contracts/words/codes';
import { useMemo } from 'react';
import type { Answer } from '../../ground/api.ts';
import type { PeopleValues } from '../../ground/people-address.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Change, Money, MoneyCompact } from '../../ui/figures.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { useWords } from '../../ui/words.ts';
import { rowsOf, type Told } from './figures.ts';
import { useCodeText } from './texts.ts';

export type Report = Answer<'POST /api/admin/reports/:name'>;

type HeadlineProps = {
  /** Asked with the days before: their row stands second. */
  readonly report: Report;
  /** What the report was asked, so that its numbers open the same people. */
  readonly asked: PeopleValues;
};

const nobody: Told = { text: () => null, number: () => null };

/** A rate of parcels, with what it lies between. */
export function useParcelRate() {
  const t = useCodeText();
  return (row: Told, of: 'scan' | 'add') => {
    const [low, high] = [row.number(`${of}Low`), row.number(`${of}High`)];
    return {
      value: formatPercent(row.number(`${of}Rate`)),
      note:
        low === null || high === null
          ? undefined
          : t('rate_between', { low: formatPercent(low), high: formatPercent(high) }),
    };
  };
}

/** From the scan to the money, beside the days before; cards of parcels by the parcels as well. */
export function Headline({ report, asked }: HeadlineProps) {
  const t = useCodeText();
  const [now = nobody, then = nobody] = rowsOf(report, 'whole');
  const change = (key: string, lowerIsBetter = false) => (
    <Change current={now.number(key) ?? 0} before={then.number(key) ?? 0} lowerIsBetter={lowerIsBetter} />
  );
  const people = (who: string, key: string) => (
    <PeopleLink of="codes.codes" values={{ ...asked, who }} count={now.number(key) ?? 0} />
  );
  const parcelRate = useParcelRate();
  const [cost, cac, rate] = [now.number('cost') ?? 0, now.number('cac'), now.number('repeatRate')];
  return (
    <KeyFigures
      figures={[
        { label: t('scans'), value: formatCount(now.number('scans') ?? 0), note: change('scans') },
        { label: t('scanners'), value: people('scanners', 'scanners'), note: change('scanners') },
        { label: t('added'), value: people('added', 'added'), note: t('added_note') },
        { label: t('joined'), value: people('joined', 'joined'), note: change('joined') },
        { label: t('orders'), value: formatCount(now.number('orders') ?? 0), note: change('orders') },
        { label: t('first_orders'), value: people('first', 'firstOrders'), note: change('firstOrders') },
        { label: t('gmv'), value: <MoneyCompact fen={now.number('gmv') ?? 0} />, note: change('gmv') },
        { label: t('spent'), value: <MoneyCompact fen={now.number('spent') ?? 0} />, note: t('spent_note') },
        { label: t('cost'), value: <MoneyCompact fen={cost} />, note: change('cost', true) },
        { label: t('cac'), value: cac === null ? '–' : <Money fen={cac} />, note: t('cac_note') },
        {
          label: t('repeat'),
          value: people('repeat', 'repeat'),
          note: rate === null ? undefined : t('repeat_rate', { rate: formatPercent(rate) }),
        },
        ...((now.number('parcels') ?? 0) === 0
          ? []
          : [
              { label: t('parcels'), value: formatCount(now.number('parcels') ?? 0), note: t('parcels_note') },
              { label: t('scan_rate'), ...parcelRate(now, 'scan') },
              { label: t('add_rate'), ...parcelRate(now, 'add') },
            ]),
      ]}
    />
  );
}

/** Scans and new members by day. */
export function ByDay({ report }: { readonly report: Report }) {
  const t = useCodeText();
  const spec = useMemo<ChartSpec>(() => {
    const days = rowsOf(report, 'days');
    return {
      kind: 'lines',
      labels: days.map((day) => String(day.text('day') ?? '').slice(5)),
      series: [
        { name: t('scans'), values: days.map((day) => day.number('scans')) },
        { name: t('joined'), values: days.map((day) => day.number('joined')) },
        { name: t('orders'), values: days.map((day) => day.number('orders')) },
      ],
      format: formatCount,
    };
  }, [report, t]);
  return (
    <Panel title={t('by_day')}>
      <Chart spec={spec} height={260} label={t('by_day')} />
    </Panel>
  );
}

export function useTouchOptions() {
  const say = useWords();
  return (['last', 'first'] as const).map((value) => ({ value, label: say(codeTouch[value]) }));
}
