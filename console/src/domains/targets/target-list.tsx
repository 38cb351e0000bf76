import { targetCurve, targetFigure, targetPeriod } from '@huoshui/contracts/words/targets';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { useLanguage } from '../../ui/figures.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { useWords } from '../../ui/words.ts';
import { KeepQuestion } from '../dashboards/index.ts';
import { ProgressNotes } from './progress-notes.tsx';
import { type Progress, shownOf, type Target } from './shown.ts';
import { TargetDialog } from './target-dialog.tsx';
import { useTargetText } from './texts.ts';

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/targets', { query: { q, cursor, limit } });
}

/** The targets there are, and how far those that run are. */
export function TargetList() {
  const t = useTargetText();
  const say = useWords();
  return (
    <>
      <EditedList<Target>
        name="targets"
        title={t('title')}
        purpose={t('purpose')}
        searchHint={t('search')}
        load={load}
        rowKey={(row) => row.id}
        create={{ call: 'POST /api/admin/targets', label: t('new') }}
        change="PUT /api/admin/targets/:id"
        dialog={(target, close) => <TargetDialog target={target} onClose={close} />}
        columns={[
          textColumn('figure', t('figure'), (row) => say(targetFigure[row.figure])),
          textColumn('period', t('period'), (row) => say(targetPeriod[row.period])),
          textColumn('days', t('days'), (row) => `${row.from} – ${row.to}`),
          textColumn('aim', t('aim'), (row) => shownOf(row.figure, row.aim)),
          textColumn('curve', t('curve'), (row) => say(targetCurve[row.curve])),
          timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
          actsColumn((row) => <Remove target={row} />, 90),
        ]}
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
      <Running />
    </>
  );
}

function Remove({ target: { id } }: { readonly target: Target }) {
  const t = useTargetText();
  return (
    <RowAct
      call="DELETE /api/admin/targets/:id"
      list="targets"
      label={t('remove')}
      done={t('removed')}
      ask={{ title: t('remove_ask'), body: t('remove_body') }}
      run={async () => api('DELETE /api/admin/targets/:id', { params: { id } })}
    />
  );
}

function Running() {
  const { data } = useQuery({
    queryKey: ['targets', 'progress'],
    queryFn: async () => api('GET /api/admin/reports/targets'),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <div className="hs-page">
      {data.items.map((item) => (
        <Course key={item.id} item={item} />
      ))}
    </div>
  );
}

/** What was due and what there was, day by day; what is not over yet is no fall. */
function Course({ item }: { readonly item: Progress }) {
  const t = useTargetText();
  const say = useWords();
  const language = useLanguage();
  const { figure, period, days, actual, aim, from, to } = item;
  const spec = useMemo<ChartSpec>(() => {
    const open = days.findIndex((day) => day.actual === null);
    return {
      kind: 'lines',
      labels: days.map(({ day }) => day.slice(5)),
      series: [
        { name: t('actual'), values: days.map((day) => day.actual) },
        { name: t('due'), values: days.map(({ due }) => due), before: true },
      ],
      format: (value) => shownOf(figure, value, language),
      unfinished: open < 0 ? null : { from: open, word: t('unfinished') },
    };
  }, [days, figure, language, t]);
  return (
    <Panel
      title={`${say(targetFigure[figure])} · ${say(targetPeriod[period])} ${from} – ${to}`}
      extra={
        <KeepQuestion
          kept={{
            report: 'analytics.target',
            values: { figure, period, asOf: null },
            name: `${t('panel')} · ${say(targetFigure[figure])}`,
          }}
        />
      }
    >
      <p className="hs-two-lines">
        <strong>
          {t('of', { actual: shownOf(figure, actual), aim: shownOf(figure, aim) })} ·{' '}
          {t('reached', { share: `${Math.round((actual / aim) * 1000) / 10}%` })}
        </strong>
        <ProgressNotes item={item} />
      </p>
      {days.length > 0 && <Chart spec={spec} height={220} label={t('chart', { figure: say(targetFigure[figure]) })} />}
    </Panel>
  );
}
